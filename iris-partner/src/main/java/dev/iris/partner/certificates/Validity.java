package dev.iris.partner.certificates;

import java.time.Duration;
import java.time.Instant;

/**
 * The time in which a certificate is valid, ends included.
 *
 * @param from first instant, cut to whole seconds
 * @param until last instant, after {@code from}
 */
public record Validity(Instant from, Instant until) {
    private static final Duration BEFORE = Duration.ofDays(1);
    private static final Duration AFTER = Duration.ofDays(365);

    public Validity {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("validity: " + from + " to " + until + " (expected: the end is later)");
        }
    }

    /** From one day before the instant, so that a clock that is a little behind agrees, to a year after it. */
    public static Validity around(Instant now) {
        return new Validity(now.minus(BEFORE), now.plus(AFTER));
    }

    /** Ended one hour before the instant. */
    public static Validity expiredAt(Instant now) {
        return new Validity(now.minus(AFTER), now.minus(Duration.ofHours(1)));
    }

    /** Begins one hour after the instant. */
    public static Validity notYetAt(Instant now) {
        return new Validity(now.plus(Duration.ofHours(1)), now.plus(AFTER));
    }
}
