package dev.iris.server.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.iris.deliver.CircuitPosition;
import dev.iris.deliver.CourierStatus;
import dev.iris.engine.Backlog;
import dev.iris.engine.EngineUnavailableException;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.oauth.FetchResult;
import dev.iris.oauth.TokenFigures;
import dev.iris.oauth.TokenStatus;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import dev.iris.server.control.Scope;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestServerIT {
    private static final String ONE = "/v1/destinations/423";
    private static final String EVENT = "{\"device\":\"1\",\"time\":\"2026-11-23T16:17:22Z\"}";
    private static final TokenFigures TWO_FETCHES =
            new TokenFigures(2, Map.of(FetchResult.GRANTED, 2L), Duration.ofMillis(80), 1, 0, 0);

    @TempDir
    private Path data;

    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RunningServer(data);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    // Who may do what

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dXNlcjpwdw==", "Bearer iris_unknown", "iris_unknown"})
    void withoutAKnownTokenNothingIsAnswered(String authorization) {
        var request = server.request("/v1/destinations");
        var response = server.send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
        assertProblem(response, 401, "unauthenticated");
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer");
        assertThat(response.body()).doesNotContain("iris_unknown");
    }

    @Test
    void theSchemeIsReadInAnyCaseAndTwoHeadersAreRefused() {
        var token = server.token(Scope.READ);
        assertThat(server.send(server.request("/v1/destinations").header("Authorization", "bearer " + token))
                        .statusCode())
                .isEqualTo(200);
        assertProblem(
                server.send(server.request(Scope.READ, "/v1/destinations").header("Authorization", "Bearer " + token)),
                401,
                "unauthenticated");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/events, ingest, READ OPERATE",
        "GET, /v1/destinations, read, INGEST",
        "GET, /v1/destinations/423, read, INGEST",
        "PUT, /v1/destinations/423, admin, READ OPERATE INGEST",
        "DELETE, /v1/destinations/423, admin, READ OPERATE INGEST",
        "PUT, /v1/destinations/423/mappings/7, admin, READ OPERATE INGEST",
        "DELETE, /v1/destinations/423/mappings/7, admin, READ OPERATE INGEST",
        "POST, /v1/destinations/423/pause, operate, READ INGEST",
        "POST, /v1/destinations/423/resume, operate, READ INGEST",
        "GET, /v1/destinations/423/status, read, INGEST",
        "GET, /v1/destinations/423/dead-letters, read, INGEST",
        "POST, /v1/destinations/423/dead-letters/replay, operate, READ INGEST",
        "POST, /v1/destinations/423/dead-letters/drop, operate, READ INGEST",
        "GET, /v1/tokens, admin, READ OPERATE INGEST",
        "POST, /v1/tokens, admin, READ OPERATE INGEST",
        "DELETE, /v1/tokens/admin, admin, READ OPERATE INGEST",
        "GET, /v1/audit, admin, READ OPERATE INGEST",
    })
    void aTokenOfAnotherScopeIsRefused(String method, String path, String needed, String scopes) {
        for (var scope : scopes.split(" ", -1)) {
            var response = server.call(Scope.valueOf(scope), method, path, RunningServer.DESTINATION);
            assertProblem(response, 403, "scope-missing");
            assertThat(response.body()).contains("This needs the scope " + needed + ".");
            assertThat(response.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer error=\"insufficient_scope\", scope=\"" + needed + "\"");
        }
        assertThat(server.control.list()).isEmpty();
    }

    @Test
    void aLargeBodyWithoutATokenIsRefusedAndTheConnectionGoesOn() {
        var request = server.request("/v1/events").POST(BodyPublishers.ofByteArray(new byte[9 * 1024 * 1024]));
        assertProblem(server.send(request), 401, "unauthenticated");
        assertProblem(server.send(request), 401, "unauthenticated");
    }

    // Paths and methods

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/",
                "/v1/events/",
                "/V1/events",
                "//v1/events",
                "/v1//events",
                "/v1/./events",
                "/nothing",
                "/v1/destinations/",
                "/v1/destinations/423/",
                "/metrics/",
                "/%",
                "/%zz",
                "/v1/destinations/423/mappings",
                "/v1/destinations/423/mappings/a/b"
            })
    void anotherPathIsNotFound(String path) {
        var answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 404 ").contains("application/problem+json", "\"code\":\"not-found\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/v1/events|POST",
                "PATCH|/v1/destinations/423|DELETE, GET, PUT",
                "POST|/v1/destinations|GET",
                "GET|/v1/destinations/423/pause|POST",
                "GET|/v1/destinations/423/mappings/7|DELETE, PUT",
                "OPTIONS|/|GET",
                "POST|/metrics|GET",
            })
    void anotherMethodIsRefusedWithThoseThatAreAllowed(String method, String path, String allowed) {
        var response = server.call(Scope.ADMIN, method, path);
        assertProblem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "abc", "0423", "1000000000000", "4%202", "4+2", "%00", "423%2Fstatus"})
    void aMalformedDestinationIdIsNotFoundWithItsReason(String id) {
        for (var method : new String[] {"GET", "PUT", "DELETE"}) {
            var response = server.call(Scope.ADMIN, method, "/v1/destinations/" + id, RunningServer.DESTINATION);
            assertProblem(response, 404, "destination-not-found");
            assertThat(response.body()).contains("destination id is malformed (expected: a whole number");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/devices/7",
    })
    void whatIsNotBuiltSaysSo(String method, String path) {
        assertProblem(server.call(Scope.ADMIN, method, path), 501, "not-supported-yet");
        assertProblem(
                server.send(server.request(path).method(method, BodyPublishers.noBody())), 401, "unauthenticated");
    }

    // Framing

    @Test
    void whatIsNoHttpIsRefusedWithAProblem() {
        assertThat(raw("GARBAGE\r\n\r\n")).startsWith("HTTP/1.").contains("\"code\":\"malformed-request\"");
        assertThat(raw("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains(" 414 ")
                .contains("\"code\":\"uri-too-long\"");
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
                .contains(" 431 ")
                .contains("\"code\":\"headers-too-large\"");
    }

    @Test
    void aBodyWithBrokenFramingTakesNothing() {
        var head = "POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + server.token(Scope.INGEST)
                + "\r\nContent-Type: application/json\r\n";
        raw(head + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n" + EVENT + "\r\n0\r\n\r\n");
        raw(head + "Content-Length: 1000\r\n\r\n" + EVENT, true);
        raw(head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + EVENT);
        assertThat(server.call(Scope.READ, "GET", "/v1/destinations").statusCode())
                .isEqualTo(200);
        assertThat(server.engine.accepted).isEmpty();
    }

    @Test
    void aClientThatWaitsForLeaveAndIsRefusedIsNotLeftWaiting() {
        var answer = raw("POST /v1/events HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close");
    }

    // Destinations

    @Test
    void aDestinationIsMadeChangedAndEnded() {
        var created = server.call(Scope.ADMIN, "PUT", ONE, RunningServer.DESTINATION);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).contains(ONE);
        assertThat(created.body())
                .contains("\"id\":423", "\"basic\":{\"set\":true,\"fingerprint\":\"")
                .doesNotContain("c2VjcmV0LWJhc2lj");
        var etag = created.headers().firstValue("ETag").orElseThrow();

        var same = server.call(Scope.ADMIN, "PUT", ONE, RunningServer.DESTINATION);
        assertThat(same.statusCode()).isEqualTo(200);
        assertThat(same.headers().firstValue("ETag")).contains(etag);

        var found = server.call(Scope.READ, "GET", ONE);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.headers().firstValue("ETag")).contains(etag);
        assertThat(found.body()).isEqualTo(created.body());
        assertThat(server.call(Scope.READ, "GET", "/v1/destinations").body())
                .isEqualTo("{\"destinations\":[" + found.body() + "]}");

        var deleted = server.call(Scope.ADMIN, "DELETE", ONE);
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertProblem(server.call(Scope.ADMIN, "DELETE", ONE), 404, "destination-not-found");
        assertProblem(server.call(Scope.READ, "GET", ONE), 404, "destination-not-found");
        assertThat(server.call(Scope.READ, "GET", "/v1/destinations").body()).isEqualTo("{\"destinations\":[]}");
    }

    @Test
    void twoSecretsAreShownAsAListAndNeverThemselves() {
        var auth =
                "\"auth\":{\"tokenEndpoint\":\"https://api.partner.com/oauth2/token\",\"clientAuthentication\":\"post\","
                    + "\"clientId\":\"me\",\"clientSecret\":";
        var start = RunningServer.DESTINATION.substring(0, RunningServer.DESTINATION.indexOf("\"auth\"")) + auth;
        var created = server.call(Scope.ADMIN, "PUT", ONE, start + "[\"n3w-secret\",\"0ld-secret\"]}}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        var found = server.call(Scope.READ, "GET", ONE).body();
        assertThat(found)
                .containsPattern(
                        "\"clientSecret\":\\[\\{\"set\":true,\"fingerprint\":\"[0-9a-f]{16}\"},\\{\"set\":true,")
                .contains("\"clientAuthentication\":\"post\"", "\"maxLife\":\"24h\"", "\"assertion\":null")
                .doesNotContain("0ld-secret", "n3w-secret");
        assertThat(server.call(Scope.ADMIN, "PUT", ONE, found).headers().firstValue("ETag"))
                .isEqualTo(created.headers().firstValue("ETag"));
        var one = found.replaceFirst("\"clientSecret\":\\[(\\{[^}]*}),\\{[^}]*}]", "\"clientSecret\":$1");
        assertThat(server.call(Scope.ADMIN, "PUT", ONE, one).body())
                .containsPattern("\"clientSecret\":\\{\"set\":true,")
                .doesNotContain("0ld-secret", "n3w-secret");
        var wrong = server.call(Scope.ADMIN, "PUT", ONE, start + "[\"n3w-secret\",\"0ld-secret\\n\"]}}");
        assertProblem(wrong, 400, "invalid-document");
        assertThat(wrong.body())
                .contains("{\"field\":\"auth.clientSecret[1]\",")
                .doesNotContain("0ld-secret", "n3w-secret");
    }

    @Test
    void anotherEntityTagChangesNothing() {
        server.destination();
        var etag =
                server.call(Scope.READ, "GET", ONE).headers().firstValue("ETag").orElseThrow();
        var response = server.send(put(ONE, RunningServer.DESTINATION).header("If-Match", "\"other\""));
        assertProblem(response, 412, "etag-mismatch");
        assertThat(response.headers().firstValue("ETag")).contains(etag);
        assertProblem(
                server.send(server.request(Scope.ADMIN, ONE).DELETE().header("If-Match", "\"other\"")),
                412,
                "etag-mismatch");
        assertProblem(
                server.send(put("/v1/destinations/9", RunningServer.DESTINATION).header("If-Match", "*")),
                412,
                "etag-mismatch");
        assertThat(server.send(put(ONE, RunningServer.DESTINATION).header("If-Match", etag))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aWrongDocumentIsRefusedWithEveryField() {
        var response = server.call(Scope.ADMIN, "PUT", ONE, "{\"endpoint\":\"http://u:pw@x\",\"surprise\":1}");
        assertProblem(response, 400, "invalid-document");
        assertThat(response.body())
                .contains("{\"field\":\"endpoint\",\"reason\":", "\"field\":\"surprise\"", "\"field\":\"auth")
                .doesNotContain("u:pw");
        assertProblem(server.call(Scope.ADMIN, "PUT", ONE, "[]"), 400, "invalid-document");
        assertProblem(server.call(Scope.ADMIN, "PUT", ONE, "{"), 400, "malformed-json");
        assertProblem(server.call(Scope.ADMIN, "PUT", ONE, "{\"a\":1,\"a\":2}"), 400, "malformed-json");
        assertProblem(server.call(Scope.ADMIN, "PUT", ONE), 400, "missing-body");
        assertProblem(
                server.send(server.request(Scope.ADMIN, ONE)
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString("id: 423"))),
                415,
                "unsupported-media-type");
        assertThat(server.control.list()).isEmpty();
    }

    @Test
    void segmentsAreMappedAndUnmapped() {
        server.destination();
        var created = server.call(Scope.ADMIN, "PUT", ONE + "/mappings/aam%3A7", "{\"value\":\"seven\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.body()).contains("{\"segment\":\"aam:7\",\"value\":\"seven\"");
        assertThat(server.call(Scope.ADMIN, "PUT", ONE + "/mappings/aam:7").statusCode())
                .isEqualTo(200);
        assertProblem(server.call(Scope.ADMIN, "DELETE", ONE), 409, "destination-has-mappings");
        assertProblem(
                server.call(Scope.ADMIN, "PUT", ONE + "/mappings/8", "{\"from\":\"x\"}"), 400, "invalid-document");
        assertThat(server.call(Scope.ADMIN, "DELETE", ONE + "/mappings/aam:7").statusCode())
                .isEqualTo(200);
        assertProblem(server.call(Scope.ADMIN, "DELETE", ONE + "/mappings/aam:7"), 404, "mapping-not-found");
        assertProblem(server.call(Scope.ADMIN, "PUT", ONE + "/mappings/a%20b"), 404, "mapping-not-found");
        assertProblem(server.call(Scope.ADMIN, "PUT", "/v1/destinations/9/mappings/7"), 404, "destination-not-found");
        assertProblem(
                server.call(Scope.ADMIN, "DELETE", "/v1/destinations/9/mappings/7"), 404, "destination-not-found");
    }

    // Operation

    @Test
    void aPauseEndsWithAResumeThatTriesAtOnce() {
        var number = server.destination();
        var paused = server.call(Scope.OPERATE, "POST", ONE + "/pause");
        assertThat(paused.statusCode()).isEqualTo(200);
        assertThat(paused.body()).contains("\"state\":\"paused\"");
        assertThat(server.control.list().getFirst().destination().paused()).isTrue();
        assertThat(server.couriers.retried).isEmpty();

        var resumed = server.call(Scope.OPERATE, "POST", ONE + "/resume", "{}");
        assertThat(resumed.body()).contains("\"state\":\"active\"");
        assertThat(server.couriers.retried).containsExactly(number);

        assertProblem(server.call(Scope.OPERATE, "POST", ONE + "/pause", "{\"x\":1}"), 400, "invalid-document");
        assertProblem(server.call(Scope.OPERATE, "POST", "/v1/destinations/9/pause"), 404, "destination-not-found");
        assertProblem(server.call(Scope.OPERATE, "POST", "/v1/destinations/9/resume"), 404, "destination-not-found");
    }

    @Test
    void theStatusOfAQuietDestinationHasEveryMember() {
        server.destination();
        assertThat(server.call(Scope.READ, "GET", ONE + "/status").body())
                .isEqualTo("""
                    {"state":"active","reason":null,"backlog":0,"oldestAgeSeconds":0,"delivered":0,"failed":0,\
                    "deadLetters":0,"circuit":"closed","token":{"state":"none","ageSeconds":null,"fetches":0,\
                    "expiresInSeconds":null,"nextFetchSeconds":null},\
                    "drainSeconds":0,"catalogEpoch":%d}\
                    """.formatted(server.engine.catalog().epoch()));
        assertProblem(server.call(Scope.READ, "GET", "/v1/destinations/9/status"), 404, "destination-not-found");
    }

    @Test
    void theStatusOfATroubledDestinationSaysWhyAndWhatToDo() {
        trouble();
        assertThat(server.call(Scope.READ, "GET", ONE + "/status").body())
                .startsWith("{\"state\":\"active\",\"reason\":{\"code\":\"unreachable\",\"text\":\""
                        + ReasonCode.UNREACHABLE.text() + " (refused <1>)\",\"action\":\""
                        + ReasonCode.UNREACHABLE.action() + "\"},\"backlog\":5,\"oldestAgeSeconds\":90,"
                        + "\"delivered\":1234567,\"failed\":3,\"deadLetters\":2,\"circuit\":\"half-open\","
                        + "\"token\":{\"state\":\"held\",\"ageSeconds\":61,\"fetches\":2,\"expiresInSeconds\":9,"
                        + "\"nextFetchSeconds\":3},\"drainSeconds\":null,");
    }

    // What everybody may see

    @Test
    void probesTellWhetherEventsAreTaken() {
        assertThat(server.send(server.request("/health/live")).body()).isEqualTo("{\"status\":\"live\"}");
        assertThat(server.send(server.request("/health/ready")).body()).isEqualTo("{\"status\":\"ready\"}");
        server.engine.trouble = "the disk is full";
        var response = server.send(server.request("/health/ready"));
        assertProblem(response, 503, "not-ready");
        assertThat(response.body()).contains("\"detail\":\"the disk is full\"");
        assertThat(server.send(server.request("/health/live")).statusCode()).isEqualTo(200);
    }

    @Test
    void metricsFollowTheDestinations() {
        trouble();
        server.post("application/json", EVENT.getBytes(ISO_8859_1));
        server.post("text/plain", EVENT.getBytes(ISO_8859_1));
        var response = server.send(server.request("/metrics"));
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(response.body())
                .contains("\niris_events_accepted_total 1.0\n")
                .contains("\niris_requests_refused_total{code=\"unsupported-media-type\"} 1.0\n")
                .contains("\niris_users_delivered_total{destination=\"423\"} 1234567.0\n")
                .contains("\niris_users_failed_total{destination=\"423\"} 3.0\n")
                .contains("\niris_messages_delivered_total{destination=\"423\"} 7.0\n")
                .contains("\niris_backlog_devices{destination=\"423\"} 5.0\n")
                .contains("\niris_oldest_age_seconds{destination=\"423\"} 90.0\n")
                .contains("\niris_dead_letters{destination=\"423\"} 2.0\n")
                .contains("\niris_circuit{destination=\"423\"} 2.0\n")
                .contains("\niris_token_fetches_total{destination=\"423\"} 2.0\n")
                .contains("\niris_token_results_total{destination=\"423\",result=\"granted\"} 2.0\n")
                .doesNotContain("result=\"unusable\"")
                .contains("\niris_token_fetch_seconds_total{destination=\"423\"} 0.08\n")
                .contains("\niris_token_renewals_total{destination=\"423\"} 1.0\n")
                .contains("\niris_token_age_seconds{destination=\"423\"} 61.0\n")
                .contains("\niris_parked{destination=\"423\"} 0.0\n")
                .contains("\njvm_memory_used_bytes{");
        server.call(Scope.ADMIN, "DELETE", ONE);
        assertThat(server.send(server.request("/metrics")).body()).doesNotContain("destination=\"423\"");
    }

    @Test
    void theConsoleShowsTroubleAndEscapesEverything() {
        assertThat(server.send(server.request("/")).body()).contains("There is no destination yet");
        trouble();
        server.engine.trouble = "disk <full>";
        var response = server.send(server.request("/"));
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'sha256-");
        assertThat(response.body())
                .contains("Example &lt;partner&gt;", "(refused &lt;1&gt;)", "disk &lt;full&gt;", "1,234,567")
                .contains("1 min 30 s", "half-open", "https://api.partner.com/segments/aam")
                .doesNotContain("<partner>", "<1>", "<full>", "<script", "{destinations}", "{style}");
    }

    @Test
    void theReferenceIsServed() {
        var response = server.send(server.request("/openapi.yaml"));
        assertThat(response.headers().firstValue("Content-Type")).contains("application/yaml");
        assertThat(response.body()).startsWith("openapi: 3.1.0\n");
    }

    @Test
    void anEngineThatIsGoneIsNoBug() {
        server.destination();
        server.engine.beforeBacklog = () -> {
            throw new EngineUnavailableException("closed");
        };
        assertProblem(server.send(server.request("/")), 503, "unavailable");
        assertProblem(server.call(Scope.READ, "GET", ONE + "/status"), 503, "unavailable");
    }

    // Access tokens, audit, rehearsals

    @Test
    void aTokenIsMadeListedUsedAndRevoked() {
        var made = server.call(Scope.ADMIN, "POST", "/v1/tokens", "{\"name\":\"pipeline\",\"scope\":\"read\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        var text = ((JsonString) RunningServer.json(made).find("token").orElseThrow()).value();
        var list = server.call(Scope.ADMIN, "GET", "/v1/tokens");
        assertThat(list.body())
                .contains("{\"name\":\"pipeline\",\"scope\":\"read\",\"createdAt\":\"2026-11-23T16:20:00Z\"}")
                .doesNotContain(text);
        var bearer = "Bearer " + text;
        var read = server.request("/v1/destinations").header("Authorization", bearer);
        assertThat(server.send(read).statusCode()).isEqualTo(200);
        assertThat(server.call(Scope.ADMIN, "DELETE", "/v1/tokens/pipeline").statusCode())
                .isEqualTo(204);
        assertProblem(server.send(read), 401, "unauthenticated");
        assertProblem(server.call(Scope.ADMIN, "DELETE", "/v1/tokens/pipeline"), 404, "token-not-found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                  | name scope
        {"name":"a b","scope":"all"}        | name scope
        {"name":"a","scope":"read","x":1}   | x
        {"name":5,"scope":"READ"}           | name scope
        """)
    void aWrongTokenIsRefusedByItsFields(String document, String fields) {
        var refused = server.call(Scope.ADMIN, "POST", "/v1/tokens", document);
        assertProblem(refused, 400, "invalid-document");
        for (var field : fields.split(" ", -1)) {
            assertThat(refused.body()).contains("{\"field\":\"" + field + "\"");
        }
    }

    @Test
    void aTokenNameIsGivenOnceAndTheLastAdminStays() {
        var document = "{\"name\":\"twice\",\"scope\":\"read\"}";
        server.call(Scope.ADMIN, "POST", "/v1/tokens", document);
        assertProblem(server.call(Scope.ADMIN, "POST", "/v1/tokens", document), 409, "token-name-taken");
        assertThat(server.call(Scope.ADMIN, "DELETE", "/v1/tokens/admin").statusCode())
                .isEqualTo(204);
        assertProblem(server.call(Scope.ADMIN, "DELETE", "/v1/tokens/for-ADMIN"), 409, "last-admin-token");
    }

    @Test
    void theAuditLogNamesTheTokenThatChanged() {
        server.destination();
        server.call(Scope.OPERATE, "POST", "/v1/destinations/423/pause");
        var entries = server.call(Scope.ADMIN, "GET", "/v1/audit?limit=2");
        assertThat(entries.body())
                .contains(
                        "\"actor\":\"for-OPERATE\",\"action\":\"pause\",\"subject\":\"destinations/423\",\"changed\":[\"paused\"]")
                .contains("\"actor\":\"for-ADMIN\",\"action\":\"put\"")
                .doesNotContain("c2VjcmV0");
        assertProblem(server.call(Scope.ADMIN, "GET", "/v1/audit?limit=0"), 400, "invalid-query");
    }

    @Test
    void aDryRunAnswersLikeTheCallAndChangesNothing() {
        var path = "/v1/destinations/423?dryRun=true";
        assertThat(server.call(Scope.ADMIN, "PUT", path, RunningServer.DESTINATION)
                        .statusCode())
                .isEqualTo(201);
        assertThat(server.control.list()).isEmpty();
        assertProblem(server.call(Scope.ADMIN, "PUT", path, "{}"), 400, "invalid-document");
        server.destination();
        assertThat(server.call(Scope.ADMIN, "DELETE", path).statusCode()).isEqualTo(204);
        assertThat(server.control.list()).hasSize(1);
    }

    @Test
    void anUnknownOrWrongQueryIsRefusedAndNothingIsDone() {
        for (var query : List.of("dryrun=true", "dryRun=yes", "dryRun=true&dryRun=true", "dryRun", "%zz")) {
            var refused = server.call(
                    Scope.ADMIN, "PUT", "/v1/destinations/423?" + query.replace("%", "%25"), RunningServer.DESTINATION);
            assertProblem(refused, 400, "invalid-query");
        }
        assertThat(server.control.list()).isEmpty();
    }

    @Test
    void whatTheAuthorLeftOutIsLeftOutOnRequest() {
        server.destination();
        assertThat(server.call(Scope.READ, "GET", "/v1/destinations/423").body())
                .contains("\"delivery\"");
        for (var path : List.of("/v1/destinations/423?defaults=false", "/v1/destinations?defaults=false")) {
            assertThat(server.call(Scope.READ, "GET", path).body())
                    .contains("\"clientId\"", "\"fingerprint\"")
                    .doesNotContain("\"delivery\"", "c2VjcmV0");
        }
    }

    // Start and end

    @Test
    void aTakenAddressIsRefusedWithItsPort() {
        var port = server.server.port();
        assertThatIOException()
                .isThrownBy(() -> RestServer.start(
                        ListenAddress.plain("127.0.0.1", port),
                        server.control,
                        server.engine,
                        server.batches,
                        server.couriers,
                        Clock.systemUTC()))
                .withMessageContaining("cannot listen on 127.0.0.1, port " + port);
    }

    @Test
    void closingFinishesWhatIsInFlightAndTakesNothingNew() throws Exception {
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        server.engine.beforeAccept = () -> {
            entered.countDown();
            await(leave);
        };
        var inFlight = CompletableFuture.supplyAsync(() -> server.post("application/json", EVENT.getBytes(ISO_8859_1)));
        entered.await();
        var closing = CompletableFuture.runAsync(server.server::close);
        Awaitility.await()
                .untilAsserted(() -> assertThatExceptionOfType(ConnectException.class)
                        .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.server.port()).close()));
        leave.countDown();
        assertThat(inFlight.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        closing.get(30, TimeUnit.SECONDS);
    }

    private void trouble() {
        var number = server.destination();
        server.engine.backlogs.put(number, new Backlog(5, RunningServer.NOW.minusSeconds(90)));
        server.engine.letters.put(
                number, new CopyOnWriteArrayList<>(List.of(FakeEngine.letter("1", 20), FakeEngine.letter("2", 10))));
        server.couriers.statuses.put(
                number,
                new CourierStatus(
                        CircuitPosition.HALF_OPEN,
                        false,
                        1_234_567,
                        3,
                        7,
                        null,
                        new Reason(ReasonCode.UNREACHABLE, "refused <1>"),
                        new TokenStatus(
                                TokenStatus.Phase.HELD,
                                Duration.ofSeconds(61),
                                Duration.ofSeconds(9),
                                Duration.ofSeconds(3),
                                TWO_FETCHES)));
    }

    private HttpRequest.Builder put(String path, String json) {
        return server.request(Scope.ADMIN, path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json));
    }

    /** Sends bytes and reads until the server ends the connection. */
    private String raw(String request) {
        return raw(request, false);
    }

    private String raw(String request, boolean leaving) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            if (leaving) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.body())
                .contains("\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":")
                .doesNotContain("Exception", "dev.iris", "java.");
    }
}
