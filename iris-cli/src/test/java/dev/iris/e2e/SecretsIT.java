package dev.iris.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.chaos.ServerProcess;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.partner.certificates.ClientCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that logs everything and records itself, partners that fail in every way and say back what they were sent, and a search for
 * each secret, in each form that it is sent in, through all that the server wrote and answered.
 */
class SecretsIT {
    private static final String BASIC = "S3cretBasicValue-opaque";
    private static final String WITHIN_BASIC = "S3cret+Within:Basic";
    private static final String BASIC_OF_PAIR = SecretForms.base64("me:" + WITHIN_BASIC);
    private static final String CLIENT_SECRET = "S3cret/Client+Value %&";
    private static final String RAW_SECRET = "S3cret:Raw\"Välue\" %&+";
    private static final String NEW_SECRET = "S3cretPosted<New>=&";
    private static final String OLD_SECRET = "S3cretPosted'Old'%41";
    private static final String FILE_SECRET = "S3cretInAFile-opaque";
    private static final String NEW_BASIC = "S3cretNewBasic/opaque==";
    private static final String OLD_BASIC = "S3cretOldBasic+opaque";
    private static final String PASSWORD = "S3cretPassword:\"of\" %& us";
    private static final String FIXED_BEARER = "S3cretFixed-Bearer+/token==";
    private static final String SIGNATURE_KEY = "S3cretKey\"that&signs%";
    private static final String OLD_SIGNATURE_KEY = "S3cretKey<that>signed";
    private static final Set<Integer> TOKENLESS = Set.of(11, 12);
    private static final String WRONG_PLACE = "S3cretInTheWrongPlace";
    private static final String BLUNDER = "/v1/destinations/99";
    private static final int MOST_ROUNDS = 60;
    private static final int ROUNDS_OF_TEXT = 3;

