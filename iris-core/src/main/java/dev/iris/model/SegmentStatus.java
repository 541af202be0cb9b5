package dev.iris.model;

import java.time.Instant;

/**
 * One element of a user entry's Segments.
 *
 * @param segmentId what the partner calls the segment
 * @param active Status 1, else Status 0
 * @param time when that was last verified (DateTime)
 */
public record SegmentStatus(String segmentId, boolean active, Instant time) {}
