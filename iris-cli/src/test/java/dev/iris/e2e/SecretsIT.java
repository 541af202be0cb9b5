package dev.iris.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.chaos.ServerProcess;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.RawTlsServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that logs everything and records itself, partners that fail in every way and say back what they were sent, and a search for
 * each secret, in each form that it is sent in, through all that the server wrote and answered.
 */
class SecretsIT {
    private static final String BASIC = "S3cretBasicValue-opaque";
    private static final String CLIENT_SECRET = "S3cret/Client+Value %&";
    private static final String FILE_SECRET = "S3cretInAFile-opaque";
    private static final String WRONG_PLACE = "S3cretInTheWrongPlace";
    private static final String TOKEN = "S3cretTokenOfThePartner";
    private static final int WAYS_TO_FAIL = 12;
    private static final int MOST_ROUNDS = 20;

    private final CertificateAuthority authority = new CertificateAuthority(InstantSource.system());
    private final AtomicInteger tokenRequests = new AtomicInteger();
    private final AtomicInteger segmentRequests = new AtomicInteger();
    private final List<String> answers = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    private String adminToken = "";
    private URI url = URI.create("http://127.0.0.1:9/");

    @Test
    void noSecretIsInAnythingThatTheServerWroteOrAnswered() throws Exception {
        var secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("basic"), FILE_SECRET + "\n");
        var data = folder.resolve("data");
        var recording = folder.resolve("recording.jfr");
        var log = folder.resolve("server.log");
        var identity = authority.issueServer("iris.example");
        try (var partner = RawTlsServer.start(
                authority.issueServer("127.0.0.1", "localhost").sslContext(), this::misbehave)) {
            var server = ServerProcess.start(
                    config(secrets), data, log, "-XX:StartFlightRecording=settings=profile,filename=" + recording);
            try {
                url = server.url();
                adminToken = Files.readString(data.resolve("admin.token")).strip();
                var made = call("POST", "/v1/tokens", "{\"name\":\"other\",\"scope\":\"read\"}");
                answers.clear(); // the one answer that may hold a token
                var otherToken = text(made, "token");
                configure(partner, identity.chainPem(), identity.keyPem());
                blunder(partner);
                sendEvents();
                for (int round = 0; round < MOST_ROUNDS && !everythingFailedOnce(); round++) {
                    exercise();
                }
                assertThat(everythingFailedOnce()).isTrue();
                assertThat(server.end()).isZero();
                search(needles(identity.keyPem(), otherToken), places(data, log, recording));
            } finally {
                server.kill();
            }
        }
    }

    /** Each kind of failure in turn; whatever came is said back. */
    private RawReply misbehave(RawRequest request) {
        var token = request.target().startsWith("/token");
        int turn = (token ? tokenRequests : segmentRequests).incrementAndGet();
        var echo = request.findHeader("authorization").orElse("") + " " + request.body() + " " + TOKEN + " "
                + credentialOf(request.target());
        var quoted = Json.write(JsonValue.text(echo));
        var granted =
                "{\"token_type\":\"Bearer\",\"access_token\":\"" + TOKEN + "\",\"refresh_token\":\"" + TOKEN + "\"}";
        if (token && turn % 2 == 0) {
            return RawReply.json(200, granted);
        }
        return switch ((token ? turn / 2 : turn) % WAYS_TO_FAIL) {
            case 1 -> RawReply.json(401, "{\"error\":\"invalid_client\",\"error_description\":" + quoted + "}");
            case 2 -> RawReply.answer(302, "Location: https://evil.example/?" + encoded(echo) + "\r\n", bytes(echo));
            case 3 -> RawReply.gzipJson(400, "{\"error\":" + quoted + "}");
            case 4 -> new RawReply.BytesThenReset("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX: " + echo);
            case 5 -> new RawReply.BytesThenClose(echo + "\r\n\r\n");
            case 6 -> RawReply.json(500, quoted);
            case 7 -> RawReply.json(200, "{\"token_type\":" + quoted + ",\"access_token\":" + quoted + "}");
            case 8 ->
                RawReply.answer(
                        200,
                        "WWW-Authenticate: " + echo.strip() + "\r\nSet-Cookie: t=" + TOKEN + "\r\n",
                        bytes("{" + echo));
            case 9 -> new RawReply.BytesThenClose("HTTP/1.1 200 " + echo + "\r\nContent-Length: 5\r\n\r\nx");
            case 10 -> RawReply.answer(429, "Retry-After: " + TOKEN + "\r\n", bytes(echo));
            default -> RawReply.json(200, granted);
        };
    }

    /** What the partner knows of the destination that speaks to this endpoint. */
    private static String credentialOf(String target) {
        return switch (target) {
            case "/segments/basic" -> BASIC;
            case "/segments/pair" -> CLIENT_SECRET + " " + base64("me:" + encoded(CLIENT_SECRET));
            case "/segments/file" -> FILE_SECRET;
            default -> "";
        };
    }

    private boolean everythingFailedOnce() {
        return tokenRequests.get() > 2 * WAYS_TO_FAIL && segmentRequests.get() > WAYS_TO_FAIL;
    }

    private Path config(Path secrets) throws IOException {
        var ca = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
        return Files.writeString(folder.resolve("iris.yaml"), """
            egress: { allow: [127.0.0.0/8], trustedCertificates: ['%s'] }
            secrets: { directory: '%s' }
            log: { level: trace, format: json }
            """.formatted(ca, secrets));
    }

    private void configure(RawTlsServer partner, String certificate, String key) {
        var opaque = "\"basic\":\"" + BASIC + "\"";
        var pair = "\"clientId\":\"me\",\"clientSecret\":" + Json.write(JsonValue.text(CLIENT_SECRET));
        call("PUT", "/v1/destinations/1", destination(partner, opaque, ""));
        call("PUT", "/v1/destinations/2", destination(partner, pair, ""));
        call("PUT", "/v1/destinations/3", destination(partner, "\"basic\":{\"fromFile\":\"basic\"}", ""));
        var tls = "\"tls\":{\"certificate\":" + Json.write(JsonValue.text(certificate)) + ",\"key\":"
                + Json.write(JsonValue.text(key)) + "},";
        call("PUT", "/v1/destinations/4", destination(partner, "\"basic\":\"" + BASIC + "\"", tls));
    }

    /** Secrets where they do not belong. */
    private void blunder(RawTlsServer partner) {
        var wrong = "\"" + WRONG_PLACE + "\"";
        for (var member : List.of(
                "\"bsic\":" + wrong,
                "\"basic\":[" + wrong + "]",
                "\"basic\":{\"fromFile\":\"/" + WRONG_PLACE + "\"}",
                "\"basic\":\"" + WRONG_PLACE + "\\n\"",
                "\"basic\":{\"secret\":" + wrong + "}",
                "\"clientId\":\"me\",\"clientSecret\":\"" + WRONG_PLACE + "\\u0000\"",
                "\"basic\":" + wrong + ",\"clientSecret\":" + wrong)) {
            call("PUT", "/v1/destinations/9", destination(partner, member, ""));
        }
        var basic = "\"basic\":\"b\"";
        var url = "https://user:" + WRONG_PLACE + "@partner.example/";
        call("PUT", "/v1/destinations/9", destination(partner, basic, "").replace(endpoint(partner, basic), url));
        call(
                "PUT",
                "/v1/destinations/9",
                destination(partner, basic, "\"tls\":{\"certificate\":\"c\",\"key\":" + wrong + "},"));
        call("PUT", "/v1/destinations/9", "{\"auth\":{\"basic\":" + wrong);
        call("PUT", "/v1/destinations/9", "{\"auth\":{\"basic\":" + wrong + ",\"basic\":" + wrong + "}}");
        call("POST", "/v1/tokens", "{\"name\":\"x\",\"scope\":\"read\",\"token\":" + wrong + "}");
        raw("GET", "/v1/destinations", "", "Bearer " + WRONG_PLACE);
        raw("GET", "/v1/destinations", "", "Basic " + WRONG_PLACE);
    }

    private void sendEvents() {
        for (int i = 0; i < 20; i++) {
            call(
                    "POST",
                    "/v1/events",
                    "{\"device\":\"" + i + "\",\"time\":\"2026-11-02T08:00:00Z\",\"qualified\":[\"14356\"],"
                            + "\"ids\":[{\"dpid\":\"12345\",\"uuid\":\"u" + i + "\"}]}");
        }
    }

    private void exercise() {
        for (var path : List.of(
                "/v1/destinations",
                "/v1/destinations?defaults=false",
                "/v1/tokens",
                "/v1/audit?limit=1000",
                "/v1/devices/1",
                "/metrics",
                "/health/ready",
                "/")) {
            call("GET", path, "");
        }
        for (int id = 1; id <= 4; id++) {
            call("GET", "/v1/destinations/" + id, "");
            call("GET", "/v1/destinations/" + id + "/status", "");
            for (int i = 0; i < 2; i++) {
                call("POST", "/v1/destinations/" + id + "/test", "");
                call("POST", "/v1/destinations/" + id + "/token/renew", "");
            }
            call("POST", "/v1/destinations/" + id + "/resume", "");
        }
    }

    private Map<String, String> needles(String keyPem, String otherToken) {
        var pair = "me:" + encoded(CLIENT_SECRET);
        var keyLine = keyPem.lines().skip(1).findFirst().orElseThrow();
        var needles = new LinkedHashMap<String, String>();
        needles.put("the Basic value", BASIC);
        needles.put("the Basic value in base64", base64(BASIC));
        needles.put("the client secret", CLIENT_SECRET);
        needles.put("the client secret in a form", encoded(CLIENT_SECRET));
        needles.put("the client secret as it is sent", base64(pair));
        needles.put("the secret in a file", FILE_SECRET);
        needles.put("the secret in the wrong place", WRONG_PLACE);
        needles.put("the token", TOKEN);
        needles.put("the private key", keyLine);
        needles.put("the admin's access token", adminToken);
        needles.put("another access token", otherToken);
        return needles;
    }

    private Map<String, String> places(Path data, Path log, Path recording) throws IOException {
        var places = new LinkedHashMap<String, String>();
        places.put("the log", Files.readString(log, ISO_8859_1));
        places.put("the answers", String.join("\n", answers));
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("admin.token") && !file.startsWith(data.resolve("native"))) {
                    places.put(data.relativize(file).toString(), Files.readString(file, ISO_8859_1));
                }
            }
        }
        places.put("the recording", Files.readString(recording, ISO_8859_1));
        var events = new StringBuilder();
        try (var file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                events.append(file.readEvent()).append('\n');
            }
        }
        places.put("the recording's text", events.toString());
        return places;
    }

    private static void search(Map<String, String> needles, Map<String, String> places) {
        assertThat(places.get("the log")).contains("\"level\":\"TRACE\"", "delivery.attempted");
        assertThat(places).containsKeys("control.db", "the recording's text");
        var found = new ArrayList<String>();
        needles.forEach((what, needle) -> places.forEach((where, content) -> {
            if (content.contains(needle)) {
                int at = content.indexOf(needle);
                found.add(what + " in " + where + ": "
                        + content.substring(Math.max(0, at - 200), Math.min(content.length(), at + 60)));
            }
        }));
        assertThat(found).isEmpty();
    }

    private String call(String method, String path, String body) {
        return raw(method, path, body, "Bearer " + adminToken);
    }

    private String raw(String method, String path, String body, String authorization) {
        var request = HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            answers.add(answer.headers() + " " + answer.body());
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String destination(RawTlsServer partner, String credential, String more) {
        return "{\"clientId\":\"1\",\"userDpid\":\"12345\"," + more + "\"endpoint\":\"" + endpoint(partner, credential)
                + "\",\"auth\":{\"tokenEndpoint\":\"" + partner.url("/token") + "\"," + credential
                + "},\"delivery\":{\"timeout\":\"500ms\"},\"mappings\":[{\"segment\":\"14356\"}]}";
    }

    private static String endpoint(RawTlsServer partner, String credential) {
        var kind = credential.contains("clientSecret") ? "pair" : credential.contains("fromFile") ? "file" : "basic";
        return partner.url("/segments/" + kind).toString();
    }

    private static String text(String json, String member) {
        return json.replaceAll(".*\"" + member + "\":\"([^\"]*)\".*", "$1");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
