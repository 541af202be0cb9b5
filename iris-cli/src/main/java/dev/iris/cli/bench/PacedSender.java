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
    /** More than so many events a second share requests. */
    private static final int MOST_REQUESTS_PER_SECOND = 1_000;

    private static final int MOST_IN_FLIGHT = 256;

    private final EventPost post;
    private final Audience audience;
    private final Slice slice;
    private final Samples samples;
    private final InstantSource clock;
    private final int eventsPerRequest;
    private final Duration period;
    private final Semaphore flights = new Semaphore(MOST_IN_FLIGHT);
    private final AtomicReference<@Nullable CommandFailedException> failure = new AtomicReference<>();
    private volatile boolean stopped;

    PacedSender(EventPost post, Audience audience, Slice slice, Samples samples, int rate, InstantSource clock) {
        this.post = post;
        this.audience = audience;
        this.slice = slice;
        this.samples = samples;
        this.clock = clock;
        this.eventsPerRequest = eventsPerRequest(rate);
        this.period = Duration.ofSeconds(1).multipliedBy(eventsPerRequest).dividedBy(rate);
    }

    static int eventsPerRequest(int rate) {
        return (rate + MOST_REQUESTS_PER_SECOND - 1) / MOST_REQUESTS_PER_SECOND;
    }

    @Override
    public @Nullable Void call() throws InterruptedException {
        for (var meant = clock.instant(); !stopped && failure.get() == null; meant = meant.plus(period)) {
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
        int sampled = samples.add(Receipts.micros(meant));
        var time = clock.instant().toString();
        var lines = new StringBuilder();
        Audience.append(lines, audience.sampled(sampled), time, 0);
        for (int i = 1; i < eventsPerRequest; i++) {
            Audience.append(lines, audience.pooled(slice.device()), time, slice.eventsBefore());
            slice.next();
        }
        Thread.startVirtualThread(() -> post(lines, sampled));
    }

    private void post(StringBuilder lines, int sampled) {
        try {
            post.post(lines, eventsPerRequest);
            samples.accepted(sampled, Receipts.micros(clock.instant()));
        } catch (CommandFailedException e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            flights.release();
        }
    }
}
