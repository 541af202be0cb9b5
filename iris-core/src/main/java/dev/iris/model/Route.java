package dev.iris.model;

import java.util.Map;
import java.util.Optional;

/**
 * What the rules need of a destination: its data source and the mappings that are open on the catalog's day.
 *
 * @param reach which devices are told of
 * @param aliases the Segment_ID that the partner sees, by segment
 * @param realtime whether rules send to it
 * @param batch whether batches carry to it what changed
 */
public record Route(
        DestinationNumber number,
        DataSourceId userDpid,
        long mappingEpoch,
        Reach reach,
        Map<SegmentId, String> aliases,
        boolean realtime,
        boolean batch) {
    public Route {
        aliases = Map.copyOf(aliases);
    }

    /** Whether the segment is mapped and its mapping open. */
    public boolean maps(SegmentId segment) {
        return aliases.containsKey(segment);
    }

    /** Whether the destination is told of the device at all. */
    public boolean includes(DeviceId device) {
        return reach.includes(device);
    }

    /** Whether the device can be spoken of now: it has an id, or needs none. */
    public boolean canName(Profile profile) {
        return reach.withoutId() || profile.hasIdOf(userDpid);
    }

    /** Whether any of the zeros can be told now: one has an id, or none is needed. */
    public boolean canTell(OwedZeros zeros) {
        return reach.withoutId() ? !zeros.isEmpty() : zeros.anyAddressed();
    }

    /** What the partner calls the segment, if it is mapped. */
    public Optional<String> alias(SegmentId segment) {
        return Optional.ofNullable(aliases.get(segment));
    }
}
