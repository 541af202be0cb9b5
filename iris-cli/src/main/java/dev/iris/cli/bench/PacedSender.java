package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Posts requests at fixed times, however long the answers take, so that a slow answer hides no other (no coordinated omission). One
 * thread runs it.
 */
final class PacedSender implements Sender {
    private static final int MOST_IN_FLIGHT = 256;

    private final EventPost post;
    private final Departures departures;
    private final Pace pace;
    private final InstantSource clock;
    private final Semaphore flights = new Semaphore(MOST_IN_FLIGHT);
    private final AtomicReference<@Nullable CommandFailedException> failure = new AtomicReference<>();
    private volatile boolean stopped;

    PacedSender(EventPost post, Departures departures, Pace pace, InstantSource clock) {
        this.post = post;
        this.departures = departures;
        this.pace = pace;
        this.clock = clock;
    }

    @Override
    public @Nullable Void call() throws InterruptedException {
        for (var meant = clock.instant(); !stopped && failure.get() == null; meant = meant.plus(pace.period())) {
            var wait = Duration.between(clock.instant(), meant);
            if (wait.isPositive()) {
                Thread.sleep(wait);
            }
            flights.acquire();
            depart(meant);
        }
        flights.acquire(MOST_IN_FLIGHT);
        var failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return null;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    private void depart(Instant meant) {
        var departure = departures.next(pace.eventsPerRequest(), meant);
        Thread.startVirtualThread(() -> post(departure));
    }

    private void post(Departure departure) {
        try {
            post.post(departure.lines(), departure.events());
            departure.accepted(Receipts.micros(clock.instant()));
        } catch (CommandFailedException e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            flights.release();
        }
    }
}
