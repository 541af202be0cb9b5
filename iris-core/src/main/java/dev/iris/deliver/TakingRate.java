package dev.iris.deliver;

import dev.iris.model.Ticker;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How many users a second a partner took lately: as far back as it takes to count enough of them, half a second at least and half a minute
 * at most, or since it began again to take any after a gap of ten seconds. So neither an outage nor the slow start after it counts for
 * long. Thread-safe.
 */
final class TakingRate {
    private static final long SLICE_NANOS = 250_000_000L;
    private static final double SLICES_IN_A_SECOND = 4;
    private static final int SLICES = 120;
    private static final int GAP = 40;

    /** So many that the rate at which they were taken says something. */
    private static final int ENOUGH = 10_000;

    private static final int LEAST_SLICES = 3;

    private final Ticker ticker;
    private final long start;

    /** None until something is taken: most destinations are idle. */
    private int @Nullable [] counts;

    private long newest;

    TakingRate(Ticker ticker) {
        this.ticker = ticker;
        this.start = ticker.nanos();
    }

    /** The partner took so many. */
    synchronized void add(int users) {
        var slices = counts == null ? new int[SLICES] : counts;
        counts = slices;
        turn(slices);
        slices[at(newest)] += users;
    }

    /** Empty when it took none lately. */
    synchronized OptionalDouble perSecond() {
        var slices = counts;
        if (slices == null) {
            return OptionalDouble.empty();
        }
        turn(slices);
        long users = 0;
        long first = -1;
        long oldest = Math.max(0, newest - SLICES + 1);
        for (long slice = newest; slice >= oldest && (first < 0 || first - slice < GAP); slice--) {
            if (users >= ENOUGH && newest - slice >= LEAST_SLICES) {
                return OptionalDouble.of(users / secondsSince(slice + 1));
            }
            if (slices[at(slice)] > 0) {
                users += slices[at(slice)];
                first = slice;
            }
        }
        return first < 0 ? OptionalDouble.empty() : OptionalDouble.of(users / secondsSince(first));
    }

    /** At least a slice. */
    private double secondsSince(long slice) {
        double slices = (ticker.nanos() - start) / (double) SLICE_NANOS - slice;
        return Math.max(1, slices) / SLICES_IN_A_SECOND;
    }

    /** Empties the slices that are over. */
    private void turn(int[] slices) {
        long now = (ticker.nanos() - start) / SLICE_NANOS;
        for (long old = Math.max(newest + 1, now - SLICES + 1); old <= now; old++) {
            slices[at(old)] = 0;
        }
        newest = Math.max(newest, now);
    }

    private static int at(long slice) {
        return (int) (slice % SLICES);
    }
}
