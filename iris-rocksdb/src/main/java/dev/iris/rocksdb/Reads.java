package dev.iris.rocksdb;

import dev.iris.model.DestinationNumber;
import dev.iris.model.Lane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** Reads of many keys at once. */
final class Reads {
    private Reads() {}

    /** The values in the order of the keys; empty where there is none. */
    static List<Optional<byte[]>> many(Store store, ColumnFamilyHandle family, List<byte[]> keys)
            throws RocksDBException {
        if (keys.isEmpty()) {
            return List.of();
        }
        return store.db.multiGetAsList(Collections.nCopies(keys.size(), family), keys).stream()
                .map(Optional::ofNullable)
                .toList();
    }

    /** Up to {@code limit} slots of a queue's lane behind a seq. */
    static List<Slot> slots(Store store, DestinationNumber destination, Lane lane, long afterSeq, int limit)
            throws RocksDBException {
        try (var options = new ReadOptions();
                var behind = new Slice(Keys.behindLane(destination, lane));
                var _ = options.setIterateUpperBound(behind);
                var iterator = store.db.newIterator(store.queue, options)) {
            var slots = new ArrayList<Slot>();
            iterator.seek(Keys.queue(destination, lane, afterSeq + 1));
            while (iterator.isValid() && slots.size() < limit) {
                slots.add(slot(lane, iterator));
                iterator.next();
            }
            iterator.status();
            return slots;
        }
    }

    private static Slot slot(Lane lane, RocksIterator iterator) {
        return new Slot(lane, Keys.seqOf(iterator.key()), Keys.deviceOf(iterator.value()));
    }
}
