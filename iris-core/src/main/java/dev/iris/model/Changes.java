package dev.iris.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changed of a device, for one destination, since the cut of a batch. It says what to speak of; whether the device is in a
 * segment by now, and under which alias, is found out when a courier takes the device. Immutable.
 *
 * @param entered mapped segments that the device entered, with the event time of the last time
 * @param gained ids of the destination's data source that the device gained: all segments count as changed for them; with the
 *     earliest event time that may be told of them, which is the epoch for an id that was never removed
 * @param zeros of mapped segments that it left, and of ids that it lost
 * @param acknowledged what the partner took of all that in real time since; kept only where it is to be left out
 */
public record Changes(
        Map<SegmentId, Instant> entered,
        Map<PartnerId, Instant> gained,
        OwedZeros zeros,
        Map<Place, SegmentStatus> acknowledged) {
    /** Nothing changed. */
    public static final Changes NONE = new Changes(Map.of(), Map.of(), OwedZeros.NONE, Map.of());

    /**
     * Where a status stands in messages of one device.
     *
     * @param partnerUuid DataPartner_UUID of the entry
     * @param segmentId what the partner calls the segment
     */
    public record Place(String partnerUuid, String segmentId) {}

    public Changes {
        entered = Map.copyOf(entered);
        gained = Map.copyOf(gained);
        acknowledged = Map.copyOf(acknowledged);
    }

    /** Changes of which the partner acknowledged nothing yet. */
    public Changes(Map<SegmentId, Instant> entered, Map<PartnerId, Instant> gained, OwedZeros zeros) {
        this(entered, gained, zeros, Map.of());
    }

    /** Whether nothing changed. */
    public boolean isEmpty() {
        return entered.isEmpty() && gained.isEmpty() && zeros.isEmpty();
    }

    /** The same when their zeros are kept elsewhere. */
    public Changes withoutZeros() {
        return new Changes(entered, gained, OwedZeros.NONE, acknowledged);
    }

    /** These and later ones. */
    public Changes plus(Changes later) {
        var allEntered = new HashMap<>(entered);
        later.entered.forEach((segment, time) -> allEntered.merge(segment, time, Changes::latest));
        var allGained = new HashMap<>(gained);
        later.gained.forEach((id, time) -> allGained.merge(id, time, Changes::latest));
        var allAcknowledged = new HashMap<>(acknowledged);
        allAcknowledged.putAll(later.acknowledged);
        return new Changes(allEntered, allGained, zeros.plus(later.zeros), allAcknowledged);
    }

    /** These when the partner acknowledged entries of the device in real time. */
    public Changes acknowledging(List<UserEntry> entries) {
        var all = new HashMap<>(acknowledged);
        for (var entry : entries) {
            entry.segments().forEach(status -> all.put(new Place(entry.partnerUuid(), status.segmentId()), status));
        }
        return new Changes(entered, gained, zeros, all);
    }

    /**
     * Whether a batch is to say that the device is in a segment.
     *
     * @param id under which it is to be said; null for none
     * @param alias what the partner calls the segment
     */
    public boolean tell(SegmentId segment, @Nullable PartnerId id, String alias) {
        boolean isGained = id != null && gained.containsKey(id);
        if (!entered.containsKey(segment) && !isGained) {
            return false;
        }
        var gainedAt = id == null ? Instant.MIN : gained.getOrDefault(id, Instant.MIN);
        var since = latest(entered.getOrDefault(segment, Instant.MIN), gainedAt);
        var known = acknowledged.get(new Place(id == null ? "" : id.uuid(), alias));
        return known == null || !known.active() || known.time().isBefore(since);
    }

    /** The zeros that a batch is to tell: applicable ones which the partner has not acknowledged. */
    public OwedZeros zerosToTell(Profile profile, Route route) {
        var left = new HashMap<OwedZero, Instant>();
        zeros.applicable(profile, route).times().forEach((zero, time) -> {
            if (!isAcknowledged(zero, changedAt(zero), route)) {
                left.put(zero, time);
            }
        });
        return new OwedZeros(left);
    }

    /** When the zero came to be, which may be before the time that it is told with. */
    private Instant changedAt(OwedZero zero) {
        var forAll = zeros.times().getOrDefault(new OwedZero(zero.segment(), null), Instant.MIN);
        return latest(zeros.times().getOrDefault(zero, Instant.MIN), forAll);
    }

    private boolean isAcknowledged(OwedZero zero, Instant time, Route route) {
        var id = zero.id();
        return id != null
                && route.alias(zero.segment())
                        .map(alias -> acknowledged.get(new Place(id.uuid(), alias)))
                        .filter(known -> !known.active() && !known.time().isBefore(time))
                        .isPresent();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
