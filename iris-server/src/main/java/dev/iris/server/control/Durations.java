package dev.iris.server.control;

import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.Members;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 20ms}, {@code 3s}, {@code 1m}, {@code 72h}, {@code 7d}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final List<String> WRITTEN = List.of("h", "m", "s");

    private Durations() {}

    /** The duration of that name; empty when it is left out or something is wrong, which is noted. */
    static Optional<Duration> read(Members members, String name, Duration least, Duration most) {
        if (members.value(name).filter(value -> !(value instanceof JsonString)).isPresent()) {
            members.problem(name, "is no duration (expected: such as 20ms, 3s, 1m or 72h)");
            return Optional.empty();
        }
        return members.text(name, text -> parse(text, least, most));
    }

    /** Reads a duration within bounds, which are included. */
    static Duration parse(String text, Duration least, Duration most) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("is no duration (expected: such as 20ms, 3s, 1m or 72h)");
        }
        var duration = unit(form.group(2)).multipliedBy(Long.parseLong(form.group(1)));
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException(text + " (expected: " + write(least) + " to " + write(most) + ")");
        }
        return duration;
    }

    /** Writes a duration in the largest unit that leaves a whole number; hours are the largest. */
    static String write(Duration duration) {
        var millis = duration.toMillis();
        return WRITTEN.stream()
                .filter(unit -> millis > 0 && millis % unit(unit).toMillis() == 0)
                .findFirst()
                .map(unit -> millis / unit(unit).toMillis() + unit)
                .orElse(millis + "ms");
    }

    private static Duration unit(String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> throw new IllegalArgumentException("unit " + unit + " (expected: ms, s, m, h, d)");
        };
    }
}
