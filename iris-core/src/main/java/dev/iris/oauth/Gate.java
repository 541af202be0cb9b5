package dev.iris.oauth;

import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;

/**
 * No token request before a moment, and why. Immutable.
 *
 * @param isStanding whether asking again changes nothing until somebody changes something
 * @param until a ticker's nanoseconds
 */
record Gate(Reason reason, boolean isStanding, long until) {
    static Gate passing(Reason reason, Duration wait, long now) {
        return new Gate(reason, false, after(wait, now));
    }

    static Gate standing(Reason reason, Duration wait, long now) {
        return new Gate(reason, true, after(wait, now));
    }

    boolean isClosed(long now) {
        return until - now > 0;
    }

    boolean opensAfter(Gate other) {
        return until - other.until > 0;
    }

    /** Whether another secret is a reason to ask at once. */
    boolean opensWithOtherSecrets() {
        return isStanding || reason.code() == ReasonCode.SECRET_UNREADABLE;
    }

    Duration left(long now) {
        return Duration.ofNanos(Math.max(0, until - now));
    }

    /** What those are told who come before it opens. */
    TokenResult result(long now) {
        return isStanding ? new TokenResult.Refused(reason, left(now)) : new TokenResult.Unavailable(reason, left(now));
    }

    private static long after(Duration wait, long now) {
        return now + Math.max(0, wait.toNanos());
    }
}
