package dev.iris.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalDouble;

/** A partner and a server, each in a process of its own, and what they are loaded with. Confined to one run. */
final class Rig implements AutoCloseable {
    /** Devices of the pool: so many that none has a second event while its first one waits. */
    static final int POOL = 100_000;

    private static final Duration MOST_TO_DRAIN = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Load load;
    private final PrintWriter progress;
    private final InstantSource clock;
    private final Leftovers leftovers;
    private final LoadPartner partner;
    private final LoadServer server;

    private Rig(Load load, PrintWriter progress, InstantSource clock, Leftovers leftovers)
            throws IOException, InterruptedException {
        this.load = load;
        this.progress = progress;
        this.clock = clock;
        this.leftovers = leftovers;
        say("starting the reference partner and the server");
        this.partner = LoadPartner.start(leftovers, load);
        this.server = LoadServer.start(leftovers, partner.authority());
        server.deliverTo(partner, load);
    }

    static Rig start(Load load, PrintWriter progress, InstantSource clock) throws IOException, InterruptedException {
        var leftovers = Leftovers.begin();
        try {
            return new Rig(load, progress, clock, leftovers);
        } catch (IOException | InterruptedException | RuntimeException e) {
            leftovers.close();
            throw e;
        }
    }

    Load load() {
        return load;
    }

    Leftovers leftovers() {
        return leftovers;
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
        progress.println("iris bench: " + what);
        progress.flush();
    }

    /** Lets senders work for the length of the load; what happened after the warm-up. */
    Window drive(List<? extends Sender> senders) throws InterruptedException {
        try (var crew = new Crew()) {
            senders.forEach(crew::hire);
            say("warming up for " + seconds(load.warmUp()));
            crew.workFor(load.warmUp());
            var from = read();
            say("measuring for " + seconds(load.measured()));
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
        while (server.backlog() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_EVERY);
        }
        var ending = new Ending(server.figures(), server.program().peakMegabytes());
        server.end();
        return ending;
    }

    /** How a server ended. */
    record Ending(ServerFigures figures, OptionalDouble peakMegabytes) {}

    static String seconds(Duration length) {
        return length.toMillis() / 1_000.0 + " s";
    }

    @Override
    public void close() {
        server.close();
        leftovers.close();
    }

    private Reading read() {
        return Reading.take(server, partner, clock.instant());
    }
}
