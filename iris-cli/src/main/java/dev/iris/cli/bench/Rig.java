package dev.iris.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalDouble;

/** A partner and a server, each in a process of its own, and what they are loaded with. Confined to one run. */
final class Rig implements AutoCloseable {
    /** Devices of the pool: so many that none has a second event while its first one waits. */
    static final int POOL = 100_000;

    static final Duration MOST_TO_DRAIN = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Load load;
    private final Progress progress;
    private final InstantSource clock;
    private final LoadPartner partner;
    private final LoadServer server;
    private final List<LoadDestination> watched;

    /** @param watched the destinations whose figures count */
    Rig(
            Load load,
            Progress progress,
            InstantSource clock,
            LoadPartner partner,
            LoadServer server,
            List<LoadDestination> watched) {
        this.load = load;
        this.progress = progress;
        this.clock = clock;
        this.partner = partner;
        this.server = server;
        this.watched = List.copyOf(watched);
    }

    /** A partner and a server with one destination. */
    static Rig start(Leftovers leftovers, Load load, Progress progress, InstantSource clock)
            throws IOException, InterruptedException {
        progress.say("starting the reference partner and the server");
        var partner = LoadPartner.start(leftovers, "partner", load);
        var server = LoadServer.start(leftovers, "server", List.of(partner.authority()));
        server.deliverTo(LoadDestination.ONLY, partner.endpoints(), load);
        return new Rig(load, progress, clock, partner, server, List.of(LoadDestination.ONLY));
    }

    Load load() {
        return load;
    }

    LoadPartner partner() {
        return partner;
    }

    LoadServer server() {
        return server;
    }

    InstantSource clock() {
        return clock;
    }

    void say(String what) {
        progress.say(what);
    }

    /** Devices that wait at the server for the destinations that count. */
    long backlog() {
        return watched.stream().mapToLong(server::backlog).sum();
    }

    /** Lets senders work for the length of the load; what happened after the warm-up. */
    Window drive(List<? extends Sender> senders) throws InterruptedException {
        try (var crew = new Crew()) {
            senders.forEach(crew::hire);
            say("warming up for " + Progress.seconds(load.warmUp()));
            crew.workFor(load.warmUp());
            var from = read();
            say("measuring for " + Progress.seconds(load.measured()));
            crew.workFor(load.measured());
            var window = new Window(from, read());
            senders.forEach(Sender::stop);
            crew.await();
            return window;
        }
    }

    /** Waits until nothing waits at the server, at most two minutes; what it counted, and its peak memory. The server is ended. */
    Ending drain() throws InterruptedException {
        say("waiting until nothing waits at the server");
        long end = System.nanoTime() + MOST_TO_DRAIN.toNanos();
        while (backlog() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_EVERY);
        }
        var ending = new Ending(server.figures(watched), server.program().peakMegabytes());
        server.end();
        return ending;
    }

    /** How a server ended. */
    record Ending(ServerFigures figures, OptionalDouble peakMegabytes) {}

    @Override
    public void close() {
        server.close();
    }

    /** What it looks like now. */
    Reading read() {
        return Reading.take(server, partner, watched, clock.instant());
    }
}
