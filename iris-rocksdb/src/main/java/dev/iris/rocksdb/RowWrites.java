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

/** The pending rows that one write needs and their places in the queues, as they are after what it holds so far. Confined to its write. */
final class RowWrites {
    /** How far a queue's head moves before the hint of it is written again. */
    private static final long HINT_STEP = 10_000;

    private final Store store;
    private final RecentRecords recent;
    private final WriteRecords writes;
    private final Queues queues;
    private final ProfileWrites profiles;

    /** Those of the write before this one, while they may not be in the store yet; it may follow another such write. */
    private @Nullable RowWrites former;

    private final Map<RowKey, Held> held;
    private final List<Held> changed = new ArrayList<>();

    /** The one that was asked for last: it is asked for several times in a row. */
    private @Nullable Held latest;

    private final Map<LaneKey, Tail> tails = new HashMap<>();
    private final Set<DestinationNumber> left = new HashSet<>();
    private final List<Runnable> landings = new ArrayList<>();

    private record LaneKey(DestinationNumber destination, Lane lane) {}

    /** What may be a row. */
    private static final class Held {
        private final RowKey key;
        private Optional<Row> row;
        private boolean isChanged;

        Held(RowKey key, Optional<Row> row) {
            this.key = key;
            this.row = row;
        }
    }

    /** The end of a lane, with the slots that it gets. */
    private static final class Tail {
        private long lastSeq;
        private final List<Slot> added = new ArrayList<>();

        Tail(long lastSeq) {
            this.lastSeq = lastSeq;
        }
    }

    /** @param devices how many the write will need, or so */
    RowWrites(
            Store store,
            RecentRecords recent,
            WriteRecords writes,
            Queues queues,
            ProfileWrites profiles,
            @Nullable RowWrites former,
            int devices) {
        this.store = store;
        this.recent = recent;
        this.writes = writes;
        this.queues = queues;
        this.profiles = profiles;
        this.former = former;
        this.held = HashMap.newHashMap(devices);
    }

    /** The row of a destination and device, if there is one. */
    Optional<Row> find(DestinationNumber destination, DeviceId device) {
        return held(new RowKey(destination, device)).row;
    }

    void put(DestinationNumber destination, DeviceId device, Row row) {
        change(new RowKey(destination, device), Optional.of(row));
    }

    void remove(DestinationNumber destination, DeviceId device) {
        change(new RowKey(destination, device), Optional.empty());
    }

    /** Where an update waits: where it did, unless it was dormant, or goes before other batch rows now. */
    Row.Place place(DestinationNumber destination, DeviceId device, PendingUpdate update, Optional<Row> before) {
        var place = before.map(Row::place).orElse(Row.Place.NOWHERE);
        if (!place.isQueued()) {
            return update.due() ? enqueue(destination, device, update.lane()) : place;
        }
        if (place.lane() == update.lane()
                || !queues.require(destination).withdraw(new Slot(place.lane(), place.seq(), device))) {
            return place;
        }
        writes.delete(store.queue, Keys.queue(destination, place.lane(), place.seq()));
        return enqueue(destination, device, update.lane());
    }

    /** Gives a device the last place of a lane. */
    Row.Place enqueue(DestinationNumber destination, DeviceId device, Lane lane) {
        var tail = tails.computeIfAbsent(new LaneKey(destination, lane), this::tail);
        tail.lastSeq++;
        tail.added.add(new Slot(lane, tail.lastSeq, device));
        return new Row.Place(lane, tail.lastSeq);
    }

    /** Ends a device's flight; says from which row it was, empty when it is not in flight from the place that its row has now. */
    Optional<Row> land(DestinationNumber destination, DeviceId device) {
        var queue = queues.require(destination);
        var found = find(destination, device).filter(row -> queue.isInFlight(row.slot(device)));
        landings.add(() -> queues.rowsInFlight().forget(new RowKey(destination, device)));
        if (found.isPresent()) {
            var slot = found.get().slot(device);
            writes.delete(store.queue, Keys.queue(destination, slot.lane(), slot.seq()));
            landings.add(() -> queue.removed(slot));
            left.add(destination);
        }
        return found;
    }

    /**
     * Writes where the queues begin by now that lost slots; to be called before the next write is prepared. A slot that only a later write
     * withdraws is still to be found when that write never comes.
     */
    void hintHeads() {
        for (var destination : left) {
            hintHead(queues.require(destination));
        }
    }

    /** How many rows are to be written, and how many slots. */
    int count() {
        return changed.size()
                + tails.values().stream().mapToInt(tail -> tail.added.size()).sum();
    }

    /** The write before this one is in the store. */
    void followStored() {
        former = null;
    }

    /** Writes those that were changed, and their new slots. */
    void flush() {
        var value = new ByteWriter();
        for (var each : changed) {
            write(each, value);
        }
        tails.forEach((lane, tail) -> tail.added.forEach(slot -> writes.put(
                store.queue, Keys.queue(lane.destination, lane.lane, slot.seq()), Keys.device(slot.device()))));
    }

    /** Lets the queues know; to be called when they are in the store. */
    void publish() {
        changed.forEach(each -> queues.rowsInFlight().forget(each.key));
        landings.forEach(Runnable::run);
        tails.forEach((lane, tail) -> queues.require(lane.destination).added(tail.added));
    }

    private Held held(RowKey key) {
        var known = latest;
        if (known != null && known.key.equals(key)) {
            return known;
        }
        var found = held.get(key);
        if (found == null) {
            found = new Held(key, before(key));
            held.put(key, found);
        }
        latest = found;
        return found;
    }

    private Optional<Row> before(RowKey key) {
        for (var each = former; each != null; each = each.former) {
            var known = each.held.get(key);
            if (known != null) {
                return known.row;
            }
        }
        return profiles.isNewcomer(key.device())
                ? Optional.empty()
                : queues.rowsInFlight().find(key).or(() -> read(key));
    }

    private Optional<Row> read(RowKey key) {
        var stored = Keys.pending(key.destination(), key.device());
        var found = recent.find(store.number(store.pending), stored);
        return found == null
                ? Optional.ofNullable(store.read(store.pending, stored)).map(Row::decode)
                : found.findValue().map(Row::decode);
    }

    private void change(RowKey key, Optional<Row> row) {
        var found = held(key);
        found.row = row;
        if (!found.isChanged) {
            found.isChanged = true;
            changed.add(found);
        }
    }

    private void write(Held each, ByteWriter value) {
        var key = Keys.pending(each.key.destination(), each.key.device());
        if (each.row.isPresent()) {
            each.row.get().encode(value.clear());
            writes.put(store.pending, key, value);
        } else {
            writes.delete(store.pending, key);
        }
    }

    private Tail tail(LaneKey key) {
        for (var each = former; each != null; each = each.former) {
            var known = each.tails.get(key);
            if (known != null) {
                return new Tail(known.lastSeq);
            }
        }
        return new Tail(queues.require(key.destination).lastSeq(key.lane));
    }

    private void hintHead(DestinationQueue queue) {
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
