package dev.iris.oauth;

import java.util.random.RandomGenerator;

/** Chance that always draws the highest number: every back-off lasts as long as it may, every renewal comes as early. Thread-safe. */
final class HighestChance implements RandomGenerator {
    @Override
    public long nextLong() {
        return Long.MAX_VALUE;
    }

    @Override
    public long nextLong(long bound) {
        return bound - 1;
    }
}
