package dev.iris.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How long a server said that a backlog would take, and how long it then took. Under way is what lies between the first second of
 * deliveries and the last two, whose whole seconds tell too little. Confined.
 */
final class Estimates implements Reservoir.Watcher {
    private static final double NANOS_IN_A_SECOND = 1e9;
    private static final long SPACING_NANOS = 250_000_000L;
    private static final double LEAST_PASSED = 1;
    private static final double LEAST_LEFT = 2;

    private final LoadServer server;
    private final LoadDestination destination;
    private final long full;
    private final List<Estimate> told = new ArrayList<>();
    private long begun;
    private long last;

    /** @param full the backlog before anything was delivered */
    Estimates(LoadServer server, LoadDestination destination, long full) {
        this.server = server;
        this.destination = destination;
        this.full = full;
    }

    private record Estimate(long at, long seconds) {}

    @Override
    public void look(long backlog) {
        long now = System.nanoTime();
        if (begun == 0 && backlog < full) {
            begun = now;
        }
        if (begun != 0 && now - last >= SPACING_NANOS) {
            last = now;
            server.number(destination, "drainSeconds").ifPresent(seconds -> told.add(new Estimate(now, seconds)));
        }
    }

    /** The moment of the first delivery, in nanoseconds; 0 when there was none. */
    long begun() {
        return begun;
    }

    /** How many there were under way, when the backlog was gone at that moment. */
    long countUnderWay(long gone) {
        return told.stream().filter(estimate -> isUnderWay(estimate, gone)).count();
    }

    /** By what factor the worst of them was wrong, in either direction; empty when there was none. */
    OptionalDouble worstFactor(long gone) {
        return told.stream()
                .filter(estimate -> isUnderWay(estimate, gone))
                .mapToDouble(estimate -> factor((double) estimate.seconds, (gone - estimate.at) / NANOS_IN_A_SECOND))
                .max();
    }

    private boolean isUnderWay(Estimate estimate, long gone) {
        return (estimate.at - begun) / NANOS_IN_A_SECOND >= LEAST_PASSED
                && (gone - estimate.at) / NANOS_IN_A_SECOND >= LEAST_LEFT;
    }

    private static double factor(double said, double took) {
        return Math.max(said, took) / Math.max(Math.min(said, took), 0.001);
    }
}
