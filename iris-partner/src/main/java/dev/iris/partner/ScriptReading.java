package dev.iris.partner;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.Members;
import dev.iris.json.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a script; docs/reference/partner-script.md describes the form. */
final class ScriptReading {
    private static final List<String> FAULTS = List.of("status", "delay", "hang", "reset", "expireTokens", "away");
    private static final long MOST = 1_000_000_000;

    private ScriptReading() {}

    static List<FaultStep> steps(JsonValue document, List<Problem> problems) {
        var members = Members.of(document, "", problems);
        members.required("steps", members.value("steps"));
        var steps = members.objects("steps", ScriptReading::step);
        members.refuseUnknown();
        return steps;
    }

    private static @Nullable FaultStep step(Members members) {
        var on = members.required("on", members.text("on", ScriptReading::endpoint));
        long after = members.integer("after", 0, MOST).orElse(0L);
        var span = span(members);
        double share = share(members);
        var fault = fault(members);
        members.refuseUnknown();
        if (on.isEmpty() || fault.isEmpty()) {
            return null;
        }
        return new FaultStep(on.get(), after, span, share, fault.get());
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
        if (value.get() instanceof JsonNumber(String text)) {
            double share = Double.parseDouble(text);
            if (share > 0 && share <= 1) {
                return share;
            }
        }
        members.problem("share", "is no share (expected: a number above 0, at most 1)");
        return 1;
    }

    private static Optional<Fault> fault(Members members) {
        var named = FAULTS.stream().filter(members::has).toList();
        var retryAfter = members.text("retryAfter", Spans::parse);
        var body = members.text("body");
        if (!named.contains("status")) {
            refuseWithoutStatus(members);
        }
        if (named.size() == 1) {
            return fault(members, named.getFirst(), retryAfter, body);
        }
        var expected = "(expected: one of " + String.join(", ", FAULTS) + ")";
        members.problem(
                "fault", named.isEmpty() ? "is missing " + expected : "is more than one: " + named + " " + expected);
        return Optional.empty();
    }

    private static void refuseWithoutStatus(Members members) {
        for (var name : List.of("retryAfter", "body")) {
            if (members.has(name)) {
                members.problem(name, "stands without status (expected: status beside it)");
            }
        }
    }

    private static Optional<Fault> fault(
            Members members, String name, Optional<Duration> retryAfter, Optional<String> body) {
        return switch (name) {
            case "status" -> members.integer(name, 200, 599).map(status -> answer(status.intValue(), retryAfter, body));
            case "delay" -> members.text(name, Spans::parse).map(Fault.Delay::new);
            case "hang" -> only(members, name, new Fault.Hang());
            case "reset" -> members.text(name, ScriptReading::moment).map(Fault.Reset::new);
            case "expireTokens" -> only(members, name, new Fault.ExpireTokens());
            case "away" -> members.text(name, Spans::parse).map(Fault.Away::new);
            default -> throw new IllegalStateException("fault: " + name + " (expected: one of " + FAULTS + ")");
        };
    }

    private static Fault answer(int status, Optional<Duration> retryAfter, Optional<String> body) {
        Map<String, String> headers = new LinkedHashMap<>();
        retryAfter.ifPresent(wait -> headers.put("Retry-After", Long.toString(wait.toSeconds())));
        return new Fault.AnswerWith(status, headers, body.orElse(""));
    }

    private static Optional<Fault> only(Members members, String name, Fault fault) {
        var flag = members.flag(name);
        if (flag.isPresent() && !flag.get()) {
            members.problem(name, "is false (expected: true, or leave it out)");
        }
        return flag.map(set -> fault);
    }

    private static Endpoint endpoint(String word) {
        return Arrays.stream(Endpoint.values())
                .filter(endpoint -> endpoint.word().equals(word))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("is unknown (expected: token or segments)"));
    }

    private static Fault.Moment moment(String word) {
        var words = Arrays.stream(Fault.Moment.values())
                .collect(Collectors.toMap(m -> m.name().toLowerCase(Locale.ROOT).replace('_', '-'), m -> m));
        var moment = words.get(word);
        if (moment == null) {
            throw new IllegalArgumentException("is unknown (expected: before-answer or half-answer)");
        }
        return moment;
    }
}
