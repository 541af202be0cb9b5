package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What many idle destinations cost: a server that has only active ones (A) and one that has many more (B), each started anew for
 * every run. A and B take turns in going first. Confined.
 */
public final class DestinationsRun {
    private final DestinationsLoad many;
    private final Progress progress;
    private final LoadPartner partner;
    private final SettledServer small;
    private final SettledServer large;

    private DestinationsRun(
            DestinationsLoad many, Progress progress, LoadPartner partner, SettledServer small, SettledServer large) {
        this.many = many;
        this.progress = progress;
        this.partner = partner;
        this.small = small;
        this.large = large;
    }

    /** Runs it; what it is at goes to {@code out}. */
    public static Outcome run(DestinationsLoad many, PrintWriter out) throws InterruptedException {
        var progress = new Progress(out);
        try (var leftovers = Leftovers.begin()) {
            progress.say("starting the reference partner");
            var few = numbered(many.destinations() + 1, many.active());
            var all = numbered(1, many.destinations());
            var credentials = Files.write(
                    leftovers.folder().resolve("credentials.txt"),
                    Stream.concat(few.stream(), all.stream())
                            .map(LoadDestination::credential)
                            .toList());
            var partner = LoadPartner.start(leftovers, "partner", many.load(), "--credentials", credentials.toString());
            var small = server(leftovers, "small", partner, many, few);
            var large = server(leftovers, "large", partner, many, spread(all, many.active()));
            progress.say("making " + few.size() + " destinations, and " + all.size() + " at another server");
            small.settle(few, many.load());
            double putMillis = large.settle(all, many.load());
            return new DestinationsRun(many, progress, partner, small, large).run(putMillis);
        } catch (IOException e) {
            throw new CommandFailedException("the benchmark needs free ports and a temporary folder", e);
        }
    }

    private static List<LoadDestination> numbered(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(LoadDestination::numbered)
                .toList();
    }

    /** So many of them, evenly among the others. */
    private static List<LoadDestination> spread(List<LoadDestination> all, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
    }

    private static SettledServer server(
            Leftovers leftovers, String name, LoadPartner partner, DestinationsLoad many, List<LoadDestination> active)
            throws IOException {
        var settlers = new Settlers(active, many.devices(), many.load().seed(), InstantSource.system());
        return new SettledServer(leftovers, leftovers.folder(name), partner, settlers);
    }

    private Outcome run(double putMillis) throws IOException, InterruptedException {
        var without = new ArrayList<SettledServer.Run>();
        var with = new ArrayList<SettledServer.Run>();
        for (int pair = 0; pair < many.pairs(); pair++) {
            progress.say("pair " + (pair + 1) + " of " + many.pairs());
            if (pair % 2 == 0) {
                without.add(small.run(many.users()));
                with.add(large.run(many.users()));
            } else {
                with.add(large.run(many.users()));
                without.add(small.run(many.users()));
            }
        }
        var books = partner.end();
        var judgement = small.settlers().judge(books).plus(large.settlers().judge(books));
        return Outcome.of(report(putMillis, without, with, judgement), judgement);
    }

    private Report report(
            double putMillis, List<SettledServer.Run> without, List<SettledServer.Run> with, Judgement judgement)
            throws InterruptedException {
        return Figures.head("destinations", many.load())
                .count("destinations", "destinations of B", many.destinations())
                .count("active", "active ones, and all of A", many.active())
                .count("usersPerRound", "users of a round", many.users())
                .number("putMillis", "making one of the last destinations of B, ms", putMillis, 1)
                .list("without", without.stream().map(run -> report("A", run)).toList())
                .list("with", with.stream().map(run -> report("B", run)).toList())
                .number("medianUsersRatio", "median users/s, B to A", ratio(with, without), 3)
                .count("lost", "devices lost", judgement.lost())
                .count("invented", "devices invented", judgement.invented());
    }

    private static double ratio(List<SettledServer.Run> with, List<SettledServer.Run> without) {
        ToDoubleFunction<SettledServer.Run> rate = SettledServer.Run::usersPerSecond;
        return Median.of(with.stream().mapToDouble(rate))
                / Median.of(without.stream().mapToDouble(rate));
    }

    private static Report report(String kind, SettledServer.Run run) {
        return new Report()
                .number("startSeconds", kind + ": start until ready, s", run.startSeconds(), 2)
                .measured("rssMegabytesAtStart", kind + ": memory then, MB", run.megabytesAtStart(), 0)
                .measured("threads", kind + ": threads then", Figures.number(run.threads()), 0)
                .number("usersPerSecond", kind + ": users/s", run.usersPerSecond(), 0)
                .measured(
                        "cpuSecondsPer1000Users",
                        kind + ": processor seconds of the server, 1,000 users",
                        run.cpuPerThousandUsers(),
                        4)
                .number("scrapeMillis", kind + ": metrics, ms", run.scrapeMillis(), 0)
                .measured("peakRssMegabytes", kind + ": peak memory, MB", run.peakMegabytes(), 0);
    }
}
