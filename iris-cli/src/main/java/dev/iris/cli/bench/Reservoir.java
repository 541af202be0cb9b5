package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.time.Duration;

/** A destination whose devices gather while nothing is delivered, and then drain. Confined to one run. */
final class Reservoir {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration MOST_TO_DRAIN = Duration.ofMinutes(20);

    private final Rig rig;
    private final LoadDestination destination;
    private final Flood flood;

    Reservoir(Rig rig, LoadDestination destination, int devices) {
        this(rig, destination, devices, rig.load().seed());
    }

    /** One of the devices of that seed. */
    Reservoir(Rig rig, LoadDestination destination, int devices, long seed) {
        this.rig = rig;
        this.destination = destination;
        this.flood = new Flood(new Audience(seed, destination.segments()), devices, rig.clock());
    }

    /** Is shown the reservoir again and again while it drains. */
    @FunctionalInterface
    interface Watcher {
        /** Sees nothing. */
        Watcher NONE = backlog -> {};

        void look(long backlog);
    }

    /** Lets each device have so many events more; returns how many devices wait then. */
    long fill(int eventsOfEach) throws InterruptedException {
        flood.post(rig.server().events(), eventsOfEach);
        return backlog();
    }

    /** Gathers an event of each device while the destination is paused, and lets them drain; what happened from then on. */
    Window fillAndDrain() throws InterruptedException {
        rig.server().pause(destination);
        fill(1);
        var from = rig.read();
        rig.server().resume(destination);
        return new Window(from, drained(Watcher.NONE));
    }

    /** Waits until nothing waits any more; what it looks like then. */
    Reading drained(Watcher watcher) throws InterruptedException {
        long end = System.nanoTime() + MOST_TO_DRAIN.toNanos();
        for (long backlog = backlog(); backlog > 0; backlog = backlog()) {
            if (System.nanoTime() - end > 0) {
                throw new CommandFailedException("the backlog did not drain within " + Progress.seconds(MOST_TO_DRAIN)
                        + ": " + backlog + " devices wait");
            }
            watcher.look(backlog);
            Thread.sleep(LOOK_EVERY);
        }
        return rig.read();
    }

    long backlog() {
        return rig.server().backlog(destination);
    }

    Judgement judge(PartnerAccount account) {
        return flood.judge(account);
    }
}
