package dev.iris.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Status 0 entries that a destination has not acknowledged for one device. Immutable.
 *
 * @param times the event time at which each zero came to be
 */
public record OwedZeros(Map<OwedZero, Instant> times) {
    /** Nothing is owed. */
    public static final OwedZeros NONE = new OwedZeros(Map.of());

    public OwedZeros {
        times = Map.copyOf(times);
    }

    /** A zero for every mapped segment that the device has left, under each id that it has. */
    public static OwedZeros ofAllLeft(Profile profile, Route route) {
        var ids = profile.idsOf(route.userDpid());
        var times = new HashMap<OwedZero, Instant>();
        profile.memberships().forEach((segment, membership) -> {
            if (membership.standing() == Standing.LEFT && route.maps(segment)) {
                ids.forEach(id -> times.put(new OwedZero(segment, id), profile.dateTime(id, membership.time())));
                if (ids.isEmpty() && route.reach().withoutId()) {
                    times.put(new OwedZero(segment, null), membership.time());
                }
            }
        });
        return new OwedZeros(times);
    }

    /** Whether nothing is owed. */
    public boolean isEmpty() {
        return times.isEmpty();
    }

    /** These and the others; the later time counts where both owe the same zero. */
    public OwedZeros plus(OwedZeros others) {
        if (isEmpty() || others.isEmpty()) {
            return isEmpty() ? others : this;
        }
        var all = new HashMap<>(times);
        others.times.forEach((zero, time) -> all.merge(zero, time, OwedZeros::later));
        return new OwedZeros(all);
    }

    /** What is left when the discharged ones are no longer owed; a zero that came to be later than the discharged one stays. */
    public OwedZeros minus(OwedZeros discharged) {
        var rest = new HashMap<>(times);
        discharged.times.forEach(
                (zero, upTo) -> rest.computeIfPresent(zero, (_, time) -> time.isAfter(upTo) ? time : null));
        return new OwedZeros(rest);
    }

    /**
     * The zeros that are still to be spoken of: of mapped segments and of the route's data source; not those of a segment that the
     * device is in again under an id that it has. Zeros without an id go to the ids that the device has by now. Their times are
     * not before what the partner may have been told since.
     */
    public OwedZeros applicable(Profile profile, Route route) {
        if (isEmpty()) {
            return this;
        }
        var present = profile.idsOf(route.userDpid());
        var kept = new HashMap<OwedZero, Instant>();
        times.forEach((zero, time) -> {
            for (var addressed : addressed(zero, present)) {
                if (isApplicable(addressed, profile, route)) {
                    kept.merge(addressed, profile.zeroDateTime(addressed, time), OwedZeros::later);
                }
            }
        });
        return new OwedZeros(kept);
    }

    /** Whether one of them can be addressed. */
    public boolean anyAddressed() {
        for (var zero : times.keySet()) {
            if (zero.id() != null) {
                return true;
            }
        }
        return false;
    }

    private static List<OwedZero> addressed(OwedZero zero, List<PartnerId> present) {
        if (zero.id() != null || present.isEmpty()) {
            return List.of(zero);
        }
        return present.stream().map(id -> new OwedZero(zero.segment(), id)).toList();
    }

    private static boolean isApplicable(OwedZero zero, Profile profile, Route route) {
        var id = zero.id();
        if (!route.maps(zero.segment())) {
            return false;
        }
        if (id == null) {
            return !profile.inside(zero.segment());
        }
        return id.dataSource().equals(route.userDpid()) && !(profile.inside(zero.segment()) && profile.has(id));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
