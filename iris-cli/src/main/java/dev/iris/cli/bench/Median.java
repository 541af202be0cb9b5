package dev.iris.cli.bench;

import java.util.stream.DoubleStream;

/** The middle of some numbers; of an even count the mean of the middle two. */
final class Median {
    private Median() {}

    static double of(DoubleStream numbers) {
        var sorted = numbers.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no numbers (expected: one or more)");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
