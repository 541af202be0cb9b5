package dev.iris.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.model.DataSourceId;
import dev.iris.model.DestinationId;
import dev.iris.model.DeviceId;
import dev.iris.model.Message;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardFormatTest {
    private static final Instant BUILT = Instant.parse("2016-07-27T16:17:42.999Z");
    private static final Instant VERIFIED = Instant.parse("2016-07-27T16:17:22Z");

    @Test
    void isTheContractsSampleByteForByte() {
        var user = new UserEntry(
                new DeviceId("19393572368547369350319949416899715727"),
                "4250948725049857",
                List.of(new RegionId("9")),
                List.of(new SegmentStatus("14356", true, VERIFIED)));
        assertThat(text(user))
                .isEqualTo("{\"ProcessTime\":\"Wed Jul 27 16:17:42 UTC 2016\",\"User_DPID\":\"12345\","
                        + "\"Client_ID\":\"74323\",\"AAM_Destination_Id\":\"423\",\"User_count\":\"1\",\"Users\":["
                        + "{\"AAM_UUID\":\"19393572368547369350319949416899715727\","
                        + "\"DataPartner_UUID\":\"4250948725049857\",\"AAM_Regions\":[\"9\"],\"Segments\":["
                        + "{\"Segment_ID\":\"14356\",\"Status\":\"1\",\"DateTime\":\"Wed Jul 27 16:17:22 UTC 2016\"}"
                        + "]}]}");
    }

    @Test
    void leavesRegionsOutWhenNoneIsKnown() {
        assertThat(text(user("u1"))).doesNotContain("AAM_Regions");
    }

    @Test
    void countsEntries() {
        assertThat(text(user("u1"), user("u2"))).contains("\"User_count\":\"2\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quote\"backslash\\", "tab\tnewline\n", "</script>", "😀é", "\u0001"})
    void escapesWhateverAnIdHolds(String hostile) throws Exception {
        var segment = new SegmentStatus(hostile, false, VERIFIED);
        var entry = new UserEntry(new DeviceId("1"), hostile, List.of(), List.of(segment));
        var read = Json.read(StandardFormat.render(message(entry)), JsonLimits.DOCUMENT);
        assertThat(read.toString()).contains(new JsonString(hostile).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, Thu Jan 01 00:00:00 UTC 1970",
        "2024-02-29T23:59:59.999Z, Thu Feb 29 23:59:59 UTC 2024",
        "2026-12-06T09:05:03Z, Sun Dec 06 09:05:03 UTC 2026"
    })
    void writesDatesInEnglishAndUtc(Instant time, String expected) {
        assertThat(WireDate.text(time)).isEqualTo(expected);
    }

    private static UserEntry user(String id) {
        return new UserEntry(new DeviceId("1"), id, List.of(), List.of(new SegmentStatus("A", true, VERIFIED)));
    }

    private static String text(UserEntry... users) {
        return new String(StandardFormat.render(message(users)), UTF_8);
    }

    private static Message message(UserEntry... users) {
        return new Message(BUILT, new DataSourceId("12345"), "74323", new DestinationId(423), List.of(users));
    }
}
