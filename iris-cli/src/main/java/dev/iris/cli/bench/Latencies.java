package dev.iris.cli.bench;

import org.HdrHistogram.Histogram;

/** How long something took, many times over, exact to three digits. Confined. */
final class Latencies {
    private static final long MOST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;
    private static final double MICROS_IN_A_MILLI = 1_000;

    private final Histogram histogram = new Histogram(MOST_MICROS, DIGITS);

    /** Adds one; less than nothing counts as nothing, more than an hour as an hour. */
    void add(long micros) {
        histogram.recordValue(Math.clamp(micros, 0, MOST_MICROS));
    }

    void add(Latencies others) {
        histogram.add(others.histogram);
    }

    /** As many percent took no longer; 0 when there is none. */
    double percentileMillis(double percent) {
        return histogram.getValueAtPercentile(percent) / MICROS_IN_A_MILLI;
    }

    double maxMillis() {
        return histogram.getMaxValue() / MICROS_IN_A_MILLI;
    }

    long count() {
        return histogram.getTotalCount();
    }
}
