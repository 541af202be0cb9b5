package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How fast a filled backlog drains: an event of each device gathers while the destination is paused, then it is resumed. Confined. */
public final class DrainRun {
    private final Rig rig;
    private final Leftovers leftovers;
    private final BacklogLoad backlog;
    private final Reservoir reservoir;

    private DrainRun(Rig rig, Leftovers leftovers, BacklogLoad backlog) {
        this.rig = rig;
        this.leftovers = leftovers;
        this.backlog = backlog;
        this.reservoir = new Reservoir(rig, LoadDestination.ONLY, backlog.devices());
    }

    /** Runs it; the first round is a warm-up. What it is at goes to {@code progress}. */
    public static Outcome run(BacklogLoad backlog, PrintWriter progress) throws InterruptedException {
        try (var leftovers = Leftovers.begin();
                var rig = Rig.start(leftovers, backlog.load(), new Progress(progress), InstantSource.system())) {
            return new DrainRun(rig, leftovers, backlog).run();
        } catch (IOException e) {
            throw new CommandFailedException("the benchmark needs free ports and a temporary folder", e);
        }
    }

    private Outcome run() throws IOException, InterruptedException {
        var rounds = new ArrayList<Window>();
        for (int round = 0; round <= backlog.rounds(); round++) {
            rig.say(round == 0 ? "a round to warm up" : "round " + round + " of " + backlog.rounds());
            rounds.add(reservoir.fillAndDrain());
        }
        var ending = rig.drain();
        var raw = RawRates.measure(rig, leftovers);
        var account = rig.partner().end().account(LoadDestination.ONLY);
        var judgement = reservoir.judge(account);
        return Outcome.of(report(rounds.subList(1, rounds.size()), ending, account, judgement, raw), judgement);
    }

    private Report report(
            List<Window> rounds, Rig.Ending ending, PartnerAccount account, Judgement judgement, RawRates raw)
            throws InterruptedException {
        var report = Figures.head("drain", backlog.load()).count("devices", "devices of a round", backlog.devices());
        report.list("rounds", rounds.stream().map(DrainRun::round).toList());
        double usersPerSecond = median(rounds, Window::usersPerSecond);
        report.number("usersPerSecond", "median users/s", usersPerSecond, 0)
                .number("messagesPerSecond", "median messages/s", median(rounds, Window::messagesPerSecond), 0);
        var whole = new Window(rounds.getFirst().from(), rounds.getLast().to());
        report.measured("peakRssMegabytes", "peak memory of the server, MB", ending.peakMegabytes(), 0)
                .number("allRoundsSeconds", "all rounds with their filling, s", whole.seconds(), 1);
        Figures.books(report, rig.server().events().accepted(), ending, account, judgement);
        raw.report(report, usersPerSecond);
        return report;
    }

    private static Report round(Window window) {
        var report = new Report();
        Figures.rates(report, window);
        Figures.processors(report, window);
        return report;
    }

    private static double median(List<Window> rounds, ToDoubleFunction<Window> figure) {
        return Median.of(rounds.stream().mapToDouble(figure));
    }
}
