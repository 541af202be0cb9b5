package dev.iris.partner;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.Members;
import dev.iris.json.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a script; docs/reference/partner-script.md describes the form. */
final class ScriptReading {
    private static final long MOST = 1_000_000_000;
    private static final int MOST_NAME = 256;

    private ScriptReading() {}

    static List<FaultStep> steps(JsonValue document, List<Problem> problems) {
        var members = Members.of(document, "", problems);
        members.required("steps", members.value("steps"));
        var steps = members.objects("steps", ScriptReading::step);
        members.refuseUnknown();
        return steps;
    }

    private static @Nullable FaultStep step(Members members) {
        var on = members.required("on", members.text("on", word -> Word.choose(word, Endpoint.values())));
        var from = members.text("from", Spans::parse).orElse(Duration.ZERO);
        long after = members.integer("after", 0, MOST).orElse(0L);
        var span = span(members);
        double share = share(members);
        int above = members.integer("above", 1, FaultStep.MOST_ABOVE).orElse(0L).intValue();
        var users = Set.copyOf(members.texts("users", ScriptReading::name));
        var fault = FaultReading.fault(members);
        members.refuseUnknown();
        if (on.isEmpty() || fault.isEmpty() || refusesUsers(members, on.get(), users, fault.get())) {
            return null;
        }
        return new FaultStep(on.get(), from, after, span, share, above, users, fault.get());
    }

    private static FaultStep.Span span(Members members) {
        var times = members.integer("times", 1, MOST);
        var time = members.text("for", Spans::parse);
        if (members.has("times") && members.has("for")) {
            members.problem("for", "stands beside times (expected: one of them)");
        }
        return time.<FaultStep.Span>map(FaultStep.Span.For::new)
                .orElseGet(() -> new FaultStep.Span.Times(times.orElse(1L)));
    }

    private static double share(Members members) {
        var value = members.value("share");
        if (value.isEmpty()) {
            return 1;
        }
        if (!(value.get() instanceof JsonNumber(String text))) {
            members.problem("share", "is " + value.get().kind() + " (expected: a number above 0, at most 1)");
            return 1;
        }
        double share = Double.parseDouble(text);
        if (share > 0 && share <= 1) {
            return share;
        }
        members.problem("share", text + " (expected: a number above 0, at most 1)");
        return 1;
    }

    private static String name(String text) {
        if (text.isEmpty() || text.length() > MOST_NAME) {
            throw new IllegalArgumentException(
                    "has " + text.length() + " characters (expected: 1 to " + MOST_NAME + ")");
        }
        return text;
    }

    /** Who is in a message is known once it was read. */
    private static boolean refusesUsers(Members members, Endpoint on, Set<String> users, Fault fault) {
        if (users.isEmpty()) {
            return false;
        }
        if (on == Endpoint.TOKEN) {
            members.problem("users", "stands beside on: token (expected: on: segments)");
            return true;
        }
        boolean early = fault instanceof Fault.BreakOff breakOff && breakOff.moment() == Moment.IN_REQUEST;
        if (early) {
            members.problem("users", "stands beside in-request (expected: a later moment)");
        }
        return early;
    }
}
