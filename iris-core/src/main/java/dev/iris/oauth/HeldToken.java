package dev.iris.oauth;

import dev.iris.model.TokenPolicy;
import dev.iris.oauth.TokenResult.Granted;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A token in use. Immutable; moments are a ticker's nanoseconds.
 *
 * @param askedAt when it was asked for: a life is counted from there, as an answer's way takes time
 * @param lifeNanos how long it lives from then; {@link #UNBOUNDED} when only a rejection ends it
 * @param dueAfterNanos age at which a new one is asked for in the background, drawn once a token so that tokens of one time are not
 *     renewed at one time; {@link #UNBOUNDED} for never
 */
record HeldToken(Granted granted, long askedAt, long lifeNanos, long dueAfterNanos) {
    /** Longer than any server runs. */
    static final long UNBOUNDED = Long.MAX_VALUE;

    private static final long JITTER_PARTS = 10;

    /**
     * A token that was granted.
     *
     * @param life null when the server does not say
     */
    static HeldToken of(
            AccessToken token, long askedAt, @Nullable Duration life, TokenPolicy policy, RandomGenerator random) {
        var granted = new Granted(token);
        if (life == null) {
            return new HeldToken(granted, askedAt, UNBOUNDED, refetchAfter(policy, random));
        }
        long nanos = life.toNanos();
        long margin = Math.min(policy.margin().toNanos(), nanos / 2);
        long jitter = random.nextLong(Math.min(margin, nanos / JITTER_PARTS) + 1);
        return new HeldToken(granted, askedAt, nanos, nanos - margin - jitter);
    }

    AccessToken token() {
        return granted.token();
    }

    boolean isAlive(long now) {
        return now - askedAt < lifeNanos;
    }

    /** Whether it is time for a new one, while this one can still be sent. */
    boolean isDue(long now) {
        return now - askedAt >= dueAfterNanos;
    }

    Duration age(long now) {
        return Duration.ofNanos(now - askedAt);
    }

    /** What is left of its life; empty when only a rejection ends it. */
    Optional<Duration> findLife(long now) {
        return lifeNanos == UNBOUNDED ? Optional.empty() : Optional.of(Duration.ofNanos(lifeNanos - (now - askedAt)));
    }

    private static long refetchAfter(TokenPolicy policy, RandomGenerator random) {
        if (policy.refetchAfter() == null) {
            return UNBOUNDED;
        }
        long nanos = policy.refetchAfter().toNanos();
        return nanos - random.nextLong(nanos / JITTER_PARTS + 1);
    }
}
