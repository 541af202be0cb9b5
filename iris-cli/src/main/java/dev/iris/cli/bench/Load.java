package dev.iris.cli.bench;

import java.time.Duration;

/**
 * What a benchmark is asked to do. Immutable.
 *
 * @param seed gives the ids of the devices
 * @param length how long events are sent, the warm-up included
 * @param usersPerMessage users a message may hold
 * @param concurrency messages in flight, and connections of the raw runs
 */
public record Load(long seed, Duration length, int usersPerMessage, int concurrency) {
    private static final Duration MOST_RAW = Duration.ofSeconds(30);

    /** The part of the length that only warms up: the machine code of three processes is made then. */
    Duration warmUp() {
        return length.dividedBy(3);
    }

    /** What is left of the length. */
    Duration measured() {
        return length.minus(warmUp());
    }

    /** How long a raw run takes, its own warm-up included. */
    Duration raw() {
        var half = length.dividedBy(2);
        return half.compareTo(MOST_RAW) < 0 ? half : MOST_RAW;
    }
}
