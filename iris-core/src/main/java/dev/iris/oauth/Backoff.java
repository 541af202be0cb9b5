package dev.iris.oauth;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits that double with every failure up to a cap. Confined to its owner's lock.
 *
 * <p>With full jitter a wait is any time up to the doubled one: callers that failed together do not come back together.
 */
final class Backoff {
    private final Duration first;
    private final Duration cap;
    private final RandomGenerator random;
    private final boolean hasJitter;
    private int failures;

    private Backoff(Duration first, Duration cap, RandomGenerator random, boolean hasJitter) {
        this.first = first;
        this.cap = cap;
        this.random = random;
        this.hasJitter = hasJitter;
    }

    /** For failures that may pass by themselves. */
    static Backoff passing(RandomGenerator random) {
        return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), random, true);
    }

    /** For probes whether what somebody must change was changed. */
    static Backoff standing(RandomGenerator random) {
        return new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(60), random, false);
    }

    /** For renewals of tokens that are rejected while they are fresh. */
    static Backoff renewals(RandomGenerator random) {
        return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), random, false);
    }

    /** Counts a failure and gives the wait that follows it. */
    Duration next() {
        long most = Math.min(cap.toNanos(), first.toNanos() << Math.min(failures, 20));
        failures++;
        return Duration.ofNanos(hasJitter ? random.nextLong(most + 1) : most);
    }

    void reset() {
        failures = 0;
    }
}
