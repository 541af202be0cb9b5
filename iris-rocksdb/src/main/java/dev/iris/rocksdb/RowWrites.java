package dev.iris.rocksdb;

import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Lane;
import dev.iris.model.PendingUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The pending rows that one write needs and their places in the queues, as they are after what it holds so far. Confined to its write. */
final class RowWrites {
    /** How far a queue's head moves before the hint of it is written again. */
    private static final long HINT_STEP = 10_000;

    private final Store store;
    private final WriteBatch writes;
    private final Queues queues;
    private final ProfileWrites profiles;

    /** Those of the write before this one, while they may not be in the store yet. */
    private @Nullable RowWrites former;

    private final Map<RowKey, Optional<Row>> rows;
    private final Set<RowKey> changed = new HashSet<>();
    private final Map<LaneKey, Long> lastSeqs = new HashMap<>();
    private final Set<Slot> enqueued = new HashSet<>();
    private final Set<DestinationNumber> left = new HashSet<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    private record LaneKey(DestinationNumber destination, Lane lane) {}

    /** @param events how many the write will hold, or so */
    RowWrites(
            Store store,
            WriteBatch writes,
            Queues queues,
            ProfileWrites profiles,
            @Nullable RowWrites former,
            int events) {
        this.store = store;
        this.writes = writes;
        this.queues = queues;
        this.profiles = profiles;
        this.former = former;
        this.rows = HashMap.newHashMap(events);
    }

    /** The row of a destination and device, if there is one. */
    Optional<Row> find(DestinationNumber destination, DeviceId device) {
        return rows.computeIfAbsent(new RowKey(destination, device), this::before);
    }

    void put(DestinationNumber destination, DeviceId device, Row row) {
        change(new RowKey(destination, device), Optional.of(row));
    }

    void remove(DestinationNumber destination, DeviceId device) {
        change(new RowKey(destination, device), Optional.empty());
    }

    /** Where an update waits: where it did, unless it was dormant, or goes before other batch rows now. */
    Row.Place place(DestinationNumber destination, DeviceId device, PendingUpdate update, Optional<Row> before)
            throws RocksDBException {
        var place = before.map(Row::place).orElse(Row.Place.NOWHERE);
        if (!place.isQueued()) {
            return update.due() ? enqueue(destination, device, update.lane()) : place;
        }
        if (place.lane() == update.lane() || !withdraw(destination, new Slot(place.lane(), place.seq(), device))) {
            return place;
        }
        writes.delete(store.queue, Keys.queue(destination, place.lane(), place.seq()));
        return enqueue(destination, device, update.lane());
    }

    /** Gives a device the last place of a lane. */
    Row.Place enqueue(DestinationNumber destination, DeviceId device, Lane lane) throws RocksDBException {
        var key = new LaneKey(destination, lane);
        long seq = lastSeqs.computeIfAbsent(key, this::lastSeqBefore) + 1;
        lastSeqs.put(key, seq);
        writes.put(store.queue, Keys.queue(destination, lane, seq), Keys.device(device));
        var slot = new Slot(lane, seq, device);
        enqueued.add(slot);
        afterwards.add(() -> queues.require(destination).added(slot));
        return new Row.Place(lane, seq);
    }

    /** Ends a device's flight; says from which row it was, empty when it is not in flight from the place that its row has now. */
    Optional<Row> land(DestinationNumber destination, DeviceId device) throws RocksDBException {
        var queue = queues.require(destination);
        var found = find(destination, device).filter(row -> queue.isInFlight(row.slot(device)));
        afterwards.add(() -> queues.rowsInFlight().forget(new RowKey(destination, device)));
        if (found.isPresent()) {
            var slot = found.get().slot(device);
            writes.delete(store.queue, Keys.queue(destination, slot.lane(), slot.seq()));
            afterwards.add(() -> queue.removed(slot));
            left.add(destination);
        }
        return found;
    }

    /** How many rows are to be written. */
    int count() {
        return changed.size();
    }

    /** The write before this one is in the store. */
    void seal() {
        former = null;
    }

    /** Writes those that were changed, and where queues begin by now. */
    void flush() throws RocksDBException {
        for (var key : changed) {
            write(key);
        }
        for (var destination : left) {
            hintHead(queues.require(destination));
        }
    }

    /** Lets the queues know; to be called when they are in the store. */
    void publish() {
        changed.forEach(queues.rowsInFlight()::forget);
        afterwards.forEach(Runnable::run);
    }

    private Optional<Row> before(RowKey key) {
        var known = former == null ? null : former.rows.get(key);
        if (known != null) {
            return known;
        }
        return profiles.isNewcomer(key.device())
                ? Optional.empty()
                : queues.rowsInFlight().find(key).or(() -> read(key));
    }

    private Optional<Row> read(RowKey key) {
        var value = store.read(store.pending, Keys.pending(key.destination(), key.device()));
        return Optional.ofNullable(value).map(Row::decode);
    }

    private void change(RowKey key, Optional<Row> row) {
        rows.put(key, row);
        changed.add(key);
    }

    private void write(RowKey key) throws RocksDBException {
        var stored = Keys.pending(key.destination(), key.device());
        var row = rows.getOrDefault(key, Optional.empty());
        if (row.isPresent()) {
            writes.put(store.pending, stored, row.get().encode());
        } else {
            writes.delete(store.pending, stored);
        }
    }

    /** A device in flight or at rest stays where it is. */
    private boolean withdraw(DestinationNumber destination, Slot slot) {
        boolean enqueuedBefore = former != null && former.enqueued.contains(slot);
        return !enqueuedBefore
                && !enqueued.contains(slot)
                && queues.require(destination).withdraw(slot);
    }

    private long lastSeqBefore(LaneKey key) {
        var known = former == null ? null : former.lastSeqs.get(key);
        return known == null ? queues.require(key.destination).lastSeq(key.lane) : known;
    }

    private void hintHead(DestinationQueue queue) throws RocksDBException {
        for (var lane : Lane.values()) {
            var head = queue.headToHint(lane, HINT_STEP);
            if (head.isPresent()) {
                writes.put(
                        store.meta,
                        Keys.headHint(queue.destination(), lane),
                        new ByteWriter().putLong(head.getAsLong()).toBytes());
            }
        }
    }
}
