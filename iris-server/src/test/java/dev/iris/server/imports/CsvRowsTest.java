package dev.iris.server.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Problem;
import dev.iris.server.events.EventReader;
import dev.iris.server.events.EventReading;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRowsTest {
    private static final String HEADER = "device,time,qualified,disqualified,dpid,uuid";
    private static final EventReader READER = new EventReader(() -> Instant.parse("2026-11-23T16:20:00Z"));

    @Test
    void aRowIsTheEventOfItsJsonForm() throws Exception {
        assertThat(read(HEADER, "1,2026-11-23T16:17:22.125Z,14356;7,12176,12345,4250\r\n"))
                .isEqualTo(json("""
                    {"device":"1","time":"2026-11-23T16:17:22.125Z","qualified":["14356","7"],
                     "disqualified":["12176"],"ids":[{"dpid":"12345","uuid":"4250"}]}\
                    """));
        assertThat(read(HEADER, "1,2026-11-23T16:17:22Z,,,,"))
                .isEqualTo(json("{\"device\":\"1\",\"time\":\"2026-11-23T16:17:22Z\"}"));
    }

    @Test
    void columnsMayStandInAnyOrderAndInQuotes() throws Exception {
        assertThat(read(
                        "\uFEFF\"uuid\",dpid, disqualified,qualified,\"time\",device\r\n",
                        "\"a,\"\"b\"\"\",5,,A,\"2026-11-23T16:17:22Z\",\"007\"\n"))
                .isEqualTo(json("""
                    {"device":"007","time":"2026-11-23T16:17:22Z","qualified":["A"],
                     "ids":[{"dpid":"5","uuid":"a,\\"b\\""}]}\
                    """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x,2026-11-23T16:17:22Z,,,, | device | device id of 1 characters is malformed",
                "1,yesterday,,,, | time | expected: RFC 3339",
                "1,2026-11-23T16:17:22Z,A;,,, | qualified[1] | segment id",
                "1,2026-11-23T16:17:22Z,A,A,, | disqualified | names A as qualified does",
                "1,2026-11-23T16:17:22Z,,,5, | uuid | is missing",
                "1,2026-11-23T16:17:22Z,,,,u | dpid | is missing",
                ",2026-11-23T16:17:22Z,,,, | device | is missing",
                "1,2026-11-23T16:17:22Z | `` | has 2 cells (expected: 6, as the header has)",
                "1,2026-11-23T16:17:22Z,,,,,, | `` | has 8 cells",
                "1,2026-11-23T16:17:22Z,,,5,\"u | `` | is no row of CSV",
                "1,2026-11-23T16:17:22Z,,,5,\"u\"v | `` | is no row of CSV",
            })
    void whatIsWrongIsSaidOfItsColumn(String row, String field, String reason) throws Exception {
        assertThat(problems(row)).first().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.reason()).contains(reason);
        });
    }

    @Test
    void lineBreaksAndOtherEncodingsAreRefused() throws Exception {
        assertThat(problems("1,2026-11-23T16:17:22Z,,,5,\"u\nv\""))
                .first()
                .satisfies(problem -> assertThat(problem.reason()).contains("holds a line break"));
        assertThat(problems("1,2026-11-23T16:17:22Z,,,5,u\rv")).isNotEmpty();
        var latin = rows(HEADER).read("1,2026-11-23T16:17:22Z,,,5,é".getBytes(ISO_8859_1));
        assertThat(latin)
                .isInstanceOfSatisfying(
                        EventReading.Wrong.class,
                        wrong ->
                                assertThat(wrong.problems().getFirst().reason()).startsWith("not UTF-8 at column"));
    }

    @Test
    void listsAreCountedBeforeTheyAreCut() throws Exception {
        assertThat(problems("1,2026-11-23T16:17:22Z," + ";".repeat(500_000) + ",,,"))
                .first()
                .satisfies(problem -> assertThat(problem.reason()).contains("has 500001 elements in qualified"));
        assertThat(problems(",".repeat(100_000))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "device,time | the header lacks columns: qualified, disqualified, dpid, uuid (expected: device,time,",
                "device,time,qualified,disqualified,dpid,uuid,colour,x | the header names unknown columns: colour, x (",
                "device,time,qualifed,disqualified,dpid,uuid | names unknown columns: qualifed; it lacks columns:"
                        + " qualified",
                "device,time,qualified,disqualified,dpid,uuid,time | names columns twice: time",
                "Device,time,qualified,disqualified,dpid,uuid | names unknown columns: Device",
                "device;time;qualified;disqualified;dpid;uuid | names unknown columns: device;time;qualified",
            })
    void aWrongHeaderIsRefusedByName(String header, String reason) {
        assertThatThrownBy(() -> rows(header))
                .isInstanceOf(UnreadableStreamException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aHeaderOfNothingIsRefused() {
        for (var header : List.of("", "\"", "\"a\nb\"", ",")) {
            assertThatThrownBy(() -> rows(header))
                    .isInstanceOf(UnreadableStreamException.class)
                    .hasMessageStartingWith("the header ");
        }
    }

    private static List<Problem> problems(String row) throws Exception {
        return read(HEADER, row) instanceof EventReading.Wrong(List<Problem> problems) ? problems : List.of();
    }

    private static EventReading read(String header, String row) throws Exception {
        return rows(header).read(row.getBytes(UTF_8));
    }

    private static CsvRows rows(String header) throws UnreadableStreamException {
        return CsvRows.below(header.getBytes(UTF_8), READER);
    }

    private static EventReading json(String text) throws MalformedDocumentException {
        return READER.read(Json.read(text, JsonLimits.EVENT));
    }
}
