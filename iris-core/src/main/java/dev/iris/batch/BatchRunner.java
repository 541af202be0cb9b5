package dev.iris.batch;

import dev.iris.engine.Batch;
import dev.iris.engine.BatchChanges;
import dev.iris.engine.BatchPhase;
import dev.iris.model.Catalog;
import dev.iris.model.Destination;
import dev.iris.model.DestinationNumber;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the batches that are due and makes running ones due part by part, each destination in turn. What runs is known by the engine
 * alone, so that a batch goes on after a restart as if nothing had happened. Confined to the thread that lets it step.
 */
public final class BatchRunner {
    /** Devices made due at once: few, so that events do not wait for long behind them. */
    static final int PART = 250;

    /** Between two looks while a batch is being made due. */
    private static final Duration SOON = Duration.ofMillis(200);

    /** Between two looks otherwise. */
    private static final Duration LATER = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

    private final BatchChanges batches;
    private final Supplier<Catalog> catalog;
    private final InstantSource clock;

    /** @param catalog the catalog of now */
    public BatchRunner(BatchChanges batches, Supplier<Catalog> catalog, InstantSource clock) {
        this.batches = batches;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Begins what is due and fills the outbox from what runs; says after which time to look again. */
    public Duration step() {
        List<DestinationNumber> making = new ArrayList<>();
        for (var destination : catalog.get().destinations()) {
            begin(destination);
            if (isMaking(destination.number())) {
                making.add(destination.number());
            }
        }
        var wait = making.isEmpty() ? LATER : SOON;
        while (!making.isEmpty() && !Thread.currentThread().isInterrupted()) {
            making.removeIf(number -> !batches.refillBatch(number, PART));
        }
        return wait;
    }

    private void begin(Destination destination) {
        var standing = batches.standing(destination.number());
        new BatchSchedule(destination.batch())
                .due(standing, clock.instant())
                .flatMap(due -> batches.beginBatch(destination.number(), due.full(), due.plannedFor()))
                .ifPresent(batch -> announce(destination, batch));
    }

    private boolean isMaking(DestinationNumber number) {
        Optional<Batch> running = batches.standing(number).findRunning();
        return running.filter(batch -> batch.phase() == BatchPhase.MAKING).isPresent();
    }

    private static void announce(Destination destination, Batch batch) {
        LOG.info(
                "destination {}: batch {} begins, {}",
                destination.id(),
                batch.number(),
                batch.full() ? "a full one" : "of what changed");
    }
}
