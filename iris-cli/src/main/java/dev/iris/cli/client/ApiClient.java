package dev.iris.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.http.Certificates;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Speaks REST to a server, as the commands do. Thread-safe. */
public final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final String JSON = "application/json";

    /** Every destination that a server may hold, with its mappings. */
    private static final JsonLimits LISTING = new JsonLimits(32, 1 << 20, 50_000_000);

    private static final long MOST_BYTES = 512L << 20;

    private final URI url;
    private final Secret token;
    private final HttpClient http;

    /**
     * What a server answered.
     *
     * @param body an empty object when there is none
     */
    public record Reply(int status, JsonObject body, Map<String, String> headers) {
        /** Whether the server did what it was asked. */
        public boolean ok() {
            return status >= 200 && status < 300;
        }

        /** The entity tag, if the answer has one. */
        public Optional<String> etag() {
            return Optional.ofNullable(headers.get("ETag"));
        }

        /**
         * The same when the server did what it was asked.
         *
         * @throws CommandFailedException says what it refused and what to do
         */
        public Reply orFail() {
            if (ok()) {
                return this;
            }
            throw new CommandFailedException(explanation());
        }

        /** The problem in one sentence, and what to do about it where the command line can. */
        public String explanation() {
            var advice = switch (Reading.text(body, "code")) {
                case "unauthenticated" ->
                    "Set IRIS_TOKEN to a token that the server knows, or name its file with --token-file.";
                case "scope-missing" ->
                    "Use a token that has it; 'iris tokens create --scope SCOPE --name NAME' makes one.";
                case "destination-not-found" -> "'iris destinations list' lists them.";
                case "token-not-found" -> "'iris tokens list' lists them.";
                default -> "";
            };
            return (sentence() + " " + advice).strip();
        }

        /** The problem's title and detail in one sentence. */
        public String sentence() {
            var title = Reading.text(body, "title");
            var detail = Reading.text(body, "detail");
            if (title.isEmpty()) {
                return "the server answered status " + status;
            }
            return title + (detail.isEmpty() ? "" : ": " + detail);
        }
    }

    /** A client of the server at that address. */
    public ApiClient(URI url, Secret token) {
        this(url, token, List.of());
    }

    /** As above; these authorities are trusted too. */
    public ApiClient(URI url, Secret token, List<X509Certificate> authorities) {
        var builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        if (!authorities.isEmpty()) {
            builder.sslContext(Certificates.trusting(authorities));
        }
        this.http = builder.build();
        this.url = url;
        this.token = token;
    }

    public Reply get(String path) {
        return exchange(request(path).GET().build());
    }

    /** The text that a server answers with 200. */
    public String text(String path) {
        var answer = send(request(path).GET().build());
        if (answer.statusCode() != 200) {
            throw new CommandFailedException(url.resolve(path) + " answers with " + answer.statusCode());
        }
        return new String(answer.body(), UTF_8);
    }

    public Reply put(String path, JsonValue body) {
        return exchange(put(request(path), body));
    }

    /** Puts only if the entity tag is still that of what is there. */
    public Reply putIfMatch(String path, JsonValue body, String etag) {
        return exchange(put(request(path).header("If-Match", etag), body));
    }

    /** Makes what is not there yet; refused with 412 when it is. */
    public Reply putNew(String path, JsonValue body) {
        return exchange(put(request(path).header("If-None-Match", "*"), body));
    }

    /** Posts without a body. */
    public Reply post(String path) {
        return post(path, JSON, new byte[0]);
    }

    public Reply post(String path, JsonValue body) {
        return post(path, JSON, Json.writeBytes(body));
    }

    public Reply post(String path, String contentType, byte[] body) {
        return exchange(request(path)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    /**
     * Posts a stream, however long that takes.
     *
     * @param body opened once the server wants it
     * @throws IOException the connection or the stream broke; the server may have taken a part of it
     */
    public Reply postStream(String path, String contentType, boolean gzip, Supplier<InputStream> body)
            throws IOException {
        var request = HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", "Bearer " + token.reveal())
                .header("Content-Type", contentType)
                .expectContinue(true)
                .POST(BodyPublishers.ofInputStream(body));
        if (gzip) {
            request.header("Content-Encoding", "gzip");
        }
        return reply(sendOnce(request.build()));
    }

    public Reply delete(String path) {
        return exchange(request(path).DELETE().build());
    }

    /** Deletes only if the entity tag is still that of what is there. */
    public Reply deleteIfMatch(String path, String etag) {
        return exchange(request(path).header("If-Match", etag).DELETE().build());
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token.reveal());
    }

    private static HttpRequest put(HttpRequest.Builder request, JsonValue body) {
        return request.header("Content-Type", JSON)
                .PUT(BodyPublishers.ofByteArray(Json.writeBytes(body)))
                .build();
    }

    private Reply exchange(HttpRequest request) {
        return reply(send(request));
    }

    private Reply reply(HttpResponse<byte[]> answer) {
        return new Reply(answer.statusCode(), body(answer), headers(answer));
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return sendOnce(request);
        } catch (IOException e) {
            throw new CommandFailedException(unanswered(e), e);
        }
    }

    private HttpResponse<byte[]> sendOnce(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted", e);
        }
    }

    private String unanswered(IOException e) {
        return switch (e) {
            case SSLException _ ->
                "no TLS connection to " + url
                        + "; compare the scheme, the certificate with the name, and its authority with --ca-file";
            case HttpTimeoutException _ ->
                url + " did not answer within " + ANSWER.toSeconds() + " s; look at the server's log";
            default -> "no server answers at " + url + "; start one with 'iris serve', or name another with --url";
        };
    }

    private static Map<String, String> headers(HttpResponse<?> answer) {
        var kept = new TreeMap<String, String>();
        Stream.of("ETag", "Retry-After")
                .forEach(name -> answer.headers().firstValue(name).ifPresent(value -> kept.put(name, value)));
        return Map.copyOf(kept);
    }

    /** What is no JSON object is an error page of something between, unless it says that all is well. */
    private JsonObject body(HttpResponse<byte[]> answer) {
        var none = JsonValue.object().build();
        if (answer.body().length == 0) {
            return none;
        }
        try {
            if (Json.read(answer.body(), LISTING) instanceof JsonObject object) {
                return object;
            }
        } catch (MalformedDocumentException e) {
            if (answer.statusCode() < 300) {
                throw new CommandFailedException(url + " answered what is no JSON; is it an Iris server?", e);
            }
        }
        return none;
    }
}
