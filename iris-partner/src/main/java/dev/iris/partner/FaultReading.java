package dev.iris.partner;

import dev.iris.json.JsonValue.JsonBoolean;
import dev.iris.json.Members;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Reads the fault of one step. */
final class FaultReading {
    /** What stands beside a status only. */
    private static final List<String> OF_ANSWER = List.of("retryAfter", "location", "body");

    private static final Map<String, Function<Members, Optional<Fault>>> FAULTS = faults();

    private FaultReading() {}

    /** The words of all faults. */
    static List<String> words() {
        return List.copyOf(FAULTS.keySet());
    }

    static Optional<Fault> fault(Members members) {
        var named = words().stream().filter(members::has).toList();
        if (!named.contains("status")) {
            OF_ANSWER.stream()
                    .filter(members::has)
                    .forEach(name -> members.problem(name, "stands without status (expected: status beside it)"));
        }
        if (named.size() == 1) {
            return Objects.requireNonNull(FAULTS.get(named.getFirst())).apply(members);
        }
        var expected = "(expected: one of " + String.join(", ", words()) + ")";
        members.problem(
                "fault", named.isEmpty() ? "is missing " + expected : "is more than one: " + named + " " + expected);
        return Optional.empty();
    }

    private static Map<String, Function<Members, Optional<Fault>>> faults() {
        var faults = new LinkedHashMap<String, Function<Members, Optional<Fault>>>();
        faults.put("status", FaultReading::answer);
        faults.put("delay", members -> members.text("delay", Spans::parse).map(Fault.Delay::new));
        faults.put("hang", FaultReading::hang);
        faults.put("reset", members -> moment(members, "reset").map(Fault.Reset::new));
        faults.put("close", members -> moment(members, "close").map(Fault.Close::new));
        faults.put("answer", members -> garbling(members).map(Fault.Garble::new));
        faults.put("expireTokens", FaultReading::expireTokens);
        for (var door : List.of(Door.AWAY, Door.SILENT, Door.EXPIRED_CERTIFICATE, Door.TLS_ALERT)) {
            faults.put(
                    door.word(),
                    members -> members.text(door.word(), Spans::parse).map(time -> new Fault.Shut(door, time)));
        }
        return faults;
    }

    private static Optional<Fault> answer(Members members) {
        Map<String, String> headers = new LinkedHashMap<>();
        members.text("retryAfter", FaultReading::seconds)
                .ifPresent(wait -> headers.put("Retry-After", Long.toString(wait.toSeconds())));
        members.text("location", FaultReading::visible).ifPresent(target -> headers.put("Location", target));
        var body = members.text("body").orElse("");
        return members.integer("status", 200, 599)
                .map(status -> new Fault.AnswerWith(status.intValue(), headers, body));
    }

    private static Duration seconds(String text) {
        var wait = Spans.parse(text);
        if (!wait.equals(Duration.ofSeconds(wait.toSeconds()))) {
            throw new IllegalArgumentException(text + " (expected: whole seconds)");
        }
        return wait;
    }

    private static String visible(String text) {
        if (!text.matches("[!-~]{1,2000}")) {
            throw new IllegalArgumentException("is no URL (expected: 1 to 2000 visible ASCII characters)");
        }
        return text;
    }

    private static Optional<Fault> hang(Members members) {
        return members.value("hang").orElse(null) instanceof JsonBoolean
                ? only(members, "hang", new Fault.Hang())
                : moment(members, "hang").map(Fault.Hang::new);
    }

    private static Optional<Fault> expireTokens(Members members) {
        return only(members, "expireTokens", new Fault.ExpireTokens());
    }

    private static Optional<Moment> moment(Members members, String name) {
        return members.text(name, word -> Word.choose(word, Moment.values()));
    }

    private static Optional<Garbling> garbling(Members members) {
        return members.text("answer", word -> Word.choose(word, Garbling.values()));
    }

    private static Optional<Fault> only(Members members, String name, Fault fault) {
        var flag = members.flag(name);
        if (flag.isPresent() && !flag.get()) {
            members.problem(name, "is false (expected: true, or leave it out)");
        }
        return flag.map(_ -> fault);
    }
}
