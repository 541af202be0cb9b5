package dev.iris.rocksdb;

import dev.iris.model.DestinationNumber;
import dev.iris.model.Ticker;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The queues of all destinations that have or had something waiting. Thread-safe. */
final class Queues {
    private final Map<DestinationNumber, DestinationQueue> byDestination = new ConcurrentHashMap<>();
    private final RowsInFlight rowsInFlight = new RowsInFlight();
    private final Ticker ticker;

    Queues(Ticker ticker) {
        this.ticker = ticker;
    }

    Optional<DestinationQueue> find(DestinationNumber destination) {
        return Optional.ofNullable(byDestination.get(destination));
    }

    /** The destination's queue; an empty one is made at its first use. */
    DestinationQueue require(DestinationNumber destination) {
        return byDestination.computeIfAbsent(destination, number -> new DestinationQueue(number, ticker));
    }

    RowsInFlight rowsInFlight() {
        return rowsInFlight;
    }

    void addFound(DestinationNumber destination, LaneWindow live, LaneWindow batch, long due) {
        byDestination.put(destination, new DestinationQueue(destination, ticker, live, batch, due));
    }

    void keepOnly(Set<DestinationNumber> known) {
        byDestination.keySet().retainAll(known);
        rowsInFlight.keepOnly(known);
    }
}
