package dev.iris.oauth;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A token request under way, and whoever waits for it: a waiter that leaves changes nothing for the others. Thread-safe. */
final class Flight {
    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile @Nullable TokenResult result;

    /** A flight that has landed already. */
    static Flight landed(TokenResult result) {
        var flight = new Flight();
        flight.land(result);
        return flight;
    }

    /** Gives every waiter its result. */
    void land(TokenResult landing) {
        result = landing;
        landed.countDown();
    }

    /** The result; empty when the time passes first. */
    Optional<TokenResult> await(Duration most) throws InterruptedException {
        return landed.await(most.toNanos(), TimeUnit.NANOSECONDS) ? Optional.ofNullable(result) : Optional.empty();
    }
}
