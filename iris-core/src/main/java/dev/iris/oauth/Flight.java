package dev.iris.oauth;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A token request under way, and whoever waits for it: a waiter that leaves changes nothing for the others. Thread-safe. */
final class Flight {
    /** How a request ended for those who wait for it. */
    sealed interface Landing {
        /** There is a token to be taken. */
        record Brought() implements Landing {}

        /** There is none, and all are told the same. */
        record Empty(TokenResult result) implements Landing {}
    }

    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile @Nullable Landing landing;

    /** Tells every waiter. */
    void land(Landing how) {
        landing = how;
        landed.countDown();
    }

    /** How it ended; empty when the time passes first. */
    Optional<Landing> await(long mostNanos) throws InterruptedException {
        return landed.await(mostNanos, TimeUnit.NANOSECONDS) ? Optional.ofNullable(landing) : Optional.empty();
    }
}
