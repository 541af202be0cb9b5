package dev.iris.testkit.engine;

import dev.iris.engine.Batch;
import dev.iris.engine.BatchChanges;
import dev.iris.engine.BatchPhase;
import dev.iris.engine.BatchStanding;
import dev.iris.model.BatchNumber;
import dev.iris.model.BatchPart;
import dev.iris.model.Changes;
import dev.iris.model.DeviceId;
import dev.iris.model.UserEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The batches of one destination, and what changed for them. Confined to the lock of the engine that has it open. */
final class MemoryBatches {
    private final Map<BatchNumber, NavigableMap<DeviceId, Changes>> changes = new HashMap<>();

    /** The newest first. */
    private final List<Batch> ended = new ArrayList<>();

    private BatchStanding standing = BatchStanding.NONE;

    /** The device behind which the running batch goes on; null at its start. */
    private @Nullable DeviceId reached;

    BatchStanding standing() {
        return standing;
    }

    List<Batch> list() {
        return Stream.concat(standing.findRunning().stream(), ended.stream()).toList();
    }

    void switchTo(boolean on, Instant now) {
        if (on != standing.findSince().isPresent()) {
            changes.remove(open());
            standing = new BatchStanding(on ? now : null, standing.last(), null);
        }
    }

    /** Keeps what changed for the next batch; until the first cut there is nothing that its full batch would not tell. */
    void note(DeviceId device, Changes more) {
        if (isRecording()) {
            of(open()).merge(device, more, Changes::plus);
        }
    }

    /** Notes what the partner took in real time: in the next batch, and in one that has not come so far. */
    void acknowledge(DeviceId device, List<UserEntry> told) {
        of(open()).computeIfPresent(device, (_, before) -> before.acknowledging(told));
        findMaking()
                .filter(batch -> !batch.full())
                .ifPresent(batch ->
                        of(batch.number()).computeIfPresent(device, (_, before) -> before.acknowledging(told)));
    }

    Optional<Batch> begin(boolean full, Instant plannedFor, Instant now) {
        if (standing.findRunning().isPresent()) {
            return Optional.empty();
        }
        var batch = Batch.begun(open(), full || !isRecording(), plannedFor, now);
        if (batch.full()) {
            changes.remove(batch.number());
        }
        boolean counts = batch.full() && standing.since() != null;
        standing = new BatchStanding(standing.since(), batch, counts ? plannedFor : standing.lastFull());
        reached = null;
        return Optional.of(batch);
    }

    /** The batch of which devices are still to be made due. */
    Optional<Batch> findMaking() {
        return standing.findRunning().filter(batch -> batch.phase() == BatchPhase.MAKING);
    }

    Optional<Changes> findChanges(BatchNumber number, DeviceId device) {
        return Optional.ofNullable(of(number).get(device));
    }

    NavigableSet<DeviceId> changed(BatchNumber number) {
        return Collections.unmodifiableNavigableSet(of(number).navigableKeySet());
    }

    /** Those of the devices that the running batch has not reached. */
    NavigableSet<DeviceId> notReached(NavigableSet<DeviceId> devices) {
        return reached == null ? devices : devices.tailSet(reached, false);
    }

    /**
     * Devices were looked at, in their order, and so many of them made due.
     *
     * @param all whether none is left
     */
    void made(List<DeviceId> looked, long made, boolean all, Instant now) {
        var batch = standing.findRunning().orElseThrow();
        reached = looked.isEmpty() ? reached : looked.getLast();
        if (all) {
            changes.remove(batch.number());
        }
        put(batch.made(made, all, now));
    }

    /** A device of a batch is settled. */
    void count(BatchPart part, boolean success, Instant now) {
        standing.findRunning()
                .filter(batch -> batch.number().equals(part.number()))
                .ifPresent(batch -> put(batch.settled(success, now)));
    }

    private void put(Batch batch) {
        standing = new BatchStanding(standing.since(), batch, standing.lastFull());
        if (!batch.isRunning()) {
            ended.addFirst(batch);
            if (ended.size() > BatchChanges.MOST_REMEMBERED) {
                ended.removeLast();
            }
        }
    }

    private boolean isRecording() {
        return standing.findSince().isPresent() && standing.findLastFull().isPresent();
    }

    /** The number of the batch to which changes belong now. */
    private BatchNumber open() {
        return standing.findLast().map(last -> last.number().next()).orElse(BatchNumber.FIRST);
    }

    private NavigableMap<DeviceId, Changes> of(BatchNumber number) {
        return changes.computeIfAbsent(number, _ -> new TreeMap<>());
    }
}
