package dev.iris.deliver;

import dev.iris.model.Ticker;
import java.util.Arrays;

/** How often something happened in the last second, to a tenth of it. Confined to its owner's lock. */
final class RecentCount {
    private static final int SLICES = 10;
    private static final long SLICE_NANOS = 1_000_000_000L / SLICES;

    private final Ticker ticker;
    private final long start;
    private final long[] counts = new long[SLICES];
    private long newest;

    RecentCount(Ticker ticker) {
        this.ticker = ticker;
        this.start = ticker.nanos();
    }

    void add() {
        turn();
        counts[(int) (newest % SLICES)]++;
    }

    double perSecond() {
        turn();
        return Arrays.stream(counts).sum();
    }

    /** Empties the slices that are over. */
    private void turn() {
        long slice = (ticker.nanos() - start) / SLICE_NANOS;
        for (long old = Math.max(newest + 1, slice - SLICES + 1); old <= slice; old++) {
            counts[(int) (old % SLICES)] = 0;
        }
        newest = Math.max(newest, slice);
    }
}
