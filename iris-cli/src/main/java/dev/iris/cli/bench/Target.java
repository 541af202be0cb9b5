package dev.iris.cli.bench;

import dev.iris.cli.bench.Departure.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A destination of a load beside others, and what events said of its devices: four of five events are each of a device of their own and
 * are timed, the fifth is of one of a few devices whose state goes on changing. Confined to the sender, then to whoever judges.
 */
final class Target {
    private static final int ONE_POOLED_IN = 5;
    private static final int POOL = 5;

    private final LoadDestination destination;
    private final Audience audience;
    private final Slice slice = new Slice(0, 1, POOL);
    private final Samples samples = new Samples();
    private long events;

    Target(LoadDestination destination, long seed) {
        this.destination = destination;
        this.audience = new Audience(seed, destination.segments());
    }

    LoadDestination destination() {
        return destination;
    }

    /** How many events it had. */
    long events() {
        return events;
    }

    /** Appends its next event; says whose it is if it is timed. */
    Optional<Sample> append(StringBuilder lines, Instant meant) {
        var time = meant.toString();
        if (++events % ONE_POOLED_IN == 0) {
            audience.append(lines, audience.pooled(slice.device()), time, slice.eventsBefore());
            slice.next();
            return Optional.empty();
        }
        var sample = new Sample(samples, samples.add(Receipts.micros(meant)));
        audience.append(lines, audience.sampled(sample.number()), time, 0);
        return Optional.of(sample);
    }

    Judgement judge(PartnerAccount account) {
        return Judgement.of(audience, List.of(slice), samples, account);
    }

    Latencies acceptedToReceived(PartnerAccount account, Window window) {
        return Figures.acceptedToReceived(audience, samples, account, window);
    }

    Latencies meantToReceived(PartnerAccount account, Window window) {
        return Figures.meantToReceived(audience, samples, account, window);
    }
}