    private final CertificateAuthority authority = new CertificateAuthority(InstantSource.system());
    private final ClientCertificate identity = authority.issueClient("iris.example");
    private final ClientCertificate signer = authority.issueClient("iris.example");
    private final ClientCertificate oldSigner = authority.issueRsaClient("iris.example");
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
        var clients = clients();
        try (var partner = new TellingPartner(authority, known(clients), TOKENLESS)) {
            var server = ServerProcess.start(
                    config(secrets, "json"),
                    data,
                    log,
                    "-XX:StartFlightRecording=settings=profile,filename=" + recording);
            try {
                url = server.url();
                adminToken = Files.readString(data.resolve("admin.token")).strip();
                var made = call("POST", "/v1/tokens", "{\"name\":\"other\",\"scope\":\"read\"}");
                answers.clear(); // the one answer that may hold a token
                var otherToken = text(made, "token");
                clients.forEach((id, client) -> configure(partner, id, client));
                blunder(partner);
                sendEvents();
                for (int round = 0; round < MOST_ROUNDS && !partner.hasFailedInEveryWay(); round++) {
                    exercise(clients.size());
                }
                assertThat(partner.hasFailedInEveryWay()).isTrue();
                assertThat(partner.assertions()).hasSizeGreaterThan(10);
                readBack(clients.size());
                command(data.resolve("admin.token"));
                assertThat(server.end()).isZero();

                server = ServerProcess.start(config(secrets, "text"), data, log);
                url = server.url();
                for (int round = 0; round < ROUNDS_OF_TEXT; round++) {
                    exercise(clients.size());
                }
                readBack(clients.size());
                assertThat(server.end()).isZero();
                search(needles(clients, partner.assertions(), otherToken), places(data, log, recording));
            } finally {
                server.kill();
            }
        }
    }

    /**
     * A client of the partner.
     *
     * @param auth members of {@code auth} beside the token endpoint
     * @param known what the partner can say of it
     */
    private record Client(String auth, Collection<String> known) {}

    /** One for each way to authenticate, and more where there is more than one kind of secret. */
    private Map<Integer, Client> clients() {
        var clients = new LinkedHashMap<Integer, Client>();
        clients.put(1, new Client("\"basic\":\"" + BASIC + "\"", SecretForms.ofBasic(BASIC)));
        clients.put(2, pair("basic", json(CLIENT_SECRET), CLIENT_SECRET));
        clients.put(3, new Client("\"basic\":{\"fromFile\":\"basic\"}", SecretForms.ofBasic(FILE_SECRET)));
        clients.put(4, new Client("\"basic\":\"" + BASIC + "\"", SecretForms.ofBasic(BASIC)));
        clients.put(5, pair("basic-raw", json(RAW_SECRET), RAW_SECRET));
        clients.put(6, pair("post", "[" + json(NEW_SECRET) + "," + json(OLD_SECRET) + "]", NEW_SECRET, OLD_SECRET));
        var keys = "[" + json(signer.keyPem()) + "," + json(oldSigner.keyPem()) + "]";
        clients.put(7, new Client(way("private-key-jwt") + ",\"assertion\":{\"key\":" + keys + "}", List.of()));
        clients.put(8, new Client(way("tls"), List.of()));
        clients.put(
                9, new Client("\"basic\":\"" + BASIC_OF_PAIR + "\"", SecretForms.ofBasic(BASIC_OF_PAIR, WITHIN_BASIC)));
        var both = new ArrayList<>(SecretForms.ofBasic(NEW_BASIC));
        both.addAll(SecretForms.ofBasic(OLD_BASIC));
        clients.put(10, new Client("\"basic\":[" + json(NEW_BASIC) + "," + json(OLD_BASIC) + "]", both));
        var password = "\"type\":\"basic\",\"username\":\"me\",\"password\":" + json(PASSWORD);
        clients.put(11, new Client(password, SecretForms.ofBasic(PASSWORD, "me:" + PASSWORD)));
        var bearer = SecretForms.ofBasic(FIXED_BEARER, SIGNATURE_KEY, OLD_SIGNATURE_KEY);
        clients.put(12, new Client("\"type\":\"bearer\",\"token\":" + json(FIXED_BEARER), bearer));
        return clients;
    }

    private static Client pair(String way, String told, String... secrets) {
        var known = Stream.of(secrets)
                .flatMap(secret -> SecretForms.ofClientSecret("me", secret).stream())
                .toList();
        return new Client(way(way) + ",\"clientSecret\":" + told, known);
    }

    private static String way(String name) {
        return "\"clientAuthentication\":\"" + name + "\",\"clientId\":\"me\"";
    }

    private static Map<Integer, Collection<String>> known(Map<Integer, Client> clients) {
        var known = new LinkedHashMap<Integer, Collection<String>>();
        clients.forEach((id, client) -> known.put(id, client.known()));
        return known;
    }

    private Path config(Path secrets, String format) throws IOException {
        var ca = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
        return Files.writeString(folder.resolve("iris.yaml"), """
            egress: { allow: [127.0.0.0/8], trustedCertificates: ['%s'] }
            secrets: { directory: '%s' }
            log: { level: trace, format: %s }
            """.formatted(ca, secrets, format));
    }

    private void configure(TellingPartner partner, int id, Client client) {
        var tls =
                "\"tls\":{\"certificate\":" + json(identity.chainPem()) + ",\"key\":" + json(identity.keyPem()) + "},";
        var document = destination(partner, id, client.auth(), id == 4 || id == 8 ? tls : "");
        assertThat(call("PUT", "/v1/destinations/" + id, document)).contains("\"id\":" + id);
    }

    /** Secrets where they do not belong. */
    private void blunder(TellingPartner partner) {
        var wrong = "\"" + WRONG_PLACE + "\"";
        for (var member : List.of(
                "\"bsic\":" + wrong,
                "\"basic\":[" + wrong + ",5]",
                "\"basic\":[" + wrong + "," + wrong + "," + wrong + "]",
                "\"clientAuthentication\":" + wrong,
                way("tls") + ",\"clientSecret\":" + wrong,
                way("post") + ",\"basic\":" + wrong,
                way("private-key-jwt") + ",\"assertion\":{\"key\":" + wrong + "}",
                way("private-key-jwt") + ",\"assertion\":{\"key\":" + json(signer.keyPem())
                        + ",\"algorithm\":\"RS256\"}",
                "\"basic\":\"b\",\"parameters\":{\"client_secret\":" + wrong + "}",
                "\"basic\":\"b\",\"parameters\":{\"a\":[" + wrong + "]}",
                "\"basic\":\"b\",\"scope\":\"" + WRONG_PLACE + "\\n\"",
                "\"basic\":\"b\",\"resource\":" + wrong,
                "\"basic\":\"b\",\"token\":{\"maxLife\":" + wrong + "}",
                "\"basic\":{\"fromFile\":\"/" + WRONG_PLACE + "\"}",
                "\"basic\":\"" + WRONG_PLACE + "\\n\"",
                "\"basic\":{\"secret\":" + wrong + "}",
                "\"clientId\":\"me\",\"clientSecret\":\"" + WRONG_PLACE + "\\u0000\"",
                "\"basic\":" + wrong + ",\"clientSecret\":" + wrong)) {
            call("PUT", BLUNDER, destination(partner, 1, member, ""));
        }
        var basic = "\"basic\":\"b\"";
        var url = "https://user:" + WRONG_PLACE + "@partner.example/";
        call("PUT", BLUNDER, destination(partner, 1, basic, "").replace(partner.segmentEndpoint(1), url));
        call("PUT", BLUNDER, destination(partner, 1, basic, "\"tls\":{\"certificate\":\"c\",\"key\":" + wrong + "},"));
        call("PUT", BLUNDER, "{\"auth\":{\"basic\":" + wrong);
        call("PUT", BLUNDER, "{\"auth\":{\"basic\":" + wrong + ",\"basic\":" + wrong + "}}");
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

    private void exercise(int destinations) {
        for (var path : List.of(
                "/v1/destinations",
                "/v1/destinations?defaults=false",
                "/v1/tokens",
                "/v1/audit?limit=1000",
                "/v1/devices/1",
                "/metrics",
                "/health/ready",
                "/openapi.yaml",
                "/")) {
            call("GET", path, "");
        }
        for (int id = 1; id <= destinations; id++) {
            call("GET", "/v1/destinations/" + id, "");
            call("GET", "/v1/destinations/" + id + "/status", "");
            for (int i = 0; i < 2; i++) {
                call("POST", "/v1/destinations/" + id + "/test", "");
                call("POST", "/v1/destinations/" + id + "/token/renew", "");
            }
            call("POST", "/v1/destinations/" + id + "/resume", "");
        }
    }

    private void readBack(int destinations) {
        for (int id = 1; id <= destinations; id++) {
            for (var part : List.of("attempts", "dead-letters", "batches")) {
                call("GET", "/v1/destinations/" + id + "/" + part, "");
            }
        }
    }

    /** What the command line prints counts as an answer too. */
    private void command(Path token) throws IOException, InterruptedException {
        var wrong = Files.writeString(
                folder.resolve("wrong.yaml"),
                "destinations: [{ id: 98, auth: { basic: " + WRONG_PLACE + ", clientSecret: " + WRONG_PLACE + " } }]");
        for (var arguments : List.of(
                List.of("destinations", "list"),
                List.of("destinations", "show", "7"),
                List.of("destinations", "test", "5", "--json"),
                List.of("export"),
                List.of("tokens", "list"),
                List.of("apply", "-f", wrong.toString()))) {
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.iris.cli.Iris"));
            command.addAll(arguments);
            command.addAll(List.of("--url", url.toString(), "--token-file", token.toString()));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(said).isNotBlank();
            assertThat(process.waitFor()).as("%s: %s", arguments, said).isIn(0, 1);
            answers.add(said);
        }
    }

    private Map<String, String> needles(Map<Integer, Client> clients, Set<String> assertions, String otherToken) {
        var needles = new LinkedHashMap<String, String>();
        clients.forEach((id, client) ->
                client.known().forEach(form -> needles.put("a secret of client " + id + " as " + form, form)));
        assertions.forEach(assertion ->
                needles.put("the assertion " + assertion, assertion.substring(assertion.lastIndexOf('.'))));
        for (var holder : List.of(identity, signer, oldSigner)) {
            SecretForms.ofKey(holder.keyPem()).forEach(line -> needles.put("a private key's line " + line, line));
        }
        needles.put("the secret in the wrong place", WRONG_PLACE);
        needles.put("the token", TellingPartner.TOKEN);
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
        assertThat(places.get("the log")).contains("\"level\":\"TRACE\"", " TRACE ", "delivery.attempted");
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

    private static String destination(TellingPartner partner, int id, String auth, String more) {
        var tokens = TOKENLESS.contains(id) ? "" : "\"tokenEndpoint\":\"" + partner.tokenEndpoint(id) + "\",";
        return "{\"clientId\":\"1\",\"userDpid\":\"12345\"," + more + "\"endpoint\":\"" + partner.segmentEndpoint(id)
                + "\",\"auth\":{" + tokens + auth + "},\"signature\":{\"keys\":[" + json(SIGNATURE_KEY) + ","
                + json(OLD_SIGNATURE_KEY)
                + "]},\"delivery\":{\"timeout\":\"500ms\"},\"mappings\":[{\"segment\":\"14356\"}]}";
    }

    private static String json(String text) {
        return Json.write(JsonValue.text(text));
    }

    private static String text(String json, String member) {
        return json.replaceAll(".*\"" + member + "\":\"([^\"]*)\".*", "$1");
    }
}
