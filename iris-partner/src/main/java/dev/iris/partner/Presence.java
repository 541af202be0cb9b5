package dev.iris.partner;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Who is connected, and how whoever comes is treated. Thread-safe. */
final class Presence {
    /** Beyond so many connections new ones are reset. */
    static final int MOST = 2_048;

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final InstantSource clock;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile ShutUntil shut = new ShutUntil(Door.AWAY, Instant.MIN);

    Presence(InstantSource clock) {
        this.clock = clock;
    }

    private record ShutUntil(Door door, Instant end) {}

    /** How a connection that comes now is treated. */
    Door door() {
        var now = shut;
        return clock.instant().isBefore(now.end()) ? now.door() : Door.OPEN;
    }

    /** Whether the new connection may stay; else it was reset. One that came to a door that is another by now may not. */
    synchronized boolean admit(Line line) {
        if (line.door() == Door.AWAY || line.door() != door() || !isOpen() || lines.size() >= MOST) {
            line.reset();
            return false;
        }
        lines.add(line);
        return true;
    }

    void leave(Line line) {
        lines.remove(line);
    }

    /** Resets those who are connected; who comes from now on finds this door. */
    synchronized void shut(Door door, Duration time) {
        shut = new ShutUntil(door, clock.instant().plus(time));
        lines.forEach(Line::reset);
    }

    void comeBack() {
        shut = new ShutUntil(Door.AWAY, Instant.MIN);
    }

    /** Ends every connection and every wait. */
    synchronized void close() {
        closed.countDown();
        lines.forEach(Line::close);
    }

    boolean isOpen() {
        return closed.getCount() > 0;
    }

    /** Waits after a fault at the door, so that a lasting one does not spin. */
    void pause() throws InterruptedException {
        closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits, at most until the partner is closed; false then. */
    boolean await(Duration time) throws InterruptedException {
        return !closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
