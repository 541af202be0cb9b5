package dev.iris.partner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.partner.MessageCheck.Finding;
import dev.iris.partner.SegmentMessage.Qualification;
import dev.iris.partner.SegmentMessage.UserEntry;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class MessageCheckTest {
    private static final String USER =
            Messages.SAMPLE.substring(Messages.SAMPLE.indexOf("[{\"AAM_UUID") + 1, Messages.SAMPLE.length() - 2);
    private final MessageCheck check = new MessageCheck(2, false);

    @Test
    void theContractsSampleIsKept() {
        var qualification = new Qualification(
                "14356", true, Instant.parse("2016-07-27T16:17:22Z").getEpochSecond());

        assertThat(check.check(Messages.bytes(Messages.SAMPLE)))
                .isEqualTo(new Finding.Kept(new SegmentMessage(
                        "423", List.of(new UserEntry(Messages.DEVICE, Messages.PARTNER_ID, List.of(qualification))))));
    }

    @Test
    void regionsMayBeLeftOut() {
        assertThat(problems(Messages.with("\"AAM_Regions\":[\"9\"],", ""))).isEmpty();
    }

    @Test
    void whiteSpaceInsideStringsIsNoFault() {
        assertThat(problems(Messages.with("4250948725049857", "a \\\" b"))).isEmpty();
    }

    @Test
    void partnerIdMayBeEmptyWhenTheSettingSaysSo() {
        var body = Messages.bytes(Messages.with(Messages.PARTNER_ID, ""));

        assertThat(new MessageCheck(10, true).check(body)).isInstanceOf(Finding.Kept.class);
    }

    @Test
    void asManyUsersAsAllowedAreTaken() {
        assertThat(problems(users("2", USER + "," + USER))).isEmpty();
    }

    @Test
    void everyProblemIsToldAtOnce() {
        var body = Messages.with("\"Status\":\"1\"", "\"Status\":\"2\"").replace("\"12345\"", "12345");

        assertThat(problems(body))
                .isEqualTo("User_DPID: is a number (expected: a string); "
                        + "Users[0].Segments[0].Status: is neither 0 nor 1 (expected: 0 or 1)");
    }

    @ParameterizedTest
    @MethodSource
    void violationIsToldWithItsPlace(String body, String problem) {
        assertThat(problems(body)).isEqualTo(problem);
    }

    static Stream<Arguments> violationIsToldWithItsPlace() {
        var form = "(expected: EEE MMM dd HH:mm:ss UTC yyyy)";
        return Stream.of(
                broken("\"423\"", "423", "AAM_Destination_Id: is a number (expected: a string)"),
                broken("\"423\"", "null", "AAM_Destination_Id: is null (expected: a string)"),
                broken("\"74323\"", "\"\"", "Client_ID: is empty (expected: one or more characters)"),
                broken("\"Client_ID\":\"74323\",", "", "Client_ID: is missing"),
                broken(
                        "\"Client_ID\":\"74323\"",
                        "\"Client_ID\":\"74323\",\"Extra\":\"1\"",
                        "Extra: is unknown (expected: ProcessTime, User_DPID, Client_ID, AAM_Destination_Id,"
                                + " User_count, Users)"),
                broken(
                        "\"User_DPID\":\"12345\",\"Client_ID\":\"74323\"",
                        "\"Client_ID\":\"74323\",\"User_DPID\":\"12345\"",
                        "members stand as ProcessTime, Client_ID, User_DPID, AAM_Destination_Id, User_count, Users"
                            + " (expected: ProcessTime, User_DPID, Client_ID, AAM_Destination_Id, User_count, Users)"),
                broken("16:17:42 UTC", "16:17:42 GMT", "ProcessTime: has another form " + form),
                broken("Wed Jul 27 16:17:22", "Wed Jul 27 25:17:22", at("DateTime") + "is no instant " + form),
                broken("Wed Jul 27 16:17:22", "Wed Foo 27 16:17:22", at("DateTime") + "is no instant " + form),
                broken(
                        "Wed Jul 27 16:17:22",
                        "Thu Jul 27 16:17:22",
                        at("DateTime") + "names the wrong day of the week " + form),
                broken(
                        "\"User_count\":\"1\"",
                        "\"User_count\":\"2\"",
                        "User_count: is not the number of entries in Users (expected: 1)"),
                broken(
                        "\"User_count\":\"1\"",
                        "\"User_count\":\"01\"",
                        "User_count: is not the number of entries in Users (expected: 1)"),
                Arguments.of(users("0", ""), "Users: is empty (expected: one or more elements)"),
                Arguments.of(users("3", USER + "," + USER + "," + USER), "Users: has 3 entries (expected: 1 to 2)"),
                Arguments.of(users("1", "7"), "Users[0]: is a number (expected: an object)"),
                broken(Messages.DEVICE, "12a", "Users[0].AAM_UUID: is malformed (expected: 1 to 64 digits)"),
                broken(
                        Messages.PARTNER_ID,
                        "",
                        "Users[0].DataPartner_UUID: is empty (expected: one or more characters)"),
                broken("[\"9\"]", "[]", "Users[0].AAM_Regions: is empty (expected: one or more elements)"),
                broken(
                        "[\"9\"]",
                        "[9]",
                        "Users[0].AAM_Regions[0]: is no region (expected: a string of one or more characters)"),
                broken("[\"9\"]", "\"9\"", "Users[0].AAM_Regions: is a string (expected: an array)"),
                broken(
                        Messages.SAMPLE.substring(
                                Messages.SAMPLE.indexOf("{\"Segment_ID"), Messages.SAMPLE.length() - 4),
                        "",
                        "Users[0].Segments: is empty (expected: one or more elements)"),
                broken(
                        ",\"Segments\":[",
                        ",\"Segment\":[",
                        "Users[0].Segment: is unknown (expected: AAM_UUID,"
                                + " DataPartner_UUID, AAM_Regions, Segments); Users[0].Segments: is missing"),
                broken("\"14356\"", "14356", at("Segment_ID") + "is a number (expected: a string)"),
                broken("\"Status\":\"1\"", "\"Status\":1", at("Status") + "is a number (expected: a string)"),
                broken("\"Status\":\"1\"", "\"Status\":\"2\"", at("Status") + "is neither 0 nor 1 (expected: 0 or 1)"),
                broken("\"Status\":\"1\",", "", at("Status") + "is missing"),
                broken(",\"User_DPID\"", ", \"User_DPID\"", "holds insignificant white space (expected: compact JSON)"),
                broken("}]}]}", "}]}]}\n", "holds insignificant white space (expected: compact JSON)"),
                Arguments.of("[]", "is an array (expected: an object)"),
                Arguments.of("", "no JSON: empty at line 1, column 1"),
                Arguments.of("{", "no JSON: not well-formed at line 1, column 2"));
    }

    @Test
    void aMemberThatStandsTwiceIsNoJson() {
        assertThat(problems(Messages.with("\"Client_ID\"", "\"User_DPID\"")))
                .startsWith("no JSON: a member stands twice");
    }

    private static String users(String count, String entries) {
        return Messages.SAMPLE.substring(0, Messages.SAMPLE.indexOf("\"1\",\"Users\"")) + "\"" + count
                + "\",\"Users\":[" + entries + "]}";
    }

    private static Arguments broken(String part, String other, String problem) {
        return Arguments.of(Messages.with(part, other), problem);
    }

    private static String at(String member) {
        return "Users[0].Segments[0]." + member + ": ";
    }

    private String problems(String body) {
        return switch (check.check(Messages.bytes(body))) {
            case Finding.Kept kept -> "";
            case Finding.Broken broken ->
                broken.problems().stream().map(Object::toString).collect(Collectors.joining("; "));
        };
    }
}
