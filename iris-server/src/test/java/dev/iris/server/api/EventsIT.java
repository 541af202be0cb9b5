package dev.iris.server.api;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.IntakeOverloadedException;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.server.control.Scope;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsIT {
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final String GOOD = event("1");
    private static final String BAD = "{\"device\":\"x\",\"time\":\"2026-11-23T16:17:22Z\"}";

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

    @Test
    void oneEventIsTaken() {
        var response = post(JSON, GOOD);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"accepted\":1}");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(devices()).containsExactly("1");
    }

    @Test
    void anArrayIsTakenInItsOrder() {
        assertThat(post(JSON, "[" + event("3") + "," + event("1") + "," + event("2") + "]")
                        .body())
                .isEqualTo("{\"accepted\":3}");
        assertThat(devices()).containsExactly("3", "1", "2");
    }

    @Test
    void linesAreTakenWhateverTheyEndIn() {
        var body = "\uFEFF" + event("1") + "\r\n\n  \t\r\n" + event("2") + "\n" + event("3");
        assertThat(post(LINES, body).body()).isEqualTo("{\"accepted\":3}");
        assertThat(devices()).containsExactly("1", "2", "3");
    }

    @Test
    void noEventIsNoError() {
        assertThat(post(JSON, "[]").body()).isEqualTo("{\"accepted\":0}");
        assertThat(post(LINES, "\n\n").body()).isEqualTo("{\"accepted\":0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=utf-8",
                "Application/JSON;charset=\"UTF-8\"",
                "application/x-ndjson;charset=utf-8",
            })
    void parametersOfTheContentTypeDoNoHarm(String type) {
        assertThat(post(type, GOOD).statusCode()).isEqualTo(202);
    }

    @Test
    void aBodyInPartsIsTaken() {
        var bytes = GOOD.getBytes(UTF_8);
        var response = server.send(server.request(Scope.INGEST, "/v1/events")
                .header("Content-Type", JSON)
                .expectContinue(true)
                .POST(BodyPublishers.ofByteArrays(List.of(bytes, " ".getBytes(UTF_8)))));
        assertThat(response.statusCode()).isEqualTo(202);
    }

    @Test
    void theAnswerComesAfterTheEngineHasTheEvents() {
        server.engine.beforeAccept = () -> {
            throw new EngineUnavailableException("the disk /dev/x is full");
        };
        var response = post(JSON, GOOD);
        assertProblem(response, 503, "unavailable");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.body()).doesNotContain("/dev/x", "Exception");
    }

    @Test
    void aFullEngineAsksToComeBack() {
        server.engine.beforeAccept = () -> {
            throw new IntakeOverloadedException("full");
        };
        var response = post(JSON, GOOD);
        assertProblem(response, 429, "overloaded");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void aBugIsAnsweredWithoutDetail() {
        server.engine.beforeAccept = () -> {
            throw new IllegalStateException("secret detail");
        };
        var response = post(JSON, GOOD);
        assertProblem(response, 500, "internal");
        assertThat(response.body()).doesNotContain("secret", "Exception", "dev.iris", "java");
    }

    @Test
    void everyWrongEventOfAnArrayIsNamedAndNothingIsTaken() {
        var response = post(JSON, "[" + GOOD + "," + BAD + "," + GOOD + ",7,{\"device\":\"1\",\"x\":1}]");
        assertProblem(response, 400, "invalid-events");
        assertThat(response.body())
                .contains("\"detail\":\"Nothing was taken: 3 of 5 events are wrong.\"")
                .contains("\"wrongEvents\":3")
                .contains("{\"index\":1,\"field\":\"device\",\"reason\":\"device id of 1 characters is malformed")
                .contains("{\"index\":3,\"field\":\"\",\"reason\":\"is a number (expected: an object)\"}")
                .contains("{\"index\":4,\"field\":\"time\",\"reason\":\"is missing\"}")
                .contains("{\"index\":4,\"field\":\"x\",\"reason\":\"is unknown")
                .doesNotContain("\"line\"");
        assertThat(devices()).isEmpty();
    }

    @Test
    void everyWrongLineIsNamedWithItsNumber() {
        var response = post(LINES, GOOD + "\n\n" + BAD + "\n{\"device\":\n" + GOOD + "\n");
        assertProblem(response, 400, "invalid-events");
        assertThat(response.body())
                .contains("\"wrongEvents\":2")
                .contains("{\"index\":1,\"line\":3,\"field\":\"device\",")
                .containsPattern(
                        "\\{\"index\":2,\"line\":4,\"column\":\\d+,\"field\":\"\",\"reason\":\"not well-formed\"}");
        assertThat(devices()).isEmpty();
    }

    @Test
    void aThousandWrongEventsAreListedAndAllAreCounted() {
        var body = IntStream.range(0, 1_500).mapToObj(_ -> BAD).collect(joining(",", "[", "]"));
        var response = post(JSON, body);
        var problem = RunningServer.json(response);
        assertThat(problem.find("wrongEvents")).contains(JsonValue.number(1_500));
        assertThat(problem.find("detail"))
                .contains(
                        JsonValue.text("Nothing was taken: 1500 of 1500 events are wrong; the first 1000 are listed."));
        assertThat(((JsonArray) problem.find("problems").orElseThrow()).elements())
                .hasSize(1_000)
                .last()
                .satisfies(last -> assertThat(Json.write(last)).startsWith("{\"index\":999,"));
    }

    @Test
    void manyProblemsOfOneEventAreListedInPart() {
        var members = IntStream.range(0, 40)
                .mapToObj(i -> "\"" + "é".repeat(300) + i + "\":1")
                .collect(joining(","));
        var problem = RunningServer.json(post(JSON, "{" + members + "}"));
        assertThat(((JsonArray) problem.find("problems").orElseThrow()).elements())
                .hasSize(10);
        assertThat(Json.write(problem)).contains("\"" + "é".repeat(128) + "…\"").doesNotContain("é".repeat(129));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"device\":|not well-formed",
                "{'device':'1'}|not well-formed",
                "[{}|not well-formed",
                "{\"device\":\"1\",}|not well-formed",
                "[NaN]|not well-formed",
                "{\"device\":\"1\",\"device\":\"2\"}|a member stands twice",
                "{} {}|something follows the value",
                "{\"device\":\"\\ud800\"}|a lone surrogate in a string",
                "{\"\\udc00\":\"1\"}|not well-formed",
                "[[[[[[[[[[1]]]]]]]]]]|too large, too deep or with too many members",
                "`   `|empty",
            })
    void malformedJsonIsRefusedWithItsPlace(String body, String reason) {
        var response = post(JSON, body);
        assertProblem(response, 400, "malformed-json");
        assertThat(response.body())
                .containsPattern("\"problems\":\\[\\{\"line\":\\d+,\"column\":\\d+,\"reason\":\"" + reason + "\"}]");
        assertThat(devices()).isEmpty();
    }

    @Test
    void malformedJsonIsPointedAt() {
        assertThat(post(JSON, "[" + GOOD + ",\n  x]").body()).contains("\"line\":2,\"column\":3");
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        var invalid = new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'};
        assertProblem(server.post(JSON, invalid), 400, "malformed-json");
        assertProblem(server.post(LINES, invalid), 400, "invalid-events");
        assertProblem(server.post(JSON, GOOD.getBytes(UTF_16LE)), 400, "malformed-json");
        assertThat(devices()).isEmpty();
    }

    @Test
    void aHugeStringIsRefused() {
        assertProblem(post(JSON, "{\"device\":\"" + "1".repeat(5_000) + "\"}"), 400, "malformed-json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "text/csv", "application/json; charset=utf-16", "json", "*/*"})
    void anotherContentTypeIsRefused(String type) {
        var response = post(type, GOOD);
        assertProblem(response, 415, "unsupported-media-type");
        assertThat(response.body()).contains(type, "application/json or application/x-ndjson");
        assertThat(devices()).isEmpty();
    }

    @Test
    void aMissingContentTypeAndAnEncodingAreRefused() {
        var bare = server.request(Scope.INGEST, "/v1/events").POST(BodyPublishers.ofString(GOOD));
        assertProblem(server.send(bare), 415, "unsupported-media-type");
        var encoded = server.request(Scope.INGEST, "/v1/events")
                .header("Content-Type", JSON)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString(GOOD));
        assertProblem(server.send(encoded), 415, "unsupported-media-type");
        assertThat(devices()).isEmpty();
    }

    @Test
    void aMissingBodyIsRefused() {
        assertProblem(post(JSON, ""), 400, "missing-body");
        assertProblem(server.call(Scope.INGEST, "POST", "/v1/events"), 400, "missing-body");
    }

    @Test
    void tenThousandEventsAreTakenAndNoMore() {
        assertThat(post(JSON, array(10_000)).body()).isEqualTo("{\"accepted\":10000}");
        assertThat(post(LINES, lines(10_000)).body()).isEqualTo("{\"accepted\":10000}");
        server.engine.accepted.clear();
        assertProblem(post(JSON, array(10_001)), 413, "too-many-events");
        assertProblem(post(LINES, lines(10_001)), 413, "too-many-events");
        assertThat(devices()).isEmpty();
    }

    @Test
    void eightMebibytesAreTakenAndNoMore() {
        var most = 8 * 1024 * 1024;
        assertThat(post(JSON, GOOD + " ".repeat(most - GOOD.length())).statusCode())
                .isEqualTo(202);
        server.engine.accepted.clear();
        assertProblem(post(JSON, GOOD + " ".repeat(most + 1 - GOOD.length())), 413, "body-too-large");
        assertProblem(post(JSON, " ".repeat(3 * most)), 413, "body-too-large");
        var parts = List.of(GOOD.getBytes(UTF_8), new byte[most]);
        assertProblem(
                server.send(server.request(Scope.INGEST, "/v1/events")
                        .header("Content-Type", JSON)
                        .POST(BodyPublishers.ofByteArrays(parts))),
                413,
                "body-too-large");
        assertThat(devices()).isEmpty();
        assertThat(post(JSON, GOOD).statusCode()).isEqualTo(202);
    }

    private HttpResponse<String> post(String type, String body) {
        return server.post(type, body.getBytes(UTF_8));
    }

    private List<String> devices() {
        return server.engine.accepted.stream()
                .map(event -> event.device().value())
                .toList();
    }

    private static String array(int count) {
        return IntStream.range(0, count).mapToObj(i -> event("" + i)).collect(joining(",", "[", "]"));
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> event("" + i)).collect(joining("\n"));
    }

    private static String event(String device) {
        return "{\"device\":\"" + device + "\",\"time\":\"2026-11-23T16:17:22Z\",\"qualified\":[\"14356\"]}";
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body())
                .startsWith("{\"type\":\"urn:iris:error:" + code + "\",\"title\":")
                .contains("\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":");
    }
}
