package dev.iris.server.events;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Problem;
import dev.iris.model.DataSourceId;
import dev.iris.model.DeviceId;
import dev.iris.model.PartnerId;
import dev.iris.model.QualificationEvent;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentId;
import dev.iris.server.events.EventReading.Read;
import dev.iris.server.events.EventReading.Wrong;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-23T16:20:00Z");
    private static final String SMALL = "\"device\":\"1\",\"time\":\"2026-11-23T16:17:22Z\"";

    private final EventReader reader = new EventReader(() -> NOW);

    @Test
    void theDocumentedSampleIsRead() {
        var event = event("""
            {"device":"19393572368547369350319949416899715727","time":"2026-11-23T16:17:22.125Z","region":"9",
             "qualified":["14356"],"disqualified":["12176"],"ids":[{"dpid":"12345","uuid":"4250948725049857"}],
             "removedIds":[{"dpid":"20914","uuid":"ä\uD83D\uDE00"}],"ip":"192.0.2.1","userAgent":"Mozilla/5.0"}\
            """);
        assertThat(event)
                .isEqualTo(new QualificationEvent(
                        new DeviceId("19393572368547369350319949416899715727"),
                        Instant.parse("2026-11-23T16:17:22.125Z"),
                        new RegionId("9"),
                        Set.of(new SegmentId("14356")),
                        Set.of(new SegmentId("12176")),
                        Set.of(new PartnerId(new DataSourceId("12345"), "4250948725049857")),
                        Set.of(new PartnerId(new DataSourceId("20914"), "ä\uD83D\uDE00")),
                        "192.0.2.1",
                        "Mozilla/5.0"));
    }

    @Test
    void anEventWithoutChangesIsASighting() {
        assertThat(event("{" + SMALL + "}"))
                .isEqualTo(QualificationEvent.sighting(new DeviceId("1"), Instant.parse("2026-11-23T16:17:22Z")));
    }

    @Test
    void nullCountsAsAbsentAndARepeatedElementAsOne() {
        assertThat(event("{" + SMALL + ",\"region\":null,\"qualified\":null,\"ids\":null,\"ip\":null}"))
                .isEqualTo(event("{" + SMALL + "}"));
        assertThat(event("{" + SMALL + ",\"qualified\":[\"7\",\"7\"]}").qualified())
                .containsExactly(new SegmentId("7"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T16:17:22Z, 2026-11-23T16:17:22Z",
        "2026-11-23t16:17:22z, 2026-11-23T16:17:22Z",
        "2026-11-23T16:17:22.1Z, 2026-11-23T16:17:22.100Z",
        "2026-11-23T16:17:22.1259999999999Z, 2026-11-23T16:17:22.125Z",
        "2026-11-23T17:17:22+01:00, 2026-11-23T16:17:22Z",
        "2026-11-23T10:47:22.5-05:30, 2026-11-23T16:17:22.500Z",
        "2026-11-23T16:17:22-00:00, 2026-11-23T16:17:22Z",
        "2026-11-24T16:16:22+23:59, 2026-11-23T16:17:22Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2000-01-01T00:00:00Z, 2000-01-01T00:00:00Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "2026-11-23T16:25:00Z, 2026-11-23T16:25:00Z",
    })
    void aTimeIsReadToTheMillisecond(String text, Instant time) {
        assertThat(event("{\"device\":\"1\",\"time\":\"" + text + "\"}").time()).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "1700000000",
                "2026-11-23",
                "2026-11-23T16:17:22",
                "2026-11-23 16:17:22Z",
                "2026-11-23T16:17Z",
                "2026-11-23T16:17:22.Z",
                "2026-11-23T16:17:22,5Z",
                "2026-11-23T16:17:22+0100",
                "2026-11-23T16:17:22+01",
                "2026-11-23T16:17:22 Z",
                " 2026-11-23T16:17:22Z",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23T16:60:00Z",
                "2026-11-23T16:17:61Z",
                "2026-11-23T16:17:60Z",
                "2026-11-23T16:17:22+24:00",
                "2026-11-23T16:17:22+01:60",
                "1999-12-31T23:59:59Z",
                "0000-01-01T00:00:00Z",
                "2026-11-23T16:25:00.001Z",
                "9999-12-31T23:59:59Z",
                "+12026-11-23T16:17:22Z",
                "２０２６-11-23T16:17:22Z",
            })
    void anotherTimeIsRefused(String text) {
        assertThat(problems("{\"device\":\"1\",\"time\":\"" + text + "\"}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("time"))
                .satisfies(problem -> assertThat(problem.reason()).contains("expected"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|device: is missing; time: is missing",
                "{\"device\":null,\"time\":null}|device: is missing; time: is missing",
                "7|is a number (expected: an object)",
                "\"x\"|is a string (expected: an object)",
                "[]|is an array (expected: an object)",
                "null|is null (expected: an object)",
            })
    void whatIsNoEventIsRefused(String text, String expected) {
        assertThat(joined(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"device\":7|device: is a number (expected: a string)",
                "\"device\":\"\"|device: device id of 0 characters is malformed (expected: 1 to 64 digits)",
                "\"device\":\"12a\"|device: device id of 3 characters is malformed (expected: 1 to 64 digits)",
                "\"device\":\"-1\"|device: device id of 2 characters is malformed (expected: 1 to 64 digits)",
                "\"device\":\"١\"|device: device id of 1 characters is malformed (expected: 1 to 64 digits)",
            })
    void aMalformedDeviceIsRefused(String member, String expected) {
        assertThat(joined("{\"time\":\"2026-11-23T16:17:22Z\"," + member + "}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"region\":9|region: is a number (expected: a string)",
                "\"region\":\"a b\"|region: region id of 3 characters is malformed",
                "\"qualified\":\"14356\"|qualified: is a string (expected: an array)",
                "\"qualified\":[7]|qualified[0]: is a number (expected: a string)",
                "\"qualified\":[\"1\",\"\"]|qualified[1]: segment id of 0 characters is malformed",
                "\"disqualified\":[null]|disqualified[0]: is null (expected: a string)",
                "\"disqualified\":{}|disqualified: is an object (expected: an array)",
                "\"qualified\":[\"7\",\"8\"],\"disqualified\":[\"8\"]|disqualified: names 8 as qualified does",
                "\"ids\":[\"7\"]|ids[0]: is a string (expected: an object)",
                "\"ids\":[{}]|ids[0].dpid: is missing; ids[0].uuid: is missing",
                "\"ids\":[{\"dpid\":\"1\",\"uuid\":\"\"}]|ids[0].uuid: partner id of 0 characters",
                "\"ids\":[{\"dpid\":\"1 2\",\"uuid\":\"x\"}]|ids[0].dpid: data source id of 3 characters is malformed",
                "\"ids\":[{\"dpid\":\"1\",\"uuid\":\"a\\nb\"}]|ids[0].uuid: partner id with a control character",
                "\"ids\":[{\"dpid\":\"1\",\"uuid\":\"x\",\"y\":1}]|ids[0].y: is unknown (known here: dpid, uuid)",
                "\"removedIds\":[{\"dpid\":1,\"uuid\":\"x\"}]|removedIds[0].dpid: is a number (expected: a string)",
                "\"ids\":[{\"dpid\":\"1\",\"uuid\":\"secret\"}],\"removedIds\":[{\"dpid\":\"1\",\"uuid\":\"secret\"}]"
                        + "|removedIds: names an id of data source 1 as ids does (expected: one of them)",
                "\"ip\":\"example.com\"|ip: is no address",
                "\"ip\":\"1.2.3\"|ip: is no address",
                "\"ip\":\"1.2.3.256\"|ip: is no address",
                "\"ip\":\"fe80::1%eth0\"|ip: is no address",
                "\"ip\":\"1:2\"|ip: is no address",
                "\"ip\":\"\"|ip: is no address",
                "\"ip\":1|ip: is a number (expected: a string)",
                "\"userAgent\":\"a\\u0000b\"|userAgent: holds a control character (expected: none)",
                "\"segments\":[]|segments: is unknown (known here: device, disqualified, ids, ip, qualified, region,"
                        + " removedIds, time, userAgent)",
                "\"Region\":null|Region: is unknown",
            })
    void aWrongMemberIsNamed(String member, String expected) {
        assertThat(joined("{" + SMALL + "," + member + "}"))
                .startsWith(expected)
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "0.0.0.0", "::1", "2001:db8::1", "::ffff:192.0.2.1", "2001:DB8:0:0:0:0:0:1"})
    void anAddressIsTakenAsItIs(String text) {
        assertThat(event("{" + SMALL + ",\"ip\":\"" + text + "\"}").findIp()).contains(text);
    }

    @Test
    void aUserAgentIsTakenUnlessItIsEmpty() {
        assertThat(event("{" + SMALL + ",\"userAgent\":\"Firefox\"}").findUserAgent())
                .contains("Firefox");
        assertThat(event("{" + SMALL + ",\"userAgent\":\"\"}")).isEqualTo(event("{" + SMALL + "}"));
    }

    @Test
    void aLongUserAgentIsTakenToItsLimit() {
        assertThat(reader.read(json("{" + SMALL + ",\"userAgent\":\"" + "\uD83D\uDE00".repeat(1_024) + "\"}")))
                .isInstanceOf(Read.class);
        assertThat(joined("{" + SMALL + ",\"userAgent\":\"" + "a".repeat(1_025) + "\"}"))
                .isEqualTo("userAgent: is 1025 characters long (expected: at most 1024)");
    }

    @Test
    void aThousandSegmentsTogetherAreTakenAndNoMore() {
        var half = segments(0, 500);
        assertThat(event("{" + SMALL + ",\"qualified\":" + half + ",\"disqualified\":" + segments(500, 500) + "}")
                        .disqualified())
                .hasSize(500);
        assertThat(joined("{" + SMALL + ",\"qualified\":" + half + ",\"disqualified\":" + segments(500, 501) + "}"))
                .isEqualTo("qualified: has 1001 elements with disqualified (expected: at most 1000)");
        assertThat(joined("{" + SMALL + ",\"qualified\":" + segments(0, 1_001) + "}"))
                .isEqualTo("qualified: has 1001 elements (expected: at most 1000)");
    }

    @Test
    void aHugeObjectIsRefusedAsAWhole() {
        var members = IntStream.range(0, 60).mapToObj(i -> "\"m" + i + "\":1").collect(joining(","));
        assertThat(joined("{" + members + "}")).isEqualTo("has 60 members (expected: at most 50)");
    }

    @Test
    void everythingWrongIsNamedAtOnce() {
        assertThat(problems("{\"device\":\"x\",\"time\":\"x\",\"qualified\":[1,\"a\",2],\"x\":1}"))
                .extracting(Problem::field)
                .containsExactly("device", "time", "qualified[0]", "qualified[2]", "x");
    }

    private QualificationEvent event(String text) {
        return switch (reader.read(json(text))) {
            case Read(QualificationEvent event) -> event;
            case Wrong(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    private List<Problem> problems(String text) {
        return switch (reader.read(json(text))) {
            case Read read -> throw new AssertionError(read);
            case Wrong(List<Problem> problems) -> problems;
        };
    }

    private String joined(String text) {
        return problems(text).stream().map(Problem::toString).collect(joining("; "));
    }

    private static String segments(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> "\"" + i + "\"")
                .collect(joining(",", "[", "]"));
    }

    private static JsonValue json(String text) {
        try {
            return Json.read(text, JsonLimits.EVENT);
        } catch (MalformedDocumentException e) {
            throw new IllegalArgumentException(e.describe(), e);
        }
    }
}
