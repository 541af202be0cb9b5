package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import dev.iris.cli.imports.EventFile;
import dev.iris.cli.imports.ImportState;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * How long live events take to the partner's books, at a fixed rate, without an import beside them and during one, and what the import
 * itself does. Confined.
 */
public final class ImportRun {
    private static final String ID = "bench";
    private static final int QUARTERS = 4;

    private final Rig rig;
    private final Load load;
    private final int rows;
    private final int rate;
    private final Audience audience;
    private final Samples samples = new Samples();
    private final Slice slice = new Slice(0, 1, Rig.POOL);
    private final EventPost post;

    private ImportRun(Rig rig, int rows, int rate) {
        this.rig = rig;
        this.load = rig.load();
        this.rows = rows;
        this.rate = rate;
        this.audience = new Audience(load.seed(), SegmentPair.SAMPLE);
        this.post = rig.server().events();
    }

    /** Runs it with an import of so many rows beside so many events a second; what it is at goes to {@code progress}. */
    public static Outcome run(Load load, int rows, int rate, PrintWriter progress) throws InterruptedException {
        try (var leftovers = Leftovers.begin();
                var rig = Rig.start(leftovers, load, new Progress(progress), InstantSource.system())) {
            return new ImportRun(rig, rows, rate).run();
        } catch (IOException e) {
            throw new CommandFailedException("the benchmark needs free ports and a temporary folder", e);
        }
    }

    private Outcome run() throws IOException, InterruptedException {
        var departures = new PooledDepartures(audience, slice, samples);
        var sender = new PacedSender(post, departures, Pace.of(rate), rig.clock());
        try (var crew = new Crew();
                var memory = Memory.watch(rig.server().program())) {
            crew.hire(sender);
            rig.say("warming up for " + Progress.seconds(load.warmUp()));
            crew.workFor(load.warmUp());
            var begin = rig.read();
            rig.say("live events alone for " + Progress.seconds(load.measured()));
            crew.workFor(load.measured());
            var between = rig.read();
            return bring(crew, sender, memory, new Window(begin, between));
        }
    }

    private Outcome bring(Crew crew, Sender sender, Memory before, Window alone)
            throws IOException, InterruptedException {
        rig.say("an import of " + rows + " rows beside them");
        before.close();
        try (var memory = Memory.watch(rig.server().program())) {
            var state = send();
            var during = new Window(alone.to(), rig.read());
            sender.stop();
            crew.await();
            return report(alone, during, state, memory);
        }
    }

    private ImportState send() throws InterruptedException {
        var in = new ImportRows(audience, rows, rig.clock().instant().toString());
        return rig.server().upload(ID).send(new EventFile.Opened(in, "text/csv", false), 0, in);
    }

    private Outcome report(Window alone, Window during, ImportState state, Memory memory)
            throws IOException, InterruptedException {
        var ending = rig.drain();
        var account = rig.partner().end().account(LoadDestination.ONLY);
        var judgement = Judgement.of(audience, List.of(slice), samples, account);
        var report = Figures.head("import", load)
                .count("rate", "live events/s meant", rate)
                .count("rows", "rows sent", rows)
                .count("rowsRead", "rows read", state.rows())
                .count("accepted", "rows accepted", state.accepted())
                .count("rejected", "rows rejected", state.rejected())
                .number("importSeconds", "the import took, s", during.seconds(), 1)
                .number("rowsPerSecond", "rows/s", state.rows() / during.seconds(), 0);
        remember(report, memory);
        compare(report, account, alone, during);
        Figures.books(report, post.accepted(), ending, account, judgement);
        report.measured("peakRssMegabytes", "peak memory of the server, MB", ending.peakMegabytes(), 0);
        return new Outcome(report.json(), report.table(), fault(state).or(judgement::fault));
    }

    private static void remember(Report report, Memory memory) {
        for (int i = 0; i < QUARTERS; i++) {
            report.measured(
                    "rssMegabytesQuarter" + (i + 1),
                    "most memory in quarter " + (i + 1) + " of the import, MB",
                    memory.most((double) i / QUARTERS, (i + 1.0) / QUARTERS),
                    0);
        }
    }

    private void compare(Report report, PartnerAccount account, Window alone, Window during) {
        var without = Figures.meantToReceived(audience, samples, account, alone);
        var with = Figures.meantToReceived(audience, samples, account, during);
        report.number("aloneP50Millis", "live events alone, p50, ms", without.percentileMillis(50), 2)
                .number("aloneP99Millis", "live events alone, p99, ms", without.percentileMillis(99), 2)
                .number("duringP50Millis", "during the import, p50, ms", with.percentileMillis(50), 2)
                .number("duringP99Millis", "during the import, p99, ms", with.percentileMillis(99), 2)
                .number("p99Ratio", "ratio of the p99s", ratio(with, without), 3)
                .count("samples", "samples during the import", with.count());
    }

    private static double ratio(Latencies with, Latencies without) {
        return with.percentileMillis(99) / Math.max(0.001, without.percentileMillis(99));
    }

    private Optional<String> fault(ImportState state) {
        return state.isDone() && state.accepted() == rows && state.rejected() == 0
                ? Optional.empty()
                : Optional.of("the import does not count the rows that were sent: " + rows);
    }
}
