package dev.iris.server;

import dev.iris.engine.EngineUnavailableException;
import dev.iris.server.control.ControlPlane;
import dev.iris.server.control.ControlPlaneException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets mapping windows open and close when the day changes. Thread-safe. */
final class DayWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(DayWatch.class);

    private final Thread thread;

    private DayWatch(ControlPlane control) {
        thread = Thread.ofVirtual().name("day-watch").unstarted(() -> watch(control));
    }

    static DayWatch start(ControlPlane control) {
        var watch = new DayWatch(control);
        watch.thread.start();
        return watch;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void watch(ControlPlane control) {
        try {
            while (true) {
                Thread.sleep(EVERY);
                look(control);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void look(ControlPlane control) {
        try {
            control.refreshWindows();
        } catch (ControlPlaneException | EngineUnavailableException e) {
            LOG.warn("mapping windows could not be looked at: {}", e.getMessage());
        }
    }
}
