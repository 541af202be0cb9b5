package dev.iris.cli.bench;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Posts one request after the other while the gate is open, until it is told to stop. One thread runs it. */
final class SteadySender implements Sender {
    private static final int EVENTS_PER_REQUEST = 100;
    private static final int ONE_SAMPLE_IN = 50;

    private final EventPost post;
    private final Audience audience;
    private final Slice slice;
    private final Samples samples;
    private final BacklogGate gate;
    private final InstantSource clock;
    private volatile boolean stopped;

    SteadySender(
            EventPost post, Audience audience, Slice slice, Samples samples, BacklogGate gate, InstantSource clock) {
        this.post = post;
        this.audience = audience;
        this.slice = slice;
        this.samples = samples;
        this.gate = gate;
        this.clock = clock;
    }

    @Override
    public @Nullable Void call() throws InterruptedException {
        while (!stopped) {
            if (gate.isOpen()) {
                postOne();
            }
        }
        return null;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    private void postOne() throws InterruptedException {
        var now = clock.instant();
        var time = now.toString();
        var lines = new StringBuilder(EVENTS_PER_REQUEST * 200);
        var sampled = new int[EVENTS_PER_REQUEST / ONE_SAMPLE_IN];
        for (int i = 0; i < sampled.length; i++) {
            sampled[i] = samples.add(Receipts.micros(now));
            audience.append(lines, audience.sampled(sampled[i]), time, 0);
        }
        for (int i = sampled.length; i < EVENTS_PER_REQUEST; i++) {
            audience.append(lines, audience.pooled(slice.device()), time, slice.eventsBefore());
            slice.next();
        }
        post.post(lines, EVENTS_PER_REQUEST);
        long accepted = Receipts.micros(clock.instant());
        for (int number : sampled) {
            samples.accepted(number, accepted);
        }
    }
}
