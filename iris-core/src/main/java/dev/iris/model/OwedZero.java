package dev.iris.model;

import org.jspecify.annotations.Nullable;

/**
 * A Status 0 that a destination has not acknowledged yet: the segment, and the partner id under which the device was known.
 *
 * @param id null while the device has no id there: the zero goes to whichever ids arrive
 */
public record OwedZero(SegmentId segment, @Nullable PartnerId id) {}
