package dev.iris.server.imports;

import dev.iris.deliver.Sleeper;
import dev.iris.engine.IntakeOverloadedException;
import dev.iris.model.QualificationEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives chunks of events to the engine, one after the other, while the next is gathered; waits when the engine is behind. Confined
 * to its creator.
 */
final class ChunkFlow implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Consumer<List<QualificationEvent>> intake;
    private final Sleeper sleeper;
    private final ExecutorService one =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("import").factory());
    private @Nullable Future<?> flight;

    /**
     * A flow without chunks.
     *
     * @param intake returns when the events are durable
     */
    ChunkFlow(Consumer<List<QualificationEvent>> intake, Sleeper sleeper) {
        this.intake = intake;
        this.sleeper = sleeper;
    }

    /** Gives a chunk; to be called when the one before is durable. */
    void give(List<QualificationEvent> chunk) {
        flight = one.submit(() -> accept(chunk));
    }

    /** Returns when everything that was given is durable; throws what kept it from that. */
    void settle() throws InterruptedException {
        var last = flight;
        flight = null;
        if (last != null) {
            try {
                last.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e);
            }
        }
    }

    /** What was given and is not durable yet may still become so. */
    @Override
    public void close() {
        one.shutdownNow();
    }

    private void accept(List<QualificationEvent> chunk) {
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                intake.accept(chunk);
                return;
            } catch (IntakeOverloadedException e) {
                if (!rested(pause)) {
                    throw e;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private boolean rested(Duration pause) {
        try {
            sleeper.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
