package dev.iris.deliver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits that double from attempt to attempt, each drawn at random between nothing and the doubled time (full jitter), so that many
 * who failed together do not come back together. Thread-safe if its source of randomness is.
 *
 * @param first the longest first wait
 * @param cap the longest wait of all
 */
record Backoff(Duration first, Duration cap, RandomGenerator random) {
    private static final int MAX_DOUBLINGS = 30;

    /** The wait before the next attempt, when {@code attempts} of them failed before the last. */
    Duration wait(int attempts) {
        long longest = Math.min(cap.toNanos(), first.toNanos() << Math.min(attempts, MAX_DOUBLINGS));
        return Duration.ofNanos(random.nextLong(Math.max(1, longest) + 1));
    }
}
