package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * How many users a second go from an accepted event to the partner's books, and how many the same partner process takes from our edge
 * alone and from {@code wrk}. Confined.
 */
public final class ThroughputRun {
    private static final int SENDERS = 8;
    private static final long MOST_BACKLOG = 2_000;

    private final Rig rig;
    private final Leftovers leftovers;
    private final Load load;
    private final Audience audience;
    private final Samples samples = new Samples();
    private final List<Slice> slices = new ArrayList<>();
    private final EventPost post;

    private ThroughputRun(Rig rig, Leftovers leftovers) {
        this.rig = rig;
        this.leftovers = leftovers;
        this.load = rig.load();
        this.audience = new Audience(load.seed(), SegmentPair.SAMPLE);
        this.post = rig.server().events();
    }

    /** Runs it; what it is at goes to {@code progress}. */
    public static Outcome run(Load load, PrintWriter progress) throws InterruptedException {
        try (var leftovers = Leftovers.begin();
                var rig = Rig.start(leftovers, load, new Progress(progress), InstantSource.system())) {
            return new ThroughputRun(rig, leftovers).run();
        } catch (IOException e) {
            throw new CommandFailedException("the benchmark needs free ports and a temporary folder", e);
        }
    }

    private Outcome run() throws IOException, InterruptedException {
        var window = drive();
        var ending = rig.drain();
        var raw = RawRates.measure(rig, leftovers);
        var account = rig.partner().end().account(LoadDestination.ONLY);
        var judgement = Judgement.of(audience, slices, samples, account);
        var report = Figures.head("throughput", load);
        Figures.rates(report, window);
        var latencies = Figures.acceptedToReceived(audience, samples, account, window);
        report.number("p50Millis", "accepted to received, p50, ms", latencies.percentileMillis(50), 1)
                .number("p99Millis", "accepted to received, p99, ms", latencies.percentileMillis(99), 1)
                .count("samples", "samples of that", latencies.count());
        Figures.costs(report, window, ending);
        Figures.books(report, post.accepted(), ending, account, judgement);
        raw.report(report, window.usersPerSecond());
        return Outcome.of(report, judgement);
    }

    private Window drive() throws InterruptedException {
        try (var gate = new BacklogGate(rig::backlog, MOST_BACKLOG)) {
            var senders = new ArrayList<Sender>();
            for (int i = 0; i < SENDERS; i++) {
                var slice = new Slice(i, SENDERS, Rig.POOL);
                slices.add(slice);
                senders.add(new SteadySender(post, audience, slice, samples, gate, rig.clock()));
            }
            return rig.drive(senders);
        }
    }
}
