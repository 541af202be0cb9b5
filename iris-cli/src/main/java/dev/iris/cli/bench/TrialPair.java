package dev.iris.cli.bench;

import java.util.function.Function;

/** A trial without bad destinations and one with them, right after each other. */
record TrialPair(TrialFigures without, TrialFigures with) {
    private static final double LEAST_MILLIS = 0.001;

    /** How many times as long a percentile is with them. */
    double ratio(Function<TrialFigures, Latencies> of, double percent) {
        return of.apply(with).percentileMillis(percent)
                / Math.max(LEAST_MILLIS, of.apply(without).percentileMillis(percent));
    }

    Report report() {
        return new Report()
                .group("without", without.report("A"))
                .group("with", with.report("B"))
                .number("p50Ratio", "B to A: p50", ratio(TrialFigures::fromAccepted, 50), 3)
                .number("p99Ratio", "B to A: p99", ratio(TrialFigures::fromAccepted, 99), 3)
                .number("p99RatioFromMeant", "B to A: p99, meant to received", ratio(TrialFigures::fromMeant, 99), 3);
    }
}
