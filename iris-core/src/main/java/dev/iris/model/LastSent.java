package dev.iris.model;

import java.time.Instant;

/**
 * When the rules last sent a device to a destination.
 *
 * @param eventTime the latest event time at which a rule sent
 * @param mappingEpoch the destination's mapping epoch at that time; compared with not-equal only
 */
public record LastSent(Instant eventTime, long mappingEpoch) {}
