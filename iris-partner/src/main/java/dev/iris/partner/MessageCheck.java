package dev.iris.partner;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Problem;
import dev.iris.partner.SegmentMessage.Qualification;
import dev.iris.partner.SegmentMessage.UserEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a segment request's body and takes the contract, section 3, literally: names, order, strings only, dates, counts, no
 * insignificant white space. Immutable.
 */
final class MessageCheck {
    private static final JsonLimits LIMITS = new JsonLimits(8, 4_096, 2_000_000);
    private static final List<String> MESSAGE =
            List.of("ProcessTime", "User_DPID", "Client_ID", "AAM_Destination_Id", "User_count", "Users");
    private static final List<String> USER = List.of("AAM_UUID", "DataPartner_UUID", "AAM_Regions", "Segments");
    private static final List<String> SEGMENT = List.of("Segment_ID", "Status", "DateTime");
    private static final Pattern DEVICE = Pattern.compile("[0-9]{1,64}");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");

    private final int maxUsers;
    private final boolean emptyPartnerId;

    MessageCheck(int maxUsers, boolean emptyPartnerId) {
        this.maxUsers = maxUsers;
        this.emptyPartnerId = emptyPartnerId;
    }

    /** What the check found. */
    sealed interface Finding {
        /** The body keeps the contract. */
        record Kept(SegmentMessage message) implements Finding {}

        /** The body breaks it, in one or more ways. */
        record Broken(List<Problem> problems) implements Finding {
            public Broken {
                problems = List.copyOf(problems);
            }
        }
    }

    Finding check(byte[] body) {
        var problems = new ArrayList<Problem>();
        try {
            var message = message(Json.read(body, LIMITS), problems);
            if (problems.isEmpty() && WhiteSpace.insignificantIn(body)) {
                problems.add(new Problem("", "holds insignificant white space (expected: compact JSON)"));
            }
            return problems.isEmpty() ? new Finding.Kept(message) : new Finding.Broken(problems);
        } catch (MalformedDocumentException e) {
            return new Finding.Broken(List.of(new Problem("", "no JSON: " + e.describe())));
        }
    }

    private SegmentMessage message(JsonValue value, List<Problem> problems) {
        var members = OrderedMembers.of(value, "", MESSAGE, "", problems);
        members.parsed("ProcessTime", ContractDate::epochSecond);
        members.text("User_DPID");
        members.text("Client_ID");
        var destination = members.text("AAM_Destination_Id");
        var users = members.list("Users");
        checkCount(members, users.size());
        var entries = new ArrayList<UserEntry>(users.size());
        for (int i = 0; i < users.size(); i++) {
            entries.add(user(users.get(i), "Users[" + i + "]", problems));
        }
        return new SegmentMessage(destination, entries);
    }

    private void checkCount(OrderedMembers members, int users) {
        if (users > maxUsers) {
            members.problem("Users", "has " + users + " entries (expected: 1 to " + maxUsers + ")");
        }
        var told = members.text("User_count");
        if (told.isEmpty() || users == 0) {
            return;
        }
        if (!COUNT.matcher(told).matches() || Integer.parseInt(told) != users) {
            members.problem("User_count", "is not the number of entries in Users (expected: " + users + ")");
        }
    }

    private UserEntry user(JsonValue value, String path, List<Problem> problems) {
        var members = OrderedMembers.of(value, path, USER, "AAM_Regions", problems);
        var device = members.text("AAM_UUID");
        if (!device.isEmpty() && !DEVICE.matcher(device).matches()) {
            members.problem("AAM_UUID", "is malformed (expected: 1 to 64 digits)");
        }
        var partnerId = emptyPartnerId ? members.anyText("DataPartner_UUID") : members.text("DataPartner_UUID");
        checkRegions(members, problems);
        var segments = members.list("Segments");
        var qualifications = new ArrayList<Qualification>(segments.size());
        for (int i = 0; i < segments.size(); i++) {
            qualifications.add(qualification(segments.get(i), path + ".Segments[" + i + "]", problems));
        }
        return new UserEntry(device, partnerId, qualifications);
    }

    private static void checkRegions(OrderedMembers members, List<Problem> problems) {
        var regions = members.list("AAM_Regions");
        for (int i = 0; i < regions.size(); i++) {
            if (!(regions.get(i) instanceof JsonString(String region)) || region.isEmpty()) {
                var at = members.at("AAM_Regions") + "[" + i + "]";
                problems.add(new Problem(at, "is no region (expected: a string of one or more characters)"));
            }
        }
    }

    private static Qualification qualification(JsonValue value, String path, List<Problem> problems) {
        var members = OrderedMembers.of(value, path, SEGMENT, "", problems);
        var segment = members.text("Segment_ID");
        var status = members.parsed("Status", MessageCheck::status);
        return new Qualification(segment, status == 1, members.parsed("DateTime", ContractDate::epochSecond));
    }

    private static long status(String text) {
        return switch (text) {
            case "0" -> 0;
            case "1" -> 1;
            default -> throw new IllegalArgumentException("is neither 0 nor 1 (expected: 0 or 1)");
        };
    }
}
