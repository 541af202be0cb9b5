package dev.iris.model;

import java.util.List;

/**
 * One element of a message's Users: a device under one of its partner ids.
 *
 * @param partnerUuid DataPartner_UUID
 * @param regions AAM_Regions; empty when none is known
 * @param segments at least one
 */
public record UserEntry(DeviceId device, String partnerUuid, List<RegionId> regions, List<SegmentStatus> segments) {
    public UserEntry {
        regions = List.copyOf(regions);
        segments = List.copyOf(segments);
    }
}
