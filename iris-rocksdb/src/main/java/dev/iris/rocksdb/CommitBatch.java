package dev.iris.rocksdb;

import dev.iris.batch.BatchIntent;
import dev.iris.engine.Batch;
import dev.iris.engine.Settlement;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Lane;
import dev.iris.model.LastSent;
import dev.iris.model.OwedZeros;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.Route;
import dev.iris.model.Told;
import dev.iris.publish.Origin;
import dev.iris.publish.Rules;
import dev.iris.rocksdb.Row.Versions;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * One atomic write: what several commands come to, each seeing those before it. Nothing is visible before {@link #commit}.
 * Confined to the committer; once sealed, to whoever encodes or commits it, and the committer only reads.
 */
final class CommitBatch {
    /** A profile, a row and its place. */
    private static final int RECORDS_OF_A_DEVICE = 3;

    private final Store store;
    private final Catalog catalog;
    private final LetterCounts counts;
    private final long version;
    private final Instant now;
    private final WriteRecords writes;
    private final ProfileWrites profiles;
    private final RowWrites rows;
    private final LetterWrites letters;
    private final BatchWrites batches;
    private boolean sync;
    private boolean isEncoded;

    /** A version that no row of this batch has: each row that is written moves the sequence number of the store. */
    private long nextVersion;

    /**
     * A batch that holds nothing yet.
     *
     * @param former the batch before this one, while it may not be in the store yet; its rows stand for those of the store
     * @param devices of how many it will tell, or so
     */
    CommitBatch(
            Store store,
            RecentRecords recent,
            Catalog catalog,
            Queues queues,
            LetterCounts counts,
            BatchBooks books,
            @Nullable CommitBatch former,
            int devices,
            Instant now) {
        this.store = store;
        this.catalog = catalog;
        this.counts = counts;
        this.version = Math.max(store.db.getLatestSequenceNumber() + 1, former == null ? 0 : former.nextVersion);
        this.now = now;
        this.writes = new WriteRecords(store, devices * RECORDS_OF_A_DEVICE);
        this.profiles = new ProfileWrites(store, recent, writes, former == null ? null : former.profiles, devices);
        this.rows =
                new RowWrites(store, recent, writes, queues, profiles, former == null ? null : former.rows, devices);
        this.letters = new LetterWrites(store, writes);
        this.batches = new BatchWrites(store, writes, books, now);
    }

    /** Whether the next batch finds here all that this one changes, so that it may be prepared before this one is in the store. */
    boolean canBeFollowed() {
        return batches.isUntouched() && letters.isUntouched();
    }

    /** The batch before this one is in the store. */
    void followStored() {
        profiles.followStored();
        rows.followStored();
    }

    /** Nothing is added any more. */
    void seal() {
        rows.hintHeads();
        nextVersion = version + writes.count() + profiles.count() + rows.count();
    }

    /** Puts what was added into the records, unless that was done: for whoever has time for it before they are written. */
    void encode() {
        if (!isEncoded) {
            isEncoded = true;
            profiles.flush();
            rows.flush();
            batches.flush();
        }
    }

    /** Reads the profiles of devices that are about to be needed, all at once. */
    void prefetch(Collection<DeviceId> devices) throws RocksDBException {
        profiles.prefetch(devices);
    }

    /** Applies an event whose device was prefetched. */
    void accept(QualificationEvent event, Origin origin) throws RocksDBException {
        var device = event.device();
        var before = profiles.known(device);
        var publication = Rules.publish(
                before,
                event,
                origin,
                catalog,
                destination -> rows.find(destination, device).map(Row::update),
                now);
        if (publication.profileChanged()) {
            profiles.put(publication.profile());
            sync = true;
        }
        for (var update : publication.updates().entrySet()) {
            boolean asked = publication.rules().containsKey(update.getKey());
            owe(update.getKey(), device, update.getValue(), asked);
        }
        for (var change : publication.changes().entrySet()) {
            sync |= batches.note(change.getKey(), device, change.getValue());
        }
    }

    /** Begins a batch; empty while another one of the destination runs, or when there is no such destination. */
    Optional<Batch> begin(DestinationNumber destination, boolean full, Instant plannedFor) throws RocksDBException {
        sync = true;
        return catalog.findRoute(destination).isEmpty()
                ? Optional.empty()
                : batches.begin(destination, full, plannedFor);
    }

    /** Makes devices of a batch due, if they are the next of one that runs. */
    void refill(BatchSlice slice) throws RocksDBException {
        var route = catalog.findRoute(slice.destination());
        if (route.isEmpty() || !batches.isNext(slice)) {
            return;
        }
        prefetch(slice.devices());
        long made = 0;
        for (var device : slice.devices()) {
            made += makeDue(slice, device, route.get()) ? 1 : 0;
        }
        batches.made(slice, made);
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
        var landed = rows.land(destination, device);
        if (landed.isPresent()) {
            var row = landed.get();
            keepRest(destination, device, row, tally(destination, row, settlement));
        }
    }

    /** Notes what the flight did for batches, and finds what is still to be told when it ended. */
    private PendingUpdate tally(DestinationNumber destination, Row row, Settlement settlement) throws RocksDBException {
        var update = row.update();
        boolean wasLive = update.live() && row.versions().live() <= settlement.version();
        boolean suppress = wasLive && suppressesDelivered(destination);
        if (suppress) {
            batches.acknowledge(destination, settlement.device(), settlement.told());
        }
        var batch = update.batch();
        if (batch != null && row.versions().batch() <= settlement.version()) {
            batches.count(destination, batch, settlement.letters().isEmpty());
            batch = null;
        } else if (batch != null && suppress) {
            batch = batch.acknowledging(settlement.told());
        }
        var zeros = update.zeros().minus(settlement.discharged());
        return new PendingUpdate(zeros, update.live() && !wasLive, batch, update.firstAt(), update.lastAt());
    }

    /** What was asked for after the flight began is due again; zeros that are still owed lie dormant. */
    private void keepRest(DestinationNumber destination, DeviceId device, Row row, PendingUpdate rest)
            throws RocksDBException {
        if (rest.due()) {
            var again = new PendingUpdate(rest.zeros(), rest.live(), rest.batch(), rest.lastAt(), rest.lastAt());
            var versions =
                    new Versions(version, row.versions().live(), row.versions().batch());
            rows.put(destination, device, new Row(again, versions, rows.enqueue(destination, device, rest.lane())));
        } else if (rest.zeros().isEmpty()) {
            rows.remove(destination, device);
        } else {
            var dormant = new PendingUpdate(rest.zeros(), false, rest.firstAt(), now);
            rows.put(destination, device, new Row(dormant, new Versions(version, 0, 0), Row.Place.NOWHERE));
        }
    }

    private boolean suppressesDelivered(DestinationNumber destination) {
        return catalog.findDestination(destination)
                .filter(found -> found.batch().suppressDelivered())
                .isPresent();
    }

    /** Makes a device due for a batch; says whether there is anything to say of it. */
    private boolean makeDue(BatchSlice slice, DeviceId device, Route route) throws RocksDBException {
        var destination = slice.destination();
        var profile = profiles.known(device);
        var before = rows.find(destination, device);
        var owed = before.map(row -> row.update().zeros()).orElse(OwedZeros.NONE);
        boolean full = batches.isFull(destination);
        var intent = full
                ? BatchIntent.full(slice.number(), profile, owed, route)
                : batches.find(destination, slice.number(), device)
                        .flatMap(changes -> BatchIntent.changes(slice.number(), changes, profile, owed, route));
        if (intent.isEmpty()) {
            return false;
        }
        if (full) {
            sent(profile, route);
        }
        boolean live = before.filter(row -> row.update().live()).isPresent();
        var firstAt = before.map(Row::update)
                .filter(PendingUpdate::due)
                .map(PendingUpdate::firstAt)
                .orElse(now);
        var update = new PendingUpdate(intent.get().zeros(), live, intent.get().part(), firstAt, now);
        var versions =
                new Versions(version, before.map(row -> row.versions().live()).orElse(0L), version);
        var place = before.filter(Row::isQueued).map(Row::place);
        rows.put(
                destination,
                device,
                new Row(
                        update,
                        versions,
                        place.isPresent() ? place.get() : rows.enqueue(destination, device, Lane.BATCH)));
        return true;
    }

    /** A full batch counts as sent for the rules. */
    private void sent(Profile profile, Route route) {
        var lastSent = new HashMap<>(profile.lastSent());
        lastSent.merge(route.number(), new LastSent(now, route.mappingEpoch()), LastSent::orLater);
        profiles.put(profile.withLastSent(lastSent));
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
            if (letters.remove(key, part.search()) && profiles.isKnown(key.device())) {
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

    /** What it wrote. */
    WriteRecords records() {
        return writes;
    }

    /** Writes everything, synced when it holds events or ends dead letters, and lets the queues know. */
    void commit(WriteOptions synced, WriteOptions unsynced) throws RocksDBException {
        encode();
        writes.write(sync ? synced : unsynced);
        rows.publish();
        letters.count(counts);
        batches.publish();
    }

    /** @param asked whether a rule asks for a message now */
    private void owe(DestinationNumber destination, DeviceId device, PendingUpdate update, boolean asked)
            throws RocksDBException {
        sync = true;
        if (!update.due() && update.zeros().isEmpty()) {
            rows.remove(destination, device);
            return;
        }
        var before = rows.find(destination, device);
        var versions = before.map(Row::versions).orElse(Versions.NONE);
        var next = new Versions(version, asked ? version : versions.live(), versions.batch());
        rows.put(destination, device, new Row(update, next, rows.place(destination, device, update, before)));
    }

    /** A device that a rule made due is told as it is by then anyway; a batch alone might not tell all of it. */
    private void makeDue(DestinationNumber destination, DeviceId device) throws RocksDBException {
        var before = rows.find(destination, device).map(Row::update);
        if (before.filter(PendingUpdate::live).isEmpty()) {
            var zeros = before.map(PendingUpdate::zeros).orElse(OwedZeros.NONE);
            var batch = before.flatMap(PendingUpdate::findBatch).orElse(null);
            var since = before.filter(PendingUpdate::due)
                    .map(PendingUpdate::firstAt)
                    .orElse(now);
            owe(destination, device, new PendingUpdate(zeros, true, batch, since, now), true);
        }
    }
}
