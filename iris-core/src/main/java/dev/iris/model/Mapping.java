package dev.iris.model;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A segment's place in a destination.
 *
 * @param alias the Segment_ID that the partner sees, 1 to 256 characters; null for the segment's own id
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

    /** The Segment_ID that the partner sees. */
    public String value() {
        return Optional.ofNullable(alias).orElseGet(segment::value);
    }
}
