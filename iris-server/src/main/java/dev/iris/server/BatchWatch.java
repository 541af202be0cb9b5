package dev.iris.server;

import dev.iris.batch.BatchRunner;
import dev.iris.engine.EngineUnavailableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets batches begin and go on. Thread-safe. */
final class BatchWatch implements AutoCloseable {
    private static final Duration REST_AFTER_FAULT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(BatchWatch.class);

    private final Thread thread;

    private BatchWatch(BatchRunner runner) {
        thread = Thread.ofVirtual().name("batch-watch").unstarted(() -> watch(runner));
    }

    static BatchWatch start(BatchRunner runner) {
        var watch = new BatchWatch(runner);
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

    private static void watch(BatchRunner runner) {
        try {
            while (true) {
                Thread.sleep(look(runner));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration look(BatchRunner runner) {
        try {
            return runner.step();
        } catch (EngineUnavailableException e) {
            LOG.warn("batches wait for the engine: {}", e.getMessage());
            return REST_AFTER_FAULT;
        } catch (RuntimeException e) { // a fault of ours must not end all batches
            LOG.error("batches could not go on", e);
            return REST_AFTER_FAULT;
        }
    }
}
