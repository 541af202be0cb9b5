package dev.iris.server.control;

import dev.iris.model.Catalog;
import dev.iris.model.Destination;
import dev.iris.model.DestinationId;
import dev.iris.model.DestinationNumber;
import dev.iris.model.SegmentFacts;
import dev.iris.model.SegmentId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All destinations at one moment. Immutable.
 *
 * @param lastNumber the highest number that was ever given
 * @param epoch number of the catalog compiled of it
 * @param day whose windows are open
 * @param segments what was told of segments
 */
record Roster(
        SortedMap<DestinationId, StoredDestination> byId,
        int lastNumber,
        long epoch,
        LocalDate day,
        Segments segments) {
    Roster {
        byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
    }

    /** A roster of these destinations. */
    static Roster of(
            List<StoredDestination> destinations, int lastNumber, long epoch, LocalDate day, Segments segments) {
        var byId = new TreeMap<DestinationId, StoredDestination>();
        destinations.forEach(stored -> byId.put(stored.destination().id(), stored));
        return new Roster(byId, lastNumber, epoch, day, segments);
    }

    Optional<StoredDestination> find(DestinationId id) {
        return Optional.ofNullable(byId.get(id));
    }

    Collection<StoredDestination> all() {
        return byId.values();
    }

    /** The number that the next new destination is given. */
    DestinationNumber nextNumber() {
        return new DestinationNumber(lastNumber + 1);
    }

    /** This roster with a destination, in place of the one that had its id; the same when it is there already. */
    Roster with(StoredDestination stored) {
        var id = stored.destination().id();
        if (find(id).filter(stored::equals).isPresent()) {
            return this;
        }
        var next = new TreeMap<>(byId);
        next.put(id, stored);
        return new Roster(
                next, Math.max(lastNumber, stored.destination().number().value()), epoch, day, segments);
    }

    /** This roster without a destination. */
    Roster without(DestinationId id) {
        var next = new TreeMap<>(byId);
        next.remove(id);
        return new Roster(next, lastNumber, epoch, day, segments);
    }

    /** This roster with other facts of a segment; a destination that calls the segment otherwise now has a new mapping epoch. */
    Roster with(SegmentId segment, SegmentFacts facts) {
        var next = new TreeMap<>(byId);
        if (!segments.of(segment).findIntegrationCode().equals(facts.findIntegrationCode())) {
            next.replaceAll((_, stored) -> stored.recoded(segment));
        }
        return new Roster(next, lastNumber, epoch, day, segments.with(segment, facts));
    }

    /** This roster on another day: a destination whose windows opened or closed has a new mapping epoch. */
    Roster on(LocalDate today) {
        if (today.equals(day)) {
            return this;
        }
        var next = new TreeMap<>(byId);
        next.replaceAll((_, stored) -> stored.on(today, day));
        return new Roster(next, lastNumber, epoch, today, segments);
    }

    /** This roster as the one that follows another. */
    Roster after(Roster before) {
        return new Roster(byId, lastNumber, before.epoch + 1, day, segments);
    }

    Catalog compile() {
        return Catalog.compile(destinations(), day, epoch, segments.codes());
    }

    private List<Destination> destinations() {
        return all().stream().map(StoredDestination::destination).toList();
    }
}
