package dev.iris.rocksdb;

import dev.iris.model.DestinationNumber;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The rows of devices in flight as they were read when they were taken, so that the committer need not read them again when their
 * flights end. As many as there are devices in flight. Thread-safe.
 *
 * <p>Invariant: a row that is found here is the one in the store. Whoever reads one says so before the reading and tells the row after
 * it; the committer says after each write which rows it wrote; a row that was written in between is not kept.
 */
final class RowsInFlight {
    private final ConcurrentMap<RowKey, Optional<Row>> rows = new ConcurrentHashMap<>();

    /** A row is about to be read. */
    void reading(RowKey key) {
        rows.put(key, Optional.empty());
    }

    /** It was read so. */
    void read(RowKey key, Row row) {
        rows.replace(key, Optional.empty(), Optional.of(row));
    }

    /** It was written, or its device is in flight no more. */
    void forget(RowKey key) {
        rows.remove(key);
    }

    /** Forgets the rows of all other destinations. */
    void keepOnly(Set<DestinationNumber> known) {
        rows.keySet().removeIf(key -> !known.contains(key.destination()));
    }

    /** The row as it is in the store, if it is known here. */
    Optional<Row> find(RowKey key) {
        return rows.getOrDefault(key, Optional.empty());
    }
}
