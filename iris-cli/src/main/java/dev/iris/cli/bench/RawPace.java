package dev.iris.cli.bench;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Sends the raw message at fixed times and measures from those to the answer. */
final class RawPace {
    private static final double NANOS_IN_A_SECOND = 1e9;
    private static final int MOST_IN_FLIGHT = 256;
    private static final long NANOS_IN_A_MICRO = 1_000;

    private final RawEdge edge;
    private final Semaphore flights = new Semaphore(MOST_IN_FLIGHT);
    private final Latencies latencies = new Latencies();

    private RawPace(RawEdge edge) {
        this.edge = edge;
    }

    /** Takes so long, a third of it as a warm-up. */
    static Latencies measure(RawEdge edge, Load load, double requestsPerSecond) throws InterruptedException {
        return new RawPace(edge).measure(load.raw(), requestsPerSecond);
    }

    private Latencies measure(Duration length, double requestsPerSecond) throws InterruptedException {
        long start = System.nanoTime();
        long warm = length.dividedBy(3).toNanos();
        try (var crew = new Crew()) {
            for (long i = 0; i / requestsPerSecond * NANOS_IN_A_SECOND < length.toNanos(); i++) {
                long after = Math.round(i / requestsPerSecond * NANOS_IN_A_SECOND);
                Thread.sleep(Duration.ofNanos(Math.max(0, start + after - System.nanoTime())));
                flights.acquire();
                crew.hire(() -> send(start + after, after >= warm));
            }
            crew.await();
        }
        return latencies;
    }

    private @Nullable Void send(long meantNanos, boolean counts) throws InterruptedException {
        try {
            edge.send();
            note(System.nanoTime() - meantNanos, counts);
            return null;
        } finally {
            flights.release();
        }
    }

    private synchronized void note(long nanos, boolean counts) {
        if (counts) {
            latencies.add(nanos / NANOS_IN_A_MICRO);
        }
    }
}
