package dev.iris.rocksdb;

import dev.iris.engine.Settlement;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Lane;
import dev.iris.model.OwedZeros;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.Told;
import dev.iris.publish.Origin;
import dev.iris.publish.Rules;
import dev.iris.rocksdb.Row.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * One atomic write: what several commands come to, each seeing those before it. Nothing is visible before {@link #commit}.
 * Confined to the committer.
 */
final class CommitBatch implements AutoCloseable {
    /** How far a queue's head moves before the hint of it is written again. */
    private static final long HINT_STEP = 10_000;

    private final Store store;
    private final Catalog catalog;
    private final Queues queues;
    private final LetterCounts counts;
    private final long version;
    private final Instant now;
    private final WriteBatch writes = new WriteBatch();
    private final LetterWrites letters;
    private final Map<DeviceId, Profile> profiles = new HashMap<>();
    private final Set<DeviceId> changedProfiles = new HashSet<>();
    private final Map<RowKey, Optional<Row>> rows = new HashMap<>();
    private final Map<DestinationNumber, Long> lastSeqs = new HashMap<>();
    private final Set<DestinationNumber> settled = new HashSet<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private boolean sync;

    private record RowKey(DestinationNumber destination, DeviceId device) {}

    CommitBatch(Store store, Catalog catalog, Queues queues, LetterCounts counts, long version, Instant now) {
        this.store = store;
        this.catalog = catalog;
        this.queues = queues;
        this.counts = counts;
        this.version = version;
        this.now = now;
        this.letters = new LetterWrites(store, writes);
    }

    /** Reads the profiles of devices that are about to be needed, all at once. */
    void prefetch(Collection<DeviceId> devices) throws RocksDBException {
        var missing = devices.stream()
                .filter(device -> !profiles.containsKey(device))
                .distinct()
                .toList();
        var values = Reads.many(
                store, store.profile, missing.stream().map(Keys::profile).toList());
        for (int i = 0; i < missing.size(); i++) {
            var device = missing.get(i);
            profiles.put(
                    device,
                    values.get(i)
                            .map(value -> ProfileCodec.decode(device, value))
                            .orElse(Profile.unknown(device)));
        }
    }

    /** Applies an event whose device was prefetched. */
    void accept(QualificationEvent event, Origin origin) throws RocksDBException {
        var device = event.device();
        var before = profiles.getOrDefault(device, Profile.unknown(device));
        var publication = Rules.publish(
                before,
                event,
                origin,
                catalog,
                destination -> row(destination, device).map(Row::update),
                now);
        if (publication.profileChanged()) {
            profiles.put(device, publication.profile());
            changedProfiles.add(device);
            sync = true;
        }
        for (var update : publication.updates().entrySet()) {
            boolean asked = publication.rules().containsKey(update.getKey());
            owe(update.getKey(), device, update.getValue(), asked);
        }
    }

    /**
     * Ends a flight; one of a destination that is gone has nothing left to end. Of a device that is not in flight from the slot that
     * its row has now, only the answers are kept.
     */
    void settle(DestinationNumber destination, Settlement settlement) throws RocksDBException {
        if (catalog.findRoute(destination).isEmpty()) {
            return;
        }
        var device = settlement.device();
        for (var letter : settlement.letters()) {
            letters.put(destination, letter);
        }
        if (!settlement.told().isEmpty()) {
            writes.put(store.told, Keys.told(destination, device), ToldCodec.encode(new Told(now, settlement.told())));
        }
        var queue = queues.require(destination);
        var found = row(destination, device)
                .filter(row -> queue.isInFlight(new Slot(row.place().seq(), device)));
        if (found.isEmpty()) {
            return;
        }
        var row = found.get();
        writes.delete(store.queue, Keys.queue(destination, row.place().seq()));
        afterwards.add(() -> queue.removed(new Slot(row.place().seq(), device)));
        settled.add(destination);
        keepRest(destination, device, row, settlement);
    }

    /** What was asked for after the flight began is due again; zeros that are still owed lie dormant. */
    private void keepRest(DestinationNumber destination, DeviceId device, Row row, Settlement settlement)
            throws RocksDBException {
        var update = row.update();
        var zeros = update.zeros().minus(settlement.discharged());
        if (update.live() && row.versions().live() > settlement.version()) {
            var again = new PendingUpdate(zeros, true, update.lastAt(), update.lastAt());
            write(destination, device, new Row(again, liveNow(), enqueue(destination, device)));
        } else if (zeros.isEmpty()) {
            forget(destination, device);
        } else {
            var dormant = new PendingUpdate(zeros, false, update.firstAt(), now);
            write(destination, device, new Row(dormant, new Versions(version, 0, 0), Row.Place.NOWHERE));
        }
    }

    /**
     * Makes the devices of letters due and forgets the letters; says how many letters were replayed. Of a device that is no longer
     * known there is nothing to tell: its letters are forgotten only.
     */
    long replay(LetterPart part) throws RocksDBException {
        prefetch(part.keys().stream().map(LetterKey::device).toList());
        sync = true;
        long replayed = 0;
        for (var key : part.keys()) {
            if (letters.remove(key, part.search()) && isKnown(key.device())) {
                makeDue(key.destination(), key.device());
                replayed++;
            }
        }
        return replayed;
    }

    /** Forgets letters; says how many they were. */
    long drop(LetterPart part) throws RocksDBException {
        sync = true;
        long dropped = 0;
        for (var key : part.keys()) {
            if (letters.remove(key, part.search())) {
                dropped++;
            }
        }
        return dropped;
    }

    /** Writes everything, synced when it holds events or ends dead letters, and lets the queues know. */
    void commit(WriteOptions synced, WriteOptions unsynced) throws RocksDBException {
        for (var device : changedProfiles) {
            writes.put(
                    store.profile,
                    Keys.profile(device),
                    ProfileCodec.encode(profiles.getOrDefault(device, Profile.unknown(device))));
        }
        for (var destination : settled) {
            hintHead(queues.require(destination));
        }
        if (writes.count() > 0) {
            store.db.write(sync ? synced : unsynced, writes);
        }
        afterwards.forEach(Runnable::run);
        letters.count(counts);
    }

    @Override
    public void close() {
        writes.close();
    }

    /** @param asked whether a rule asks for a message now */
    private void owe(DestinationNumber destination, DeviceId device, PendingUpdate update, boolean asked)
            throws RocksDBException {
        sync = true;
        if (!update.due() && update.zeros().isEmpty()) {
            forget(destination, device);
            return;
        }
        var before = row(destination, device);
        var place = before.map(Row::place).orElse(Row.Place.NOWHERE);
        if (update.due() && !place.isQueued()) {
            place = enqueue(destination, device);
        }
        var versions = before.map(Row::versions).orElse(Versions.NONE);
        write(destination, device, new Row(update, new Versions(version, asked ? version : versions.live(), 0), place));
    }

    private Versions liveNow() {
        return new Versions(version, version, 0);
    }

    /** A device that is due already is told as it is by then anyway. */
    private void makeDue(DestinationNumber destination, DeviceId device) throws RocksDBException {
        var before = row(destination, device).map(Row::update);
        if (before.filter(PendingUpdate::due).isEmpty()) {
            var zeros = before.map(PendingUpdate::zeros).orElse(OwedZeros.NONE);
            owe(destination, device, new PendingUpdate(zeros, true, now, now), true);
        }
    }

    private boolean isKnown(DeviceId device) {
        var unknown = Profile.unknown(device);
        return !profiles.getOrDefault(device, unknown).equals(unknown);
    }

    private Row.Place enqueue(DestinationNumber destination, DeviceId device) throws RocksDBException {
        long last = lastSeqs.computeIfAbsent(destination, d -> queues.require(d).lastSeq());
        long seq = last + 1;
        lastSeqs.put(destination, seq);
        writes.put(store.queue, Keys.queue(destination, seq), Keys.device(device));
        afterwards.add(() -> queues.require(destination).added(new Slot(seq, device)));
        return new Row.Place(Lane.LIVE, seq);
    }

    private void write(DestinationNumber destination, DeviceId device, Row row) throws RocksDBException {
        writes.put(store.pending, Keys.pending(destination, device), row.encode());
        rows.put(new RowKey(destination, device), Optional.of(row));
    }

    private void forget(DestinationNumber destination, DeviceId device) throws RocksDBException {
        writes.delete(store.pending, Keys.pending(destination, device));
        rows.put(new RowKey(destination, device), Optional.empty());
    }

    private Optional<Row> row(DestinationNumber destination, DeviceId device) {
        return rows.computeIfAbsent(
                new RowKey(destination, device),
                key -> Optional.ofNullable(store.read(store.pending, Keys.pending(destination, device)))
                        .map(Row::decode));
    }

    private void hintHead(DestinationQueue queue) throws RocksDBException {
        var head = queue.headToHint(HINT_STEP);
        if (head.isPresent()) {
            writes.put(
                    store.meta,
                    Keys.headHint(queue.destination()),
                    new ByteWriter().putLong(head.getAsLong()).toBytes());
        }
    }
}
