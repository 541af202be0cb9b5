package dev.iris.model;

import java.time.Duration;

/**
 * How users are gathered into messages.
 *
 * @param maxUsers entries of one message, 1 to 10,000
 * @param linger how long an incomplete message waits for company, 0 to 1 minute
 */
public record Aggregation(int maxUsers, Duration linger) {
    /** Ten users, 20 ms. */
    public static final Aggregation STANDARD = new Aggregation(10, Duration.ofMillis(20));

    public Aggregation {
        if (maxUsers < 1 || maxUsers > 10_000) {
            throw new IllegalArgumentException("maxUsers " + maxUsers + " (expected: 1 to 10000)");
        }
        if (linger.isNegative() || linger.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("linger " + linger + " (expected: 0ms to 1m)");
        }
    }
}
