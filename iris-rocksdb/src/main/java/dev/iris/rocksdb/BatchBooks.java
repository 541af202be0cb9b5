package dev.iris.rocksdb;

import dev.iris.model.DestinationNumber;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is committed of the batches of all destinations. Thread-safe. */
final class BatchBooks {
    private final Map<DestinationNumber, BatchBook> byDestination = new ConcurrentHashMap<>();

    BatchBook of(DestinationNumber destination) {
        return byDestination.getOrDefault(destination, BatchBook.EMPTY);
    }

    void put(DestinationNumber destination, BatchBook book) {
        byDestination.put(destination, book);
    }

    void keepOnly(Set<DestinationNumber> known) {
        byDestination.keySet().retainAll(known);
    }
}
