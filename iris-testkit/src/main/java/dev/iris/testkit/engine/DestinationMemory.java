package dev.iris.testkit.engine;

import dev.iris.engine.Settlement;
import dev.iris.model.BatchPart;
import dev.iris.model.DeviceId;
import dev.iris.model.OwedZeros;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Told;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept of one destination. Confined to the lock of the engine that has it open. */
final class DestinationMemory {
    final MemoryRows rows = new MemoryRows();
    final MemoryLetters letters = new MemoryLetters();
    final MemoryBatches batches = new MemoryBatches();
    final Map<DeviceId, Told> told = new HashMap<>();

    /** Keeps what the partner acknowledged and what it does not take. */
    void keepAnswers(Settlement settlement, Instant now) {
        settlement.letters().forEach(letters::put);
        if (!settlement.told().isEmpty()) {
            told.put(settlement.device(), new Told(now, settlement.told()));
        }
    }

    /**
     * Ends the flight of a device: what was asked for before is done, what was asked for since is due again.
     *
     * @param suppressDelivered whether batches leave out what the partner acknowledged in real time
     */
    void land(Settlement settlement, boolean suppressDelivered, long version, Instant now) {
        var device = settlement.device();
        var row = rows.find(device).orElseThrow();
        var update = row.update();
        boolean liveIsDone = update.live() && row.liveAt() <= settlement.version();
        boolean batchIsDone = update.batch() != null && row.batchAt() <= settlement.version();
        boolean suppress = liveIsDone && suppressDelivered;
        if (suppress) {
            batches.acknowledge(device, settlement.told());
        }
        if (batchIsDone) {
            update.findBatch()
                    .ifPresent(part -> batches.count(part, settlement.letters().isEmpty(), now));
        }
        var batch = update.findBatch()
                .filter(_ -> !batchIsDone)
                .map(part -> suppress ? part.acknowledging(settlement.told()) : part);
        var zeros = update.zeros().minus(settlement.discharged());
        boolean live = update.live() && !liveIsDone;
        rows.replace(
                device,
                live || batch.isPresent()
                        ? dueAgain(row, zeros, live, batch.orElse(null), version)
                        : new MemoryRow(new PendingUpdate(zeros, false, update.firstAt(), now), version, 0, 0));
    }

    private static MemoryRow dueAgain(
            MemoryRow row, OwedZeros zeros, boolean live, @Nullable BatchPart batch, long version) {
        var lastAt = row.update().lastAt();
        return new MemoryRow(
                new PendingUpdate(zeros, live, batch, lastAt, lastAt), version, row.liveAt(), row.batchAt());
    }

    /** A device that a rule made due is told as it is by then anyway; a batch alone might not tell all of it. */
    void makeDue(DeviceId device, boolean movable, long version, Instant now) {
        var before = rows.find(device).map(MemoryRow::update);
        if (before.filter(PendingUpdate::live).isEmpty()) {
            var zeros = before.map(PendingUpdate::zeros).orElse(OwedZeros.NONE);
            var batch = before.flatMap(PendingUpdate::findBatch).orElse(null);
            var since = before.filter(PendingUpdate::due)
                    .map(PendingUpdate::firstAt)
                    .orElse(now);
            rows.owe(device, new PendingUpdate(zeros, true, batch, since, now), true, movable, version);
        }
    }
}
