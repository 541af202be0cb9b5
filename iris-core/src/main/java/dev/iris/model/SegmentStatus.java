package dev.iris.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One element of a user entry's Segments.
 *
 * @param segmentId what the partner calls the segment
 * @param active Status 1, else Status 0
 * @param time when that was last verified (DateTime)
 * @param segment the segment itself; null once the entry was sent and is kept
 */
public record SegmentStatus(
        String segmentId,
        boolean active,
        Instant time,
        @Nullable SegmentId segment) {
    /** A status of which only is known what the partner calls the segment. */
    public SegmentStatus(String segmentId, boolean active, Instant time) {
        this(segmentId, active, time, null);
    }

    /** The segment's own id; what the partner calls it when that is all that is known. */
    public String ownId() {
        return Optional.ofNullable(segment).map(SegmentId::value).orElse(segmentId);
    }
}
