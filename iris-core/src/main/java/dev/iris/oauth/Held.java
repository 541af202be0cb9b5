package dev.iris.oauth;

import dev.iris.oauth.TokenResult.Granted;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A token in use. Immutable; moments are a ticker's nanoseconds.
 *
 * @param askedAt when it was asked for
 * @param life how long it lives from then; null when only a rejection ends it
 */
record Held(Granted granted, long askedAt, @Nullable Life life) {
    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final long JITTER_PARTS = 10;

    /** Life and the age at which a new token is asked for in the background, drawn once a token. */
    record Life(long nanos, long dueAfterNanos) {}

    static Held of(AccessToken token, long askedAt, @Nullable Duration life, RandomGenerator random) {
        return new Held(new Granted(token), askedAt, life == null ? null : drawn(life.toNanos(), random));
    }

    boolean isUsable(long now) {
        return life == null || now - askedAt < life.nanos;
    }

    /** Whether it is time for a new one, while this one can still be sent. */
    boolean isDue(long now) {
        return life != null && now - askedAt >= life.dueAfterNanos;
    }

    Duration age(long now) {
        return Duration.ofNanos(now - askedAt);
    }

    private static Life drawn(long nanos, RandomGenerator random) {
        long margin = Math.min(MARGIN.toNanos(), nanos / 2);
        long jitter = random.nextLong(Math.min(margin, nanos / JITTER_PARTS) + 1);
        return new Life(nanos, nanos - margin - jitter);
    }
}
