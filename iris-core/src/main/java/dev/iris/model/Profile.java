package dev.iris.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of a device. Immutable.
 *
 * @param lastSeen server time at which intake last heard of the device, kept to the hour
 * @param memberships standing by segment, tombstones included; at most {@link #MAX_MEMBERSHIPS}
 * @param ids partner ids, tombstones of removed ones included; at most {@link #MAX_IDS} a data source
 * @param regions regions in which the device was seen, with the event time kept to the hour; at most {@link #MAX_REGIONS}
 * @param lastSent by destination, when a rule or a full batch last sent there
 * @param idGraphOwed whether the id graph changed offline, so that the next online sighting is to send everything
 * @param contact how the device was last heard of, as far as an event that changed anything told
 */
public record Profile(
        DeviceId device,
        Instant lastSeen,
        Map<SegmentId, Membership> memberships,
        Map<PartnerId, IdHold> ids,
        Map<RegionId, Instant> regions,
        Map<DestinationNumber, LastSent> lastSent,
        boolean idGraphOwed,
        Contact contact) {
    /** Memberships kept of one device. */
    public static final int MAX_MEMBERSHIPS = 5_000;

    /** Ids kept of one device and data source. */
    public static final int MAX_IDS = 20;

    /** Regions kept of one device. */
    public static final int MAX_REGIONS = 10;

    public Profile {
        memberships = Map.copyOf(memberships);
        ids = Map.copyOf(ids);
        regions = Map.copyOf(regions);
        lastSent = Map.copyOf(lastSent);
    }

    /** A device whose ids are known to those who are told of it, and whose user nothing was told of. */
    public Profile(
            DeviceId device,
            Instant lastSeen,
            Map<SegmentId, Membership> memberships,
            Map<PartnerId, IdHold> ids,
            Map<RegionId, Instant> regions,
            Map<DestinationNumber, LastSent> lastSent) {
        this(device, lastSeen, memberships, ids, regions, lastSent, false, Contact.NONE);
    }

    /** A device of whose user nothing was told. */
    public Profile(
            DeviceId device,
            Instant lastSeen,
            Map<SegmentId, Membership> memberships,
            Map<PartnerId, IdHold> ids,
            Map<RegionId, Instant> regions,
            Map<DestinationNumber, LastSent> lastSent,
            boolean idGraphOwed) {
        this(device, lastSeen, memberships, ids, regions, lastSent, idGraphOwed, Contact.NONE);
    }

    /** A device of which nothing is known yet. */
    public static Profile unknown(DeviceId device) {
        return new Profile(device, Instant.EPOCH, Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** The device when it was last sent to destinations as told. */
    public Profile withLastSent(Map<DestinationNumber, LastSent> times) {
        return new Profile(device, lastSeen, memberships, ids, regions, times, idGraphOwed, contact);
    }

    /** The device as it was last heard of. */
    public Profile withContact(Contact last) {
        return new Profile(device, lastSeen, memberships, ids, regions, lastSent, idGraphOwed, last);
    }

    /** Whether the device is in the segment. */
    public boolean inside(SegmentId segment) {
        var membership = memberships.get(segment);
        return membership != null && membership.active();
    }

    /** Whether the device has the id now. */
    public boolean has(PartnerId id) {
        var hold = ids.get(id);
        return hold != null && hold.present();
    }

    /**
     * The DateTime of what is told under an id that is from a certain time: not before the device had the id again, for the partner may
     * have been told as late as that.
     */
    public Instant dateTime(PartnerId id, Instant time) {
        return Optional.ofNullable(ids.get(id))
                .flatMap(IdHold::findRegained)
                .filter(time::isBefore)
                .orElse(time);
    }

    /**
     * The DateTime of a zero that came to be at a certain time: not before the device left the segment for the last time, or lost the
     * id for the last time. It may have come back in between, and the partner may have been told so; a destination that did not map the
     * segment when that ended owes no newer zero for it.
     */
    public Instant zeroDateTime(OwedZero zero, Instant time) {
        var id = zero.id();
        if (id != null && !has(id)) {
            return Optional.ofNullable(ids.get(id))
                    .map(IdHold::time)
                    .filter(time::isBefore)
                    .orElse(time);
        }
        var left = Optional.ofNullable(memberships.get(zero.segment()))
                .filter(membership -> membership.standing() == Standing.LEFT)
                .map(Membership::time)
                .filter(time::isBefore)
                .orElse(time);
        return id == null ? left : dateTime(id, left);
    }

    /** Whether the device has an id in a data source now. */
    public boolean hasIdOf(DataSourceId dataSource) {
        for (var id : ids.entrySet()) {
            if (id.getValue().present() && id.getKey().dataSource().equals(dataSource)) {
                return true;
            }
        }
        return false;
    }

    /** The ids that the device has in a data source now, in ascending order. */
    public List<PartnerId> idsOf(DataSourceId dataSource) {
        var found = new ArrayList<PartnerId>(ids.size());
        for (var id : ids.entrySet()) {
            if (id.getValue().present() && id.getKey().dataSource().equals(dataSource)) {
                found.add(id.getKey());
            }
        }
        found.sort(Comparator.naturalOrder());
        return Collections.unmodifiableList(found);
    }

    /** Of each data source the id that the device has now and that was verified last; of several the first in ascending order. */
    public Map<DataSourceId, String> newestIds() {
        var newest = new HashMap<DataSourceId, Map.Entry<PartnerId, IdHold>>();
        for (var id : ids.entrySet()) {
            if (id.getValue().present()) {
                newest.merge(id.getKey().dataSource(), id, Profile::newer);
            }
        }
        var uuids = HashMap.<DataSourceId, String>newHashMap(newest.size());
        newest.forEach((source, id) -> uuids.put(source, id.getKey().uuid()));
        return uuids;
    }

    /** The event time of the last removal of an id of a data source. */
    public Optional<Instant> findLastRemoval(DataSourceId dataSource) {
        return ids.entrySet().stream()
                .filter(id ->
                        !id.getValue().present() && id.getKey().dataSource().equals(dataSource))
                .map(id -> id.getValue().time())
                .max(Comparator.naturalOrder());
    }

    /** The regions in ascending order. */
    public List<RegionId> knownRegions() {
        return regions.keySet().stream().sorted().toList();
    }

    private static Map.Entry<PartnerId, IdHold> newer(
            Map.Entry<PartnerId, IdHold> one, Map.Entry<PartnerId, IdHold> other) {
        int byTime = one.getValue().time().compareTo(other.getValue().time());
        if (byTime != 0) {
            return byTime > 0 ? one : other;
        }
        return one.getKey().compareTo(other.getKey()) < 0 ? one : other;
    }
}
