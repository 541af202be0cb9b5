package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;

/**
 * How long an event takes from the moment it was meant to be sent to the partner's books, at a fixed rate, and how long our edge alone
 * takes for messages at the same pace. Confined.
 */
public final class LatencyRun {
    private final Rig rig;
    private final Load load;
    private final int rate;
    private final Pace pace;
    private final Audience audience;
    private final Samples samples = new Samples();
    private final Slice slice = new Slice(0, 1, Rig.POOL);
    private final EventPost post;

    private LatencyRun(Rig rig, int rate) {
        this.rig = rig;
        this.load = rig.load();
        this.rate = rate;
        this.pace = Pace.of(rate);
        this.audience = new Audience(load.seed(), SegmentPair.SAMPLE);
        this.post = rig.server().events();
    }

    /** Runs it with so many events a second; what it is at goes to {@code progress}. */
    public static Outcome run(Load load, int rate, PrintWriter progress) throws InterruptedException {
        try (var leftovers = Leftovers.begin();
                var rig = Rig.start(leftovers, load, new Progress(progress), InstantSource.system())) {
            return new LatencyRun(rig, rate).run();
        } catch (IOException e) {
            throw new CommandFailedException("the benchmark needs free ports and a temporary folder", e);
        }
    }

    private Outcome run() throws IOException, InterruptedException {
        var departures = new PooledDepartures(audience, slice, samples);
        var window = rig.drive(List.of(new PacedSender(post, departures, pace, rig.clock())));
        var ending = rig.drain();
        var raw = raw(window);
        var account = rig.partner().end().account(LoadDestination.ONLY);
        var judgement = Judgement.of(audience, List.of(slice), samples, account);
        var report = Figures.head("latency", load)
                .count("rate", "events/s meant", rate)
                .count("eventsPerRequest", "events a request", pace.eventsPerRequest());
        Figures.rates(report, window);
        var latencies = Figures.meantToReceived(audience, samples, account, window);
        spread(report, "meant to be sent to received", latencies);
        var accepted = Figures.acceptedToReceived(audience, samples, account, window);
        report.group("fromAccepted", spread(new Report(), "accepted to received", accepted));
        Figures.costs(report, window, ending);
        Figures.books(report, post.accepted(), ending, account, judgement);
        report.group("rawEdge", spread(new Report(), "the edge alone", raw));
        report.number("ratioToRawEdge", "ratio of the p50s", ratio(latencies, raw), 1);
        return Outcome.of(report, judgement);
    }

    private Latencies raw(Window window) throws IOException, InterruptedException {
        var message = RawMessage.of(load.usersPerMessage(), rig.clock().instant());
        try (var edge = RawEdge.open(rig.partner(), message)) {
            rig.say("the edge alone for " + Progress.seconds(load.raw()));
            return RawPace.measure(edge, load, Math.max(1, window.messagesPerSecond()));
        }
    }

    private static double ratio(Latencies latencies, Latencies raw) {
        return latencies.percentileMillis(50) / Math.max(0.001, raw.percentileMillis(50));
    }

    private static Report spread(Report report, String what, Latencies latencies) {
        return report.number("p50Millis", what + ", p50, ms", latencies.percentileMillis(50), 2)
                .number("p90Millis", what + ", p90, ms", latencies.percentileMillis(90), 2)
                .number("p99Millis", what + ", p99, ms", latencies.percentileMillis(99), 2)
                .number("p999Millis", what + ", p99.9, ms", latencies.percentileMillis(99.9), 2)
                .number("maxMillis", what + ", max, ms", latencies.maxMillis(), 2)
                .count("samples", "samples of that", latencies.count());
    }
}
