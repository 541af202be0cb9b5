package dev.iris.model;

import java.time.Instant;

/**
 * Whether a device has a partner id.
 *
 * @param present false for the tombstone of a removed id
 * @param time event time at which that was last verified
 */
public record IdHold(boolean present, Instant time) {}
