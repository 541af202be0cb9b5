package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long events take to healthy destinations, without bad ones beside them (A) and with them (B). Each run has a server of its own;
 * the partners stay, so that their machine code does, which a run that does not count makes first. A and B take turns in going first.
 * Confined.
 */
public final class IsolationRun {
    /** Destinations of a run. */
    public static final int MOST_DESTINATIONS = Crowd.MOST;

    private final IsolationLoad isolation;
    private final Load load;
    private final Progress progress;
    private final InstantSource clock;
    private final Leftovers leftovers;
    private final LoadPartner partner;
    private final BadPartners badPartners;
    private final Pace pace;
    private int runs;

    private IsolationRun(
            IsolationLoad isolation,
            Progress progress,
            InstantSource clock,
            Leftovers leftovers,
            LoadPartner partner,
            BadPartners badPartners) {
        this.isolation = isolation;
        this.load = isolation.load();
        this.progress = progress;
        this.clock = clock;
        this.leftovers = leftovers;
        this.partner = partner;
        this.badPartners = badPartners;
        this.pace = Pace.of(isolation.rate());
    }

    /** Runs it; what it is at goes to {@code out}. */
    public static Outcome run(IsolationLoad isolation, PrintWriter out) throws InterruptedException {
        var progress = new Progress(out);
        progress.say(length(isolation));
        try (var leftovers = Leftovers.begin()) {
            var credentials = credentials(leftovers, isolation);
            var load = isolation.load();
            var partner = LoadPartner.start(leftovers, "partner", load, "--credentials", credentials.toString());
            var ways = isolation.trouble().ways();
            try (var bad = BadPartners.start(leftovers, load, credentials, ways)) {
                return new IsolationRun(isolation, progress, InstantSource.system(), leftovers, partner, bad).run();
            }
        } catch (IOException e) {
            throw new CommandFailedException("the benchmark needs free ports and a temporary folder", e);
        }
    }

    /** How long it takes, in a sentence. */
    static String length(IsolationLoad isolation) {
        var events = isolation.load().length().multipliedBy(isolation.runs());
        var drains = Rig.MOST_TO_DRAIN.multipliedBy(isolation.runs());
        return isolation.runs() + " runs of "
                + Progress.seconds(isolation.load().length()) + " each, the first "
                + Progress.seconds(isolation.load().warmUp()) + " of it a warm-up: " + Progress.seconds(events)
                + " and the starts and ends of a server each, at most " + Progress.seconds(drains) + " more to drain";
    }

    private Outcome run() throws IOException, InterruptedException {
        trial("a warm-up of the partners", true);
        var without = new ArrayList<Trial>();
        var with = new ArrayList<Trial>();
        for (int pair = 0; pair < isolation.pairs(); pair++) {
            if (pair % 2 == 0) {
                without.add(trialWithout());
                with.add(trialWith());
            } else {
                with.add(trialWith());
                without.add(trialWithout());
            }
        }
        var books = partner.end();
        var pairs = new ArrayList<TrialPair>();
        for (int pair = 0; pair < isolation.pairs(); pair++) {
            pairs.add(
                    new TrialPair(without.get(pair).judge(books), with.get(pair).judge(books)));
        }
        return new IsolationFigures(isolation, pace, pairs).outcome();
    }

    private Trial trialWithout() throws IOException, InterruptedException {
        return trial("A, the healthy destinations alone", false);
    }

    private Trial trialWith() throws IOException, InterruptedException {
        return trial("B, with the bad ones", true);
    }

    /** Events are the same in all: without the bad destinations, nobody wants to know theirs. */
    private Trial trial(String what, boolean withBad) throws IOException, InterruptedException {
        var crowd = Crowd.of(++runs, load.seed(), isolation.destinations(), isolation.bad());
        progress.say("run " + runs + " of " + isolation.runs() + ": " + what);
        var server = LoadServer.start(leftovers, "server-" + runs, authorities());
        try (var rig = new Rig(load, progress, clock, partner, server, crowd.healthyDestinations());
                var vitals = Vitals.watch(server.program())) {
            serve(server, crowd, withBad);
            var window = rig.drive(List.of(new PacedSender(server.events(), crowd, pace, clock)));
            return new Trial(
                    crowd, window, rig.drain(), vitals.peaks(), server.events().accepted());
        }
    }

    private void serve(LoadServer server, Crowd crowd, boolean withBad) {
        for (var target : crowd.healthy()) {
            server.deliverTo(target.destination(), partner.endpoints(), load);
        }
        var ways = isolation.trouble().ways();
        for (int i = 0; withBad && i < crowd.bad().size(); i++) {
            var endpoints = badPartners.endpoints(ways.get(i % ways.size()));
            server.deliverTo(crowd.bad().get(i).destination(), endpoints, load);
        }
    }

    private List<Path> authorities() {
        return Stream.concat(Stream.of(partner.authority()), badPartners.authorities().stream())
                .toList();
    }

    /** Of every destination of every run. */
    private static Path credentials(Leftovers leftovers, IsolationLoad isolation) throws IOException {
        var all = new ArrayList<String>();
        for (int run = 1; run <= isolation.runs(); run++) {
            for (int i = 0; i < isolation.destinations(); i++) {
                all.add(Crowd.destination(run, i).credential());
            }
        }
        return Files.write(leftovers.folder().resolve("credentials.txt"), all);
    }
}
