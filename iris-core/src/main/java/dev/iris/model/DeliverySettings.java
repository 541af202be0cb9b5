package dev.iris.model;

import java.time.Duration;
import java.util.Set;

/**
 * What a destination may take and how long it may take for it.
 *
 * @param timeout from a connection in hand to the end of the answer, 100 ms to 5 minutes
 * @param retries immediate retries of a message where a retry can help, 0 to 5
 * @param successStatus answers that count as delivered, each 200 to 299
 * @param maxConcurrency messages in flight, 1 to 256
 * @param http2 whether HTTP/2 is offered
 */
public record DeliverySettings(
        Duration timeout, int retries, Set<Integer> successStatus, int maxConcurrency, boolean http2) {
    /** 3 seconds, one retry, 200, 32 messages in flight, HTTP/1.1. */
    public static final DeliverySettings STANDARD =
            new DeliverySettings(Duration.ofSeconds(3), 1, Set.of(200), 32, false);

    public DeliverySettings {
        successStatus = Set.copyOf(successStatus);
        requireWithin("timeout", timeout.toMillis(), 100, 300_000);
        requireWithin("retries", retries, 0, 5);
        requireWithin("maxConcurrency", maxConcurrency, 1, 256);
        if (successStatus.isEmpty()) {
            throw new IllegalArgumentException("successStatus is empty (expected: at least one of 200 to 299)");
        }
        successStatus.forEach(status -> requireWithin("successStatus", status, 200, 299));
    }

    private static void requireWithin(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
