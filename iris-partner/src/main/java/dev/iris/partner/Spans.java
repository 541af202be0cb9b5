package dev.iris.partner;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** A length of time as people write it: {@code 250ms}, {@code 4s}, {@code 2m}, {@code 1h}. */
final class Spans {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private Spans() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException unless it is more than nothing and at most an hour
     */
    static Duration parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "is no length of time (expected: a number and ms, s, m or h, such as 250ms)");
        }
        var span = Duration.of(Long.parseLong(match.group(1)), unit(match.group(2)));
        if (!span.isPositive() || span.compareTo(Fault.LONGEST) > 0) {
            throw new IllegalArgumentException(text + " (expected: more than 0, at most 1h)");
        }
        return span;
    }

    private static ChronoUnit unit(String name) {
        return switch (name) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.HOURS;
        };
    }
}
