package dev.iris.server.api;

import dev.iris.engine.Batch;
import dev.iris.engine.BatchChanges;
import dev.iris.engine.BatchStanding;
import dev.iris.model.BatchNumber;
import dev.iris.model.DestinationNumber;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Batches that begin when asked for and end when told. */
final class FakeBatches implements BatchChanges {
    final Map<DestinationNumber, List<Batch>> batches = new ConcurrentHashMap<>();

    @Override
    public BatchStanding standing(DestinationNumber destination) {
        return new BatchStanding(
                null, listBatches(destination).stream().findFirst().orElse(null), null);
    }

    @Override
    public Optional<Batch> beginBatch(DestinationNumber destination, boolean full, Instant plannedFor) {
        if (standing(destination).findRunning().isPresent()) {
            return Optional.empty();
        }
        var batch = Batch.begun(BatchNumber.FIRST, full, plannedFor, plannedFor);
        batches.put(destination, List.of(batch));
        return Optional.of(batch);
    }

    @Override
    public boolean refillBatch(DestinationNumber destination, int limit) {
        return false;
    }

    @Override
    public List<Batch> listBatches(DestinationNumber destination) {
        return batches.getOrDefault(destination, List.of());
    }
}
