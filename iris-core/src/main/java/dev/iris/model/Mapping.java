package dev.iris.model;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A segment's place in a destination.
 *
 * @param alias the Segment_ID that the partner sees, 1 to 256 characters; null for the segment's integration code, or its own id
 *     if it has none
 * @param from first day, in UTC, on which the mapping holds; null for always
 * @param until first day, in UTC, on which it no longer holds; null for never
 */
public record Mapping(
        SegmentId segment,
        @Nullable String alias,
        @Nullable LocalDate from,
        @Nullable LocalDate until) {
    public Mapping {
        if (alias != null) {
            alias = Checks.line("alias", alias, 256);
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw new IllegalArgumentException("from " + from + " until " + until + " (expected: from before until)");
        }
    }

    /** Whether the mapping holds on a day. */
    public boolean openOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (until == null || day.isBefore(until));
    }

    /**
     * The Segment_ID that the partner sees.
     *
     * @param codes integration codes of segments that have one
     */
    public String value(Map<SegmentId, String> codes) {
        return alias == null ? codes.getOrDefault(segment, segment.value()) : alias;
    }
}
