package dev.iris.cli.bench;

import java.time.Instant;
import java.util.List;

/** Requests whose first event is of a sampled device and whose others are of the pool. Confined. */
final class PooledDepartures implements Departures {
    private final Audience audience;
    private final Slice slice;
    private final Samples samples;

    PooledDepartures(Audience audience, Slice slice, Samples samples) {
        this.audience = audience;
        this.slice = slice;
        this.samples = samples;
    }

    @Override
    public Departure next(int events, Instant meant) {
        int sampled = samples.add(Receipts.micros(meant));
        var time = meant.toString();
        var lines = new StringBuilder();
        audience.append(lines, audience.sampled(sampled), time, 0);
        for (int i = 1; i < events; i++) {
            audience.append(lines, audience.pooled(slice.device()), time, slice.eventsBefore());
            slice.next();
        }
        return new Departure(lines, events, List.of(new Departure.Sample(samples, sampled)));
    }
}
