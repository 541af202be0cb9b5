package dev.iris.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Speaks REST to a server, as the commands do. Thread-safe. */
public final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final URI url;
    private final Secret token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

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

        /** The problem's title and detail in one sentence. */
        public String sentence() {
            return text("title") + (text("detail").isEmpty() ? "" : ": " + text("detail"));
        }

        private String text(String member) {
            return body.find(member).orElse(JsonValue.NULL) instanceof JsonString(String text) ? text : "";
        }
    }

    /** A client of the server at that address. */
    public ApiClient(URI url, Secret token) {
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
        return exchange(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(Json.writeBytes(body)))
                .build());
    }

    public Reply post(String path, String contentType, byte[] body) {
        return exchange(request(path)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    public Reply delete(String path) {
        return exchange(request(path).DELETE().build());
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

    private Reply exchange(HttpRequest request) {
        var answer = send(request);
        return new Reply(answer.statusCode(), body(answer), retryAfter(answer));
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CommandFailedException(
                    "no server answers at " + url + "; start one with 'iris serve', or name another with --url", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted", e);
        }
    }

    private static Map<String, String> retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .map(value -> Map.of("Retry-After", value))
                .orElse(Map.of());
    }

    private static JsonObject body(HttpResponse<byte[]> answer) {
        try {
            return answer.body().length > 0
                            && Json.read(answer.body(), JsonLimits.DOCUMENT) instanceof JsonObject object
                    ? object
                    : JsonValue.object().build();
        } catch (MalformedDocumentException e) {
            return JsonValue.object().build();
        }
    }
}
