package dev.iris.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.RawTlsServer;
import dev.iris.testkit.WireAnswer;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;

/**
 * A partner that fails in every way, to each client in turn, and says back whatever it was sent and whatever it knows of the client.
 * Thread-safe.
 */
final class TellingPartner implements AutoCloseable {
    /** The one token that it gives. */
    static final String TOKEN = "S3cretTokenOfThePartner";

    private static final int WAYS_TO_FAIL = 24;
    private static final Pattern ASSERTION = Pattern.compile("client_assertion=([^&]+)");

    private final Map<Integer, Collection<String>> known;
    private final Set<Integer> tokenless;
    private final Map<Integer, AtomicInteger> tokenRequests = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final AtomicInteger segmentRequests = new AtomicInteger();
    private final Set<String> assertions = ConcurrentHashMap.newKeySet();
    private final RawTlsServer server;

    /**
     * Starts it.
     *
     * @param known what it says of each client, by the number at the end of its paths
     * @param tokenless clients that fetch no token and fail at the segment endpoint instead
     */
    TellingPartner(CertificateAuthority authority, Map<Integer, Collection<String>> known, Set<Integer> tokenless) {
        this.known = Map.copyOf(known);
        this.tokenless = Set.copyOf(tokenless);
        var parameters = new SSLParameters();
        parameters.setWantClientAuth(true);
        var certificate = authority.issueServer("127.0.0.1", "localhost");
        server = RawTlsServer.start(certificate.sslContextForClientsOf(authority), parameters, this::misbehave);
    }

    String tokenEndpoint(int client) {
        return server.url("/token/" + client).toString();
    }

    String segmentEndpoint(int client) {
        return server.url("/segments/" + client).toString();
    }

    /**
     * Whether every client has met every failure at its token endpoint, or at the segment endpoint if it fetches no token, and so has
     * somebody at the segment endpoint.
     */
    boolean hasFailedInEveryWay() {
        return segmentRequests.get() > WAYS_TO_FAIL
                && known.keySet().stream().allMatch(client -> failures(client).get() > WAYS_TO_FAIL);
    }

    /** Every client assertion that came. */
    Set<String> assertions() {
        return Set.copyOf(assertions);
    }

    @Override
    public void close() {
        server.close();
    }

    private RawReply misbehave(RawRequest request) {
        var path = request.target().split("/", -1);
        int client = Integer.parseInt(path[2]);
        var assertion = ASSERTION.matcher(request.body());
        if (assertion.find()) {
            assertions.add(assertion.group(1));
        }
        var token = tokenless.contains(client) ? "none" : TOKEN;
        var echo = request.findHeader("authorization").orElse("") + " " + request.body() + " " + token + " "
                + String.join(" ", known.getOrDefault(client, Set.of()));
        if (tokenless.contains(client)) {
            return failure(failures(client).incrementAndGet(), echo, token);
        }
        if (!path[1].equals("token")) {
            return failure(segmentRequests.incrementAndGet(), echo, token);
        }
        boolean grants = tokenRequests(client).incrementAndGet() % 2 == 0;
        return grants ? granted(token) : failure(failures(client).incrementAndGet(), echo, token);
    }

    private AtomicInteger tokenRequests(int client) {
        return tokenRequests.computeIfAbsent(client, _ -> new AtomicInteger());
    }

    private AtomicInteger failures(int client) {
        return failures.computeIfAbsent(client, _ -> new AtomicInteger());
    }

    private static RawReply failure(int turn, String echo, String token) {
        var quoted = Json.write(JsonValue.text(echo));
        var line = echo.replaceAll("[^ -~]", "?");
        return switch (turn % WAYS_TO_FAIL) {
            case 1 -> RawReply.json(401, "{\"error\":\"invalid_client\",\"error_description\":" + quoted + "}");
            case 2 ->
                RawReply.answer(
                        302, "Location: https://evil.example/?" + SecretForms.encoded(echo) + "\r\n", bytes(echo));
            case 3 -> RawReply.gzipJson(400, "{\"error\":" + quoted + "}");
            case 4 ->
                RawReply.bytes("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX: " + line)
                        .thenReset();
            case 5 -> RawReply.bytes(line + "\r\n\r\n").thenClose();
            case 6 -> RawReply.json(500, quoted);
            case 7 -> RawReply.json(200, "{\"token_type\":" + quoted + ",\"access_token\":" + quoted + "}");
            case 8 ->
                RawReply.answer(
                        200,
                        "WWW-Authenticate: " + line.strip() + "\r\nSet-Cookie: t=" + token + "\r\n",
                        bytes("{" + echo));
            case 9 ->
                RawReply.bytes("HTTP/1.1 200 " + line + "\r\nContent-Length: 5\r\n\r\nx")
                        .thenClose();
            case 10 -> RawReply.answer(429, "Retry-After: " + token + "\r\n", bytes(echo));
            case 11 -> RawReply.answer(401, "Content-Type: text/html\r\n", bytes("<p title='" + echo + "'>" + echo));
            case 12 -> RawReply.json(400, "{\"error\":\"invalid_request\",\"error_description\":" + quoted + "}");
            case 13 -> RawReply.json(200, "{\"error\":\"server_error\",\"error_description\":" + quoted + "}");
            case 14 -> RawReply.answer(503, "Retry-After: 0\r\nServer: " + line.strip() + "\r\n", bytes(echo));
            case 15 -> RawReply.answer(200, "", bytes("access_token=" + SecretForms.encoded(echo)));
            case 16 -> WireAnswer.of(403).text(echo).claiming(100_000).thenTruncate();
            case 17 -> WireAnswer.of(200).encoded("gzip", bytes(echo)).whole();
            case 18 -> WireAnswer.of(200).encoded(token, bytes(echo)).whole();
            case 19 -> WireAnswer.of(200).chunkedAs(line + "\r\n" + token + "\r\n0\r\n\r\n");
            case 20 -> RawReply.json(200, quoted);
            case 21 ->
                WireAnswer.json("{\"a\":" + quoted + ",\"access_token\":" + quoted + ",\"a\":1}")
                        .whole();
            case 22 -> RawReply.answer(404, "X-" + token + ": 1\r\n", bytes("<!-- " + echo.repeat(200) + " -->"));
            case 23 -> RawReply.json(400, "{\"error\":\"invalid_scope\",\"error_description\":" + quoted + "}");
            default -> granted(token);
        };
    }

    private static RawReply granted(String token) {
        return RawReply.json(
                200,
                "{\"token_type\":\"Bearer\",\"access_token\":\"" + token + "\",\"refresh_token\":\"" + token + "\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
