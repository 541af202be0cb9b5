package dev.iris.server.api;

import static dev.iris.server.api.Answers.assertProblem;
import static dev.iris.server.api.Answers.fields;
import static dev.iris.server.api.Answers.problems;
import static dev.iris.server.api.Answers.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with events, and how it is told. The server's clock shows 2026-11-23T16:20:00Z. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventRefusalIT {
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final String GOOD = "{\"device\":\"1\",\"time\":\"2026-11-23T16:17:22Z\"}";

    /** Values of every kind, by what a refusal calls the kind. */
    private static final Map<String, String> KINDS = Map.of(
            "a number", "1e999999",
            "true or false", "true",
            "a string", "\"\\u0007\"",
            "an object", "{}",
            "an array", "[]");

    private RunningServer server;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        server = new RunningServer(data);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        server.engine.accepted.clear();
    }

    static Stream<Arguments> membersOfAnotherKind() {
        var expected = new LinkedHashMap<String, String>();
        for (var name : List.of("device", "time", "region", "ip", "userAgent")) {
            expected.put(name, "a string");
        }
        for (var name : List.of("qualified", "disqualified", "ids", "removedIds")) {
            expected.put(name, "an array");
        }
        return expected.entrySet().stream()
                .flatMap(member -> KINDS.entrySet().stream()
                        .filter(kind -> !kind.getKey().equals(member.getValue()))
                        .map(kind -> Arguments.of(
                                member.getKey(),
                                kind.getValue(),
                                "is " + kind.getKey() + " (expected: " + member.getValue() + ")")));
    }

    @ParameterizedTest
    @MethodSource("membersOfAnotherKind")
    void aMemberOfAnotherKindIsNamedWithBothKinds(String member, String value, String reason) {
        var response = post(JSON, "[" + GOOD + "," + event(member, value) + "]");
        assertWrong(response, 1);
        assertThat(problems(response)).hasSize(1).first().satisfies(problem -> {
            assertThat(problem.find("index")).contains(JsonValue.number(1));
            assertThat(text(problem, "field")).isEqualTo(member);
            assertThat(text(problem, "reason")).isEqualTo(reason);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "qualified|[1,null,[],{},\"\",\"a b\",\"ok\"]|qualified[0] qualified[1] qualified[2] qualified[3]"
                        + " qualified[4] qualified[5]",
                "ids|[1,null,[],\"x\"]|ids[0] ids[1] ids[2] ids[3]",
                "ids|[{}]|ids[0].dpid ids[0].uuid",
                "removedIds|[{\"dpid\":1,\"uuid\":2,\"x\":3}]|removedIds[0].dpid removedIds[0].uuid removedIds[0].x",
                "ids|[{\"dpid\":\"1\",\"uuid\":\"\"},{\"dpid\":\"\",\"uuid\":\"1\"}]|ids[0].uuid ids[1].dpid",
                "ids|[{\"dpid\":\"1\",\"uuid\":\"a\\u0000b\"}]|ids[0].uuid",
                "device|null|device",
                "time|null|time",
                "region|\"a/b\"|region",
                "ip|\"example.com\"|ip",
                "ip|\"::1%eth0\"|ip",
                "userAgent|\"a\\nb\"|userAgent",
                "a\\u0000b|1|a\u0000b",
                "Device|\"1\"|Device",
            })
    void everyWrongPartIsNamed(String member, String value, String fields) {
        var response = post(JSON, event(member, value));
        assertWrong(response, 1);
        assertThat(fields(response)).containsExactlyInAnyOrder(fields.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "device, 64, 1, ",
        "device, 65, 1, device",
        "uuid, 256, x, ",
        "uuid, 257, x, ids[0].uuid",
        "uuid, 256, 😀, ",
        "uuid, 257, 😀, ids[0].uuid",
        "region, 64, x, ",
        "region, 65, x, region",
        "userAgent, 1024, 😀, ",
        "userAgent, 1025, 😀, userAgent",
    })
    void aTextIsTakenToItsLimitInCharactersAndNoFurther(String member, int length, String character, String field) {
        var text = "\"" + character.repeat(length) + "\"";
        var event =
                member.equals("uuid") ? event("ids", "[{\"dpid\":\"1\",\"uuid\":" + text + "}]") : event(member, text);
        var response = post(JSON, event);
        if (field == null) {
            assertThat(response.body()).isEqualTo("{\"accepted\":1}");
            return;
        }
        assertWrong(response, 1);
        assertThat(fields(response)).containsExactly(field);
        assertThat(response.body()).contains(Integer.toString(length));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T16:25:00Z, true",
        "2026-11-23T16:25:00.000999Z, true",
        "2026-11-23T16:25:00.001Z, false",
        "2026-11-23T17:25:00+01:00, true",
        "2026-11-23T17:25:00.001+01:00, false",
        "2026-11-23t16:17:22z, true",
        "2026-11-23T16:17:22.123456789012345678901234567890Z, true",
        "2016-12-31T23:59:60Z, true",
        "2017-01-01T00:59:60.5+01:00, true",
        "2016-12-31T12:59:60Z, false",
        "2016-12-31T23:59:61Z, false",
        "2024-02-29T00:00:00Z, true",
        "2026-02-29T00:00:00Z, false",
        "2026-11-22T24:00:00Z, false",
        "2026-11-22T00:00:00-00:00, true",
        "2026-11-22T00:00:00+24:00, false",
        "2026-11-22T00:00:00+01:60, false",
        "2026-11-22T00:00:00+0100, false",
        "2026-11-22T00:00:00, false",
        "2026-11-22 00:00:00Z, false",
        "2026-11-22T00:00Z, false",
        "2026-11-22T00:00:00.Z, false",
        "'2026-11-22T00:00:00,5Z', false",
        "' 2026-11-22T00:00:00Z', false",
        "2000-01-01T00:00:00Z, true",
        "1999-12-31T23:59:59.999Z, false",
        "0000-01-01T00:00:00Z, false",
        "9999-12-31T23:59:59Z, false",
        "+10000-01-01T00:00:00Z, false",
        "-0001-01-01T00:00:00Z, false",
        "２０２６-11-22T00:00:00Z, false",
        "1795450642, false",
        "'', false",
    })
    void aTimeIsJudgedToTheMillisecond(String time, boolean taken) {
        var response = post(JSON, event("time", "\"" + time + "\""));
        if (taken) {
            assertThat(response.body()).isEqualTo("{\"accepted\":1}");
            return;
        }
        assertWrong(response, 1);
        assertThat(fields(response)).containsExactly("time");
    }

    @Test
    void whatIsNamedOnBothSidesIsNamedInTheRefusalButNoIdOfAPerson() {
        var response = post(
                JSON,
                "{\"device\":\"1\",\"time\":\"2026-11-23T16:17:22Z\",\"qualified\":[\"a\",\"b\",\"b\"],"
                    + "\"disqualified\":[\"b\",\"c\",\"a\"],\"ids\":[{\"dpid\":\"7\",\"uuid\":\"person@example.com\"}],"
                    + "\"removedIds\":[{\"uuid\":\"person@example.com\",\"dpid\":\"7\"}]}");
        assertWrong(response, 1);
        assertThat(fields(response)).containsExactly("disqualified", "disqualified", "removedIds");
        assertThat(response.body()).doesNotContain("person@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{/**/\"device\":\"1\"}",
                "# no\n{}",
                "[{},]",
                "{\"device\":\"1\",}",
                "{device:1}",
                "{\"device\":01}",
                "{\"device\":+1}",
                "{\"device\":.5}",
                "{\"device\":5.}",
                "{\"device\":Infinity}",
                "{\"device\":0x1}",
                "{\"device\":\"\t\"}",
                "{\"device\":\"\\x\"}",
                "{\"device\":\"\\u12\"}",
                "{\"device\":\"\\ud800\"}",
                "{\"device\":\"\\udc00\\ud800\"}",
                "{\"\\ud800\":1}",
                "{\"\\udc00\":1}",
                "{\"device\":\"1\",\"dev\\u0069ce\":\"2\"}",
                "{}{}",
                "[]\n[]",
                "\u0000",
                "\u0000{\u0000}",
                "{}\u0000",
                "\u00a0{}",
                "\u000b{}",
                "\uFEFF",
                "\uFEFF\uFEFF{}",
                "]",
                "\"",
            })
    void malformedJsonIsRefusedWithItsPlace(String body) {
        var response = post(JSON, body);
        assertProblem(response, 400, "malformed-json");
        assertThat(response.body()).containsPattern("\"line\":[1-9]\\d*,\"column\":[1-9]\\d*,\"reason\":\"[^\"]+\"");
        assertThat(server.engine.accepted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1"})
    void anotherEncodingIsRefused(String charset) {
        var body = "{\"device\":\"é\"}".getBytes(Charset.forName(charset));
        assertProblem(server.post(JSON, body), 400, "malformed-json");
        assertThat(server.engine.accepted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eda080", "edb080", "c0af", "f4908080", "ff", "c3", "e282"})
    void bytesThatAreNoUtf8AreRefusedWithTheirPlace(String hex) {
        var body = new ByteArrayOutputStream();
        body.writeBytes("[\n {\"é".getBytes(UTF_8));
        body.writeBytes(HexFormat.of().parseHex(hex));
        body.writeBytes("\":1}]".getBytes(UTF_8));
        var response = server.post(JSON, body.toByteArray());
        assertProblem(response, 400, "malformed-json");
        assertThat(response.body()).contains("{\"line\":2,\"column\":5,\"reason\":\"not UTF-8\"}");
    }

    @Test
    void linesAreReadOneByOneWhateverTheyHold() {
        var response = post(
                LINES,
                GOOD + "\r\n\r\n \t\n7\n[]\n" + GOOD + "\r\nnull\n" + GOOD + " x\n[" + GOOD
                        + "]\n{\"device\":\n\"1\"}\n" + "\u0000\n\uFEFF\n" + GOOD);
        assertWrong(response, 9);
        assertThat(problems(response))
                .extracting(problem -> problem.find("index").orElseThrow() + " "
                        + problem.find("line").orElseThrow())
                .doesNotHaveDuplicates()
                .first()
                .asString()
                .contains("1", "4");
        assertThat(response.body())
                .contains("{\"index\":1,\"line\":4,\"field\":\"\",\"reason\":\"is a number (expected: an object)\"}")
                .contains("{\"index\":2,\"line\":5,\"field\":\"\",\"reason\":\"is an array (expected: an object)\"}")
                .contains("{\"index\":4,\"line\":7,\"field\":\"\",\"reason\":\"is null (expected: an object)\"}")
                .containsPattern("\"index\":5,\"line\":8,\"column\":\\d+,\"field\":\"\",\"reason\":\"not well-formed");
    }

    @Test
    void aCarriageReturnAloneEndsNoLine() {
        assertWrong(post(LINES, GOOD + "\r" + GOOD), 1);
    }

    // What would be large

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"device\":%s}|9|1000",
                "{\"device\":\"%s\"}|1|8000000",
                "{\"%s\":1}|a|8000000",
                "%s|[|1000000",
                "%s|{\"a\":|1000000",
                "{\"qualified\":[%s0]}|0,|1000000",
                "{\"device\":{%s\"x\":{}}}|\"x\":1,|2",
            })
    void whatIsBeyondALimitIsRefusedAsAWhole(String form) {
        var parts = form.split("\\|", -1);
        var body = parts[0].formatted(parts[1].repeat(Integer.parseInt(parts[2])));
        assertProblem(post(JSON, body), 400, "malformed-json");
        var response = post(LINES, GOOD + "\n" + body);
        assertWrong(response, 1);
        assertThat(response.body()).contains("\"index\":1,\"line\":2");
    }

    @Test
    void anArrayIsReadNoFurtherThanItMayBeLong() {
        assertProblem(post(JSON, "[" + "0,".repeat(4_000_000) + "0]"), 413, "too-many-events");
        assertProblem(post(LINES, "x\n".repeat(4_000_000)), 413, "too-many-events");
        assertThat(server.engine.accepted).isEmpty();
    }

    @Test
    void manyMembersAreCountedAndNotListed() {
        var members =
                IntStream.range(0, 20_000).mapToObj(i -> "\"m" + i + "\":1").collect(joining(","));
        var response = post(JSON, "{" + members + "}");
        assertWrong(response, 1);
        assertThat(problems(response))
                .singleElement()
                .satisfies(problem -> assertThat(text(problem, "reason")).contains("20000 members"));
    }

    @Test
    void tenThousandWrongEventsAreCountedAndAThousandOfThemListedInPart() {
        var wrong = IntStream.range(0, 20).mapToObj(i -> "\"m" + i + "\":1").collect(joining(",", "{", "}"));
        var response =
                post(JSON, IntStream.range(0, 10_000).mapToObj(_ -> wrong).collect(joining(",", "[", "]")));
        assertWrong(response, 10_000);
        assertThat(problems(response)).hasSize(10_000);
    }

    @Test
    void oneWrongEventAmongManyIsFoundAndNothingIsTaken() {
        var body = IntStream.range(0, 10_000)
                .mapToObj(i -> i == 9_999 ? "{}" : GOOD)
                .collect(joining(",", "[", "]"));
        var response = post(JSON, body);
        assertWrong(response, 1);
        assertThat(fields(response)).containsExactly("device", "time");
        assertThat(response.body()).contains("1 of 10000 events is wrong", "\"index\":9999");
    }

    private HttpResponse<String> post(String type, String body) {
        return server.post(type, body.getBytes(UTF_8));
    }

    private void assertWrong(HttpResponse<String> response, int events) {
        assertProblem(response, 400, "invalid-events");
        assertThat(RunningServer.json(response).find("wrongEvents")).contains(JsonValue.number(events));
        assertThat(server.engine.accepted).isEmpty();
    }

    /** An event that is right but for one member, which is set or added. */
    private static String event(String member, String value) {
        var members = new LinkedHashMap<String, String>();
        members.put("device", "\"1\"");
        members.put("time", "\"2026-11-23T16:17:22Z\"");
        members.put(member, value);
        return members.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(joining(",", "{", "}"));
    }
}
