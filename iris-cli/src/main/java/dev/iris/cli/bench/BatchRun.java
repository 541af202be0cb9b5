package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * How long live events take to the partner without a batch and while the first batch of a destination goes on that many devices are
 * known for, and how much memory the server takes for it. Confined.
 */
public final class BatchRun {
    /** Devices of one import. */
    private static final int AT_ONCE = 20_000;

    private final Rig rig;
    private final BatchLoad batch;
    private final Audience audience;
    private final Samples samples = new Samples();
    private final Slice slice = new Slice(0, 1, Rig.POOL);
    private final EventPost post;

    private BatchRun(Rig rig, BatchLoad batch) {
        this.rig = rig;
        this.batch = batch;
        this.audience = new Audience(batch.load().seed(), SegmentPair.SAMPLE);
        this.post = rig.server().events();
    }

    /** Runs it; what it is at goes to {@code progress}. */
    public static Outcome run(BatchLoad batch, PrintWriter progress) throws InterruptedException {
        try (var leftovers = Leftovers.begin();
                var rig = Rig.start(leftovers, batch.load(), new Progress(progress), InstantSource.system())) {
            return new BatchRun(rig, batch).run();
        } catch (IOException e) {
            throw new CommandFailedException("the benchmark needs free ports and a temporary folder", e);
        }
    }

    private Outcome run() throws IOException, InterruptedException {
        rig.server().slowDown(LoadDestination.ONLY, rig.partner().endpoints(), batch);
        var imported = learn();
        rig.say("live events alone");
        var without = drive();
        var before = rig.server().program().peakMegabytes();
        rig.say("live events beside the batch");
        rig.server().beginBatch(LoadDestination.ONLY);
        var with = drive();
        var after = rig.server().program().peakMegabytes();
        var progress = rig.server().lastBatch(LoadDestination.ONLY);
        rig.server().end();
        var account = rig.partner().end().account(LoadDestination.ONLY);
        var quiet = Figures.meantToReceived(audience, samples, account, without);
        var beside = Figures.meantToReceived(audience, samples, account, with);
        var report = Figures.head("batch", batch.load())
                .count("devices", "devices known", batch.devices())
                .number("importSeconds", "imported within, s", imported.toMillis() / 1_000.0, 1)
                .count("rate", "live events/s meant", batch.rate())
                .count("messagesPerSecond", "messages/s at most", batch.messagesPerSecond())
                .count("received", "devices of the batch made due", progress.received())
                .count("successful", "devices of the batch acknowledged", progress.successful())
                .number("batchUsersPerSecond", "users/s meanwhile, live ones included", with.usersPerSecond(), 0);
        spread(report, "without", "without the batch", quiet);
        spread(report, "beside", "beside the batch", beside);
        report.number("p50Ratio", "ratio of the p50s", ratio(beside, quiet, 50), 2)
                .number("p99Ratio", "ratio of the p99s", ratio(beside, quiet, 99), 2);
        before.ifPresent(peak -> report.number("peakBefore", "peak memory before the batch, MB", peak, 0));
        after.ifPresent(peak -> report.number("peakAfter", "peak memory with it, MB", peak, 0));
        return Outcome.of(report, Judgement.RIGHT);
    }

    /** Lets the server know the devices by offline events; says how long that took. */
    private Duration learn() {
        rig.say("importing " + batch.devices() + " devices");
        var began = rig.clock().instant();
        for (int from = 0; from < batch.devices(); from += AT_ONCE) {
            var lines = new StringBuilder();
            for (int i = from; i < Math.min(from + AT_ONCE, batch.devices()); i++) {
                audience.append(lines, audience.known(i), began.toString(), 0);
            }
            rig.server().importOffline(lines);
        }
        return Duration.between(began, rig.clock().instant());
    }

    private Window drive() throws InterruptedException {
        var departures = new PooledDepartures(audience, slice, samples);
        return rig.drive(List.of(new PacedSender(post, departures, Pace.of(batch.rate()), rig.clock())));
    }

    private static double ratio(Latencies one, Latencies other, double percent) {
        return one.percentileMillis(percent) / Math.max(0.001, other.percentileMillis(percent));
    }

    private static void spread(Report report, String name, String what, Latencies latencies) {
        report.number(
                        name + "P50Millis",
                        "meant to be sent to received " + what + ", p50, ms",
                        latencies.percentileMillis(50),
                        2)
                .number(name + "P99Millis", "the same, p99, ms", latencies.percentileMillis(99), 2)
                .count(name + "Samples", "samples of that", latencies.count());
    }
}
