package dev.iris.rocksdb;

import dev.iris.batch.BatchIntent;
import dev.iris.engine.Batch;
import dev.iris.model.BatchNumber;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.Slice;

/** Reads of what batches go through, in the order of the keys. */
final class BatchScan {
    private BatchScan() {}

    /** The next devices of a batch behind a cursor; of a full one those alone that it may concern. */
    static BatchSlice next(Store store, Route route, Batch batch, @Nullable DeviceId cursor, int limit)
            throws RocksDBException {
        return batch.full()
                ? profiles(store, route, batch.number(), cursor, limit)
                : changes(store, route.number(), batch.number(), cursor, limit);
    }

    /** The batches that ended, the newest first. */
    static List<Batch> ended(Store store, DestinationNumber destination) throws RocksDBException {
        try (var options = new ReadOptions();
                var behind = new Slice(Keys.behindBatches(destination));
                var _ = options.setIterateUpperBound(behind);
                var iterator = store.db.newIterator(store.meta, options)) {
            var found = new ArrayList<Batch>();
            for (iterator.seek(Keys.firstBatch(destination)); iterator.isValid(); iterator.next()) {
                found.add(BatchCodec.decode(iterator.value()));
            }
            iterator.status();
            return found.reversed();
        }
    }

    private static BatchSlice profiles(
            Store store, Route route, BatchNumber number, @Nullable DeviceId cursor, int limit)
            throws RocksDBException {
        try (var options = new ReadOptions().setFillCache(false);
                var iterator = store.db.newIterator(store.profile, options)) {
            iterator.seek(cursor == null ? new byte[0] : behind(Keys.profile(cursor)));
            var devices = new ArrayList<DeviceId>();
            var through = cursor;
            for (int looks = 0; looks < limit && iterator.isValid(); looks++) {
                through = Keys.profileDeviceOf(iterator.key());
                if (isConcerned(through, iterator.value(), route)) {
                    devices.add(through);
                }
                iterator.next();
            }
            iterator.status();
            return new BatchSlice(route.number(), number, devices, cursor, through, !iterator.isValid());
        }
    }

    private static boolean isConcerned(DeviceId device, byte[] profile, Route route) {
        return BatchIntent.mayConcern(ProfileCodec.decode(device, profile), route);
    }

    private static BatchSlice changes(
            Store store, DestinationNumber destination, BatchNumber number, @Nullable DeviceId cursor, int limit)
            throws RocksDBException {
        try (var options = new ReadOptions();
                var end = new Slice(Keys.firstChange(destination, number.next()));
                var _ = options.setIterateUpperBound(end);
                var iterator = store.db.newIterator(store.changes, options)) {
            iterator.seek(
                    cursor == null
                            ? Keys.firstChange(destination, number)
                            : behind(Keys.changes(destination, number, cursor)));
            var devices = new ArrayList<DeviceId>();
            var through = cursor;
            while (devices.size() < limit && iterator.isValid()) {
                through = Keys.changesDeviceOf(iterator.key());
                devices.add(through);
                iterator.next();
            }
            iterator.status();
            return new BatchSlice(destination, number, devices, cursor, through, !iterator.isValid());
        }
    }

    /** The lowest key behind another. */
    private static byte[] behind(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
