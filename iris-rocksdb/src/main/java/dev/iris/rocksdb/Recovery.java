package dev.iris.rocksdb;

import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.Slice;

/** Finds the queues again and counts the dead letters when the store is opened, and drops the rows of destinations that are gone. Confined to the opening. */
final class Recovery {
    private final Store store;
    private final Queues queues;
    private final LetterCounts letters;
    private final BatchBooks books;
    private final Committer committer;

    Recovery(Store store, Queues queues, LetterCounts letters, BatchBooks books, Committer committer) {
        this.store = store;
        this.queues = queues;
        this.letters = letters;
        this.books = books;
        this.committer = committer;
    }

    void run(Catalog catalog) throws RocksDBException {
        for (var destination : catalog.destinations()) {
            findQueue(destination.number());
            findBook(destination.number());
            letters.add(destination.number(), LetterScan.count(store, destination.number()));
        }
        for (var destination : remembered()) {
            if (catalog.findRoute(destination).isEmpty()) {
                committer.drop(destination);
            }
        }
        committer.switchBatches(catalog);
    }

    /** Whoever the store holds anything of. */
    private Set<DestinationNumber> remembered() throws RocksDBException {
        var found = new TreeSet<>(destinationsWithBooks());
        for (var family : List.of(store.pending, store.told, store.dead, store.changes)) {
            found.addAll(destinationsWithRows(family));
        }
        return found;
    }

    private List<DestinationNumber> destinationsWithBooks() throws RocksDBException {
        try (var iterator = store.db.newIterator(store.meta)) {
            var found = new ArrayList<DestinationNumber>();
            iterator.seek(Keys.beforeBatchBooks());
            while (iterator.isValid()) {
                var destination = Keys.findBookDestination(iterator.key());
                if (destination.isEmpty()) {
                    break;
                }
                found.add(destination.get());
                iterator.next();
            }
            iterator.status();
            return found;
        }
    }

    /** Seeks from destination to destination instead of reading all rows. */
    private List<DestinationNumber> destinationsWithRows(ColumnFamilyHandle family) throws RocksDBException {
        var found = new ArrayList<DestinationNumber>();
        try (var iterator = store.db.newIterator(family)) {
            iterator.seekToFirst();
            while (iterator.isValid()) {
                var destination = Keys.destinationOf(iterator.key());
                found.add(destination);
                iterator.seek(Keys.behind(destination));
            }
            iterator.status();
        }
        return found;
    }

    private void findQueue(DestinationNumber destination) throws RocksDBException {
        var live = findLane(destination, Lane.LIVE);
        var batch = findLane(destination, Lane.BATCH);
        queues.addFound(destination, live.window, batch.window, live.due + batch.due);
    }

    /**
     * Counts a lane from its remembered head: before it there are only the tombstones of what was delivered. Places behind the
     * head are given even when nothing waits, since the next opening looks from there.
     */
    private FoundLane findLane(DestinationNumber destination, Lane lane) throws RocksDBException {
        long head = rememberedHead(destination, lane);
        try (var options = new ReadOptions();
                var behind = new Slice(Keys.behindLane(destination, lane));
                var _ = options.setIterateUpperBound(behind);
                var iterator = store.db.newIterator(store.queue, options)) {
            long last = head;
            long due = 0;
            for (iterator.seek(Keys.queue(destination, lane, head)); iterator.isValid(); iterator.next()) {
                last = Keys.seqOf(iterator.key());
                due++;
            }
            iterator.status();
            return new FoundLane(LaneWindow.found(lane, due == 0 ? last + 1 : head, last), due);
        }
    }

    private long rememberedHead(DestinationNumber destination, Lane lane) {
        var hint = store.read(store.meta, Keys.headHint(destination, lane));
        return hint == null ? 0 : new ByteReader(hint).readLong();
    }

    private void findBook(DestinationNumber destination) {
        var found = store.read(store.meta, Keys.batchBook(destination));
        if (found != null) {
            books.put(destination, BatchBook.decode(found));
        }
    }

    private record FoundLane(LaneWindow window, long due) {}
}
