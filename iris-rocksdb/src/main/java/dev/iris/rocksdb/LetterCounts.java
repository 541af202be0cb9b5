package dev.iris.rocksdb;

import dev.iris.model.DestinationNumber;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How many dead letters of each destination the store holds. Thread-safe. */
final class LetterCounts {
    private final Map<DestinationNumber, Long> byDestination = new ConcurrentHashMap<>();

    long of(DestinationNumber destination) {
        return byDestination.getOrDefault(destination, 0L);
    }

    /** The store holds so many more; fewer when that is negative. */
    void add(DestinationNumber destination, long more) {
        byDestination.merge(destination, more, Long::sum);
    }

    void keepOnly(Set<DestinationNumber> known) {
        byDestination.keySet().retainAll(known);
    }
}
