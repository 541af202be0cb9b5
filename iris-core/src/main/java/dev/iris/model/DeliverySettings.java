package dev.iris.model;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a destination may take and how long it may take for it.
 *
 * @param timeout from a connection in hand to the end of the answer, 100 ms to 5 minutes
 * @param retries immediate retries of a message where a retry can help, 0 to 5
 * @param successStatus answers that count as delivered, each 200 to 299
 * @param maxConcurrency messages in flight, 1 to 256
 * @param http2 whether HTTP/2 is offered
 * @param messagesPerSecond no more are sent, 1 to 1,000,000; null for as many as the partner takes
 * @param maxAge how long an update waits since its last change, 1 second to 30 days; then it is a dead letter
 * @param onStatus what answers mean that do not mean the usual, by status 200 to 599
 */
public record DeliverySettings(
        Duration timeout,
        int retries,
        Set<Integer> successStatus,
        int maxConcurrency,
        boolean http2,
        @Nullable Integer messagesPerSecond,
        Duration maxAge,
        Map<Integer, StatusMeaning> onStatus) {
    /** How long an update waits that the partner does not take. */
    public static final Duration MAX_AGE = Duration.ofDays(3);

    /** 3 seconds, one retry, 200, 32 messages in flight, HTTP/1.1. */
    public static final DeliverySettings STANDARD =
            new DeliverySettings(Duration.ofSeconds(3), 1, Set.of(200), 32, false);

    public DeliverySettings {
        successStatus = Set.copyOf(successStatus);
        onStatus = Map.copyOf(onStatus);
        requireWithin("timeout", timeout.toMillis(), 100, 300_000);
        requireWithin("retries", retries, 0, 5);
        requireWithin("maxConcurrency", maxConcurrency, 1, 256);
        if (successStatus.isEmpty()) {
            throw new IllegalArgumentException("successStatus is empty (expected: at least one of 200 to 299)");
        }
        successStatus.forEach(status -> requireWithin("successStatus", status, 200, 299));
        requireWithin("messagesPerSecond", messagesPerSecond == null ? 1 : messagesPerSecond, 1, 1_000_000);
        requireWithin(
                "maxAge seconds", maxAge.toSeconds(), 1, Duration.ofDays(30).toSeconds());
        onStatus.keySet().forEach(status -> requireWithin("onStatus", status, 200, 599));
    }

    /** As many messages as the partner takes, the usual age, and answers that mean the usual. */
    public DeliverySettings(
            Duration timeout, int retries, Set<Integer> successStatus, int maxConcurrency, boolean http2) {
        this(timeout, retries, successStatus, maxConcurrency, http2, null, MAX_AGE, Map.of());
    }

    private static void requireWithin(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
