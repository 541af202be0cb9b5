package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * How a destination recovers: from an outage in which many events came for fewer devices, compared with drains of as many devices
 * before and after it, and from a partner that answers 429 above a rate. Confined.
 */
public final class RecoveryRun {
    /**
     * Until the partner has looked whether it is to be away, and until what was under way has ended: a message that begins before the last
     * events and ends after its return tells devices that have to be told again.
     */
    private static final Duration SETTLING = Duration.ofMillis(500);

    private static final double NANOS_IN_A_SECOND = 1e9;
    private static final LoadDestination LIMITED = LoadDestination.numbered(424);

    private final RecoveryLoad recovery;
    private final Rig rig;
    private final Rig limitedRig;
    private final Path absence;

    private RecoveryRun(RecoveryLoad recovery, Rig rig, Rig limitedRig, Path absence) {
        this.recovery = recovery;
        this.rig = rig;
        this.limitedRig = limitedRig;
        this.absence = absence;
    }

    /** Runs it; what it is at goes to {@code out}. */
    public static Outcome run(RecoveryLoad recovery, PrintWriter out) throws InterruptedException {
        var progress = new Progress(out);
        try (var leftovers = Leftovers.begin()) {
            progress.say("starting two reference partners and the server");
            var load = recovery.load();
            var absence = leftovers.folder().resolve("absent");
            var partner = LoadPartner.start(leftovers, "partner", load, "--absent-while", absence.toString());
            var limited = limitedPartner(leftovers, recovery);
            var server = LoadServer.start(leftovers, "server", List.of(partner.authority(), limited.authority()));
            server.deliverTo(LoadDestination.ONLY, partner.endpoints(), load);
            server.deliverTo(LIMITED, limited.endpoints(), load);
            var clock = InstantSource.system();
            try (var rig = new Rig(load, progress, clock, partner, server, List.of(LoadDestination.ONLY))) {
                var limitedRig = new Rig(load, progress, clock, limited, server, List.of(LIMITED));
                return new RecoveryRun(recovery, rig, limitedRig, absence).run();
            }
        } catch (IOException e) {
            throw new CommandFailedException("the benchmark needs free ports and a temporary folder", e);
        }
    }

    private static LoadPartner limitedPartner(Leftovers leftovers, RecoveryLoad recovery)
            throws IOException, InterruptedException {
        var script = Files.writeString(
                leftovers.folder().resolve("limited.yaml"), Misbehaviour.throttlingAbove(recovery.limit()));
        var credentials = Files.writeString(leftovers.folder().resolve("credentials.txt"), LIMITED.credential());
        return LoadPartner.start(
                leftovers,
                "limited",
                recovery.load(),
                "--credentials",
                credentials.toString(),
                "--script",
                script.toString());
    }

    private Outcome run() throws IOException, InterruptedException {
        var reservoir = new Reservoir(rig, LoadDestination.ONLY, recovery.devices());
        rig.say("a drain and a short outage to warm up");
        reservoir.fillAndDrain();
        outage(reservoir, 1);
        rig.say("a drain before the outage");
        var before = reservoir.fillAndDrain();
        var outage = outage(reservoir, recovery.eventsOfEach());
        rig.say("a drain after the outage");
        var after = reservoir.fillAndDrain();
        // Devices of its own: what qualifies a device for one destination is told to every one that knows it.
        long otherSeed = recovery.load().seed() + 1;
        var limited = new Reservoir(limitedRig, LIMITED, recovery.limitedDevices(), otherSeed);
        rig.say("a partner that takes " + recovery.limit() + " messages a second");
        var throttled = limited.fillAndDrain();
        var ending = rig.drain();
        var books = rig.partner().end();
        var limitedBooks = limitedRig.partner().end();
        var judgement =
                reservoir.judge(books.account(LoadDestination.ONLY)).plus(limited.judge(limitedBooks.account(LIMITED)));
        var figures = new RecoveryFigures(recovery, before, outage, after, throttled, limitedBooks.messages());
        var report = figures.report();
        Figures.books(report, rig.server().events().accepted(), ending, books.account(LoadDestination.ONLY), judgement);
        return Outcome.of(report, judgement);
    }

    private Outage outage(Reservoir reservoir, int eventsOfEach) throws IOException, InterruptedException {
        rig.say("the partner is away while " + (long) eventsOfEach * recovery.devices() + " events come");
        Absence.begin(absence);
        Thread.sleep(SETTLING);
        long rows = reservoir.fill(eventsOfEach);
        Thread.sleep(SETTLING);
        rig.say(rows + " devices wait; the partner is back");
        var estimates = new Estimates(rig.server(), LoadDestination.ONLY, rows);
        var from = rig.read();
        long back = System.nanoTime();
        Absence.end(absence);
        var to = reservoir.drained(estimates);
        long gone = System.nanoTime();
        return new Outage(
                rows,
                to.figures().users() - from.figures().users(),
                (estimates.begun() - back) / NANOS_IN_A_SECOND,
                (gone - estimates.begun()) / NANOS_IN_A_SECOND,
                estimates.countUnderWay(gone),
                estimates.worstFactor(gone));
    }
}
