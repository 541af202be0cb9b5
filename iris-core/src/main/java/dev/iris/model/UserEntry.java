package dev.iris.model;

import java.util.List;

/**
 * One element of a message's Users: a device under one of its partner ids.
 *
 * @param partnerUuid DataPartner_UUID; empty when the device has none and is told of nevertheless
 * @param regions AAM_Regions; empty when none is known
 * @param segments at least one
 * @param facts what only templates say; nothing once the entry was sent and is kept
 */
public record UserEntry(
        DeviceId device, String partnerUuid, List<RegionId> regions, List<SegmentStatus> segments, EntryFacts facts) {
    public UserEntry {
        regions = List.copyOf(regions);
        segments = List.copyOf(segments);
    }

    /** An entry without further facts. */
    public UserEntry(DeviceId device, String partnerUuid, List<RegionId> regions, List<SegmentStatus> segments) {
        this(device, partnerUuid, regions, segments, EntryFacts.NONE);
    }
}
