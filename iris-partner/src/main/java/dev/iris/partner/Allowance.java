package dev.iris.partner;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many requests pass within any second. Not thread-safe. */
final class Allowance {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final int most;
    private final Deque<Instant> passed = new ArrayDeque<>();

    Allowance(int most) {
        this.most = most;
    }

    /** Whether one more passes now; it counts then. */
    boolean takes(Instant now) {
        while (!passed.isEmpty() && !now.isBefore(passed.getFirst().plus(SECOND))) {
            passed.removeFirst();
        }
        if (passed.size() >= most) {
            return false;
        }
        passed.addLast(now);
        return true;
    }
}
