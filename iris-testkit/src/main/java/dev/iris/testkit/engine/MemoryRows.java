package dev.iris.testkit.engine;

import dev.iris.model.BatchPart;
import dev.iris.model.DeviceId;
import dev.iris.model.Lane;
import dev.iris.model.OwedZeros;
import dev.iris.model.PendingUpdate;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The pending rows of one destination. Confined to the lock of the engine that has it open. */
final class MemoryRows {
    /** Rows that are due, longest due first; a row that is put again keeps its place. */
    private final Map<Lane, Map<DeviceId, MemoryRow>> due = new EnumMap<>(Lane.class);

    /** Rows whose zeros wait for the device's next message. */
    private final Map<DeviceId, MemoryRow> dormant = new HashMap<>();

    Optional<MemoryRow> find(DeviceId device) {
        return Stream.of(dormant, queue(Lane.LIVE), queue(Lane.BATCH))
                .flatMap(rows -> Optional.ofNullable(rows.get(device)).stream())
                .findFirst();
    }

    Collection<DeviceId> due(Lane lane) {
        return List.copyOf(queue(lane).keySet());
    }

    int dueCount() {
        return queue(Lane.LIVE).size() + queue(Lane.BATCH).size();
    }

    /** The earlier of the times since which the first of each lane has been due. */
    Optional<Instant> oldest() {
        return due.values().stream()
                .flatMap(rows -> rows.values().stream().limit(1))
                .map(row -> row.update().firstAt())
                .min(Instant::compareTo);
    }

    /**
     * Keeps what a rule, or an event alone, makes of the row.
     *
     * @param asked whether a rule asks for a message now
     * @param movable whether the device is neither in flight nor at rest
     */
    void owe(DeviceId device, PendingUpdate update, boolean asked, boolean movable, long version) {
        var before = find(device);
        long liveAt = asked ? version : before.map(MemoryRow::liveAt).orElse(0L);
        var row = new MemoryRow(
                update, version, liveAt, before.map(MemoryRow::batchAt).orElse(0L));
        var lane = laneOf(device);
        if (lane.isPresent() && (lane.get() == update.lane() || !movable)) {
            queue(lane.get()).put(device, row);
        } else {
            replace(device, row);
        }
    }

    /** Makes a device due for a batch; one that is due already keeps its place. */
    void oweInBatch(DeviceId device, OwedZeros zeros, BatchPart part, long version, Instant now) {
        var before = find(device);
        var since = before.map(MemoryRow::update)
                .filter(PendingUpdate::due)
                .map(PendingUpdate::firstAt)
                .orElse(now);
        boolean live = before.filter(row -> row.update().live()).isPresent();
        var update = new PendingUpdate(zeros, live, part, since, now);
        var row = new MemoryRow(update, version, before.map(MemoryRow::liveAt).orElse(0L), version);
        laneOf(device).ifPresentOrElse(lane -> queue(lane).put(device, row), () -> replace(device, row));
    }

    /** Forgets the device's row and puts another: behind the others when it is due, to lie dormant when only zeros are owed. */
    void replace(DeviceId device, MemoryRow row) {
        dormant.remove(device);
        due.values().forEach(rows -> rows.remove(device));
        if (row.update().due()) {
            queue(row.update().lane()).put(device, row);
        } else if (!row.update().zeros().isEmpty()) {
            dormant.put(device, row);
        }
    }

    private Optional<Lane> laneOf(DeviceId device) {
        return due.entrySet().stream()
                .filter(lane -> lane.getValue().containsKey(device))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Map<DeviceId, MemoryRow> queue(Lane lane) {
        return due.computeIfAbsent(lane, _ -> new LinkedHashMap<>());
    }
}
