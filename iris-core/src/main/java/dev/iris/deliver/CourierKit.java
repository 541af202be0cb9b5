package dev.iris.deliver;

import dev.iris.engine.Outbox;
import dev.iris.model.Catalog;
import dev.iris.model.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What all couriers share.
 *
 * @param catalog the catalog of now
 */
record CourierKit(
        Outbox outbox,
        Supplier<Catalog> catalog,
        SegmentEndpoint endpoint,
        ReadyFormats formats,
        InstantSource clock,
        Ticker ticker,
        Sleeper sleeper,
        RandomGenerator random) {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
    private static final Duration LONGEST_RETRY_PAUSE = Duration.ofMillis(200);

    /** Waits between messages to a partner that fails, and rests of devices that failed. */
    Backoff backoff() {
        return new Backoff(FIRST_BACKOFF, LONGEST_BACKOFF, random);
    }

    /** Pauses before the immediate retry of a message. */
    Backoff retryPause() {
        return new Backoff(LONGEST_RETRY_PAUSE, LONGEST_RETRY_PAUSE, random);
    }
}
