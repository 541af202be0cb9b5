package dev.iris.crash;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of one device if the rules were kept: its segments and ids, and what each destination must end with. Plain on
 * purpose, and written from the contract without the code that it judges. Immutable.
 *
 * @param segments the device's standing to each segment it was told of
 * @param ids the partner ids it was told of
 * @param idsOwed whether ids changed offline and the device was not seen since
 * @param views what each destination must end with, by destination
 */
record DeviceModel(Map<String, Stand> segments, Map<PartnerKey, Hold> ids, boolean idsOwed, Map<String, View> views) {
    /** Nothing was told yet. */
    static final DeviceModel UNKNOWN = new DeviceModel(Map.of(), Map.of(), false, Map.of());

    DeviceModel {
        segments = Map.copyOf(segments);
        ids = Map.copyOf(ids);
        views = Map.copyOf(views);
    }

    /** Standing to a segment, and when it was last verified. */
    record Stand(Standing standing, Instant time) {}

    /** In, out after it was in, or told to be out without ever having been in. */
    enum Standing {
        IN,
        LEFT,
        NEVER
    }

    /**
     * Whether the device has an id, and when that was last verified.
     *
     * @param regained when it had the id again after a removal
     */
    record Hold(boolean present, Instant time, @Nullable Instant regained) {}

    /** Where a destination keeps a state: under a partner id and an alias. */
    record Spot(String uuid, String alias) {}

    /**
     * What a destination must end with.
     *
     * @param sentAt the latest event time at which a rule sent the device there; null when none did
     * @param epoch of the mappings at that time
     * @param spots a spot that is not named is as {@link Expected.Zero}
     * @param dormant spots whose 0 was learned offline and goes with whatever message comes next
     * @param arriving spots whose 1 was learned offline and goes with the next message that tells everything, or the next batch
     */
    record View(@Nullable Instant sentAt, int epoch, Map<Spot, Expected> spots, Set<Spot> dormant, Set<Spot> arriving) {
        /** Nothing was sent there. */
        static final View NONE = new View(null, 0, Map.of(), Set.of(), Set.of());

        View {
            spots = Map.copyOf(spots);
            dormant = Set.copyOf(dormant);
            arriving = Set.copyOf(arriving);
        }
    }

    /** What must stand at a spot when nothing waits any more. */
    sealed interface Expected {
        /** A 1 with this DateTime or a later one. */
        record One(Instant notBefore) implements Expected {}

        /** No 1: a 0, or nothing. */
        record Zero() implements Expected {}

        /**
         * The rules leave it open: the segment is not mapped any more, or newly mapped and the device was not seen since, or it
         * changed offline and no message went since.
         */
        record Open() implements Expected {}

        Zero ZERO = new Zero();
        Open OPEN = new Open();
    }

    boolean in(String segment) {
        var stand = segments.get(segment);
        return stand != null && stand.standing() == Standing.IN;
    }

    /** The model when the mappings of a destination changed: what is unmapped is frozen, what is newly mapped waits for a sighting. */
    DeviceModel remapped(Place before, Place after) {
        var view = views.getOrDefault(before.id(), View.NONE);
        var spots = new HashMap<>(view.spots());
        var dormant = new HashSet<>(view.dormant());
        var arriving = new HashSet<>(view.arriving());
        before.aliases().forEach((segment, alias) -> {
            if (!alias.equals(after.aliases().get(segment))) {
                spots.replaceAll((spot, expected) -> spot.alias().equals(alias) ? Expected.OPEN : expected);
                dormant.removeIf(spot -> spot.alias().equals(alias));
                arriving.removeIf(spot -> spot.alias().equals(alias));
            }
        });
        after.aliases().forEach((segment, alias) -> {
            if (in(segment) && !alias.equals(before.aliases().get(segment))) {
                present(after.dataSource()).forEach(uuid -> spots.put(new Spot(uuid, alias), Expected.OPEN));
            }
        });
        return with(after.id(), new View(view.sentAt(), view.epoch(), spots, dormant, arriving));
    }

    /** The model when a batch carried to a destination what changed: that is what was learned offline and not told since. */
    DeviceModel batched(Place place) {
        var view = views.getOrDefault(place.id(), View.NONE);
        var spots = new HashMap<>(view.spots());
        view.dormant().forEach(spot -> spots.put(spot, Expected.ZERO));
        ones(place).forEach((spot, one) -> {
            if (view.arriving().contains(spot)) {
                spots.put(spot, one);
            }
        });
        return with(place.id(), new View(view.sentAt(), view.epoch(), spots, Set.of(), Set.of()));
    }

    /** The 1s that a destination is to hold of what is mapped. */
    Map<Spot, Expected> ones(Place place) {
        var spots = new HashMap<Spot, Expected>();
        place.aliases().forEach((segment, alias) -> {
            var stand = segments.get(segment);
            if (stand != null && stand.standing() == Standing.IN) {
                var time = stand.time();
                present(place.dataSource())
                        .forEach(uuid -> spots.put(
                                new Spot(uuid, alias),
                                new Expected.One(dateTime(new PartnerKey(place.dataSource(), uuid), time))));
            }
        });
        return spots;
    }

    /** An id that came back is told with times not before its return. */
    private Instant dateTime(PartnerKey id, Instant time) {
        var hold = ids.get(id);
        var regained = hold == null ? null : hold.regained();
        return regained != null && regained.isAfter(time) ? regained : time;
    }

    /** The model when a destination is gone. */
    DeviceModel without(Place gone) {
        var left = new HashMap<>(views);
        left.remove(gone.id());
        return new DeviceModel(segments, ids, idsOwed, left);
    }

    /** The ids that the device has in a data source. */
    List<String> present(String dataSource) {
        return ids.entrySet().stream()
                .filter(id ->
                        id.getValue().present() && id.getKey().dataSource().equals(dataSource))
                .map(id -> id.getKey().uuid())
                .toList();
    }

    private DeviceModel with(String destination, View view) {
        var all = new HashMap<>(views);
        all.put(destination, view);
        return new DeviceModel(segments, ids, idsOwed, all);
    }
}
