package dev.iris.cli.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Sends the raw message as fast as it goes, on as many threads as Iris has messages in flight. */
final class RawRun {
    private static final double NANOS_IN_A_SECOND = 1e9;

    private final RawEdge edge;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final LongAdder requests = new LongAdder();

    private RawRun(RawEdge edge) {
        this.edge = edge;
    }

    /** Takes so long, half of it as a warm-up. */
    static RawRate measure(RawEdge edge, Load load) throws InterruptedException {
        return new RawRun(edge).measure(load, load.raw());
    }

    private RawRate measure(Load load, Duration length) throws InterruptedException {
        try (var crew = new Crew()) {
            for (int i = 0; i < load.concurrency(); i++) {
                crew.hire(this::sendAll);
            }
            crew.workFor(length.dividedBy(2));
            long before = requests.sum();
            long start = System.nanoTime();
            crew.workFor(length.dividedBy(2));
            double seconds = (System.nanoTime() - start) / NANOS_IN_A_SECOND;
            long sent = requests.sum() - before;
            stopped.set(true);
            crew.await();
            return new RawRate(sent / seconds, load.usersPerMessage());
        }
    }

    private @Nullable Void sendAll() throws InterruptedException {
        while (!stopped.get()) {
            edge.send();
            requests.increment();
        }
        return null;
    }
}
