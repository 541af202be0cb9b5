package dev.iris.model;

import java.time.Instant;

/**
 * A device's standing to one segment.
 *
 * @param time event time at which it was last verified
 */
public record Membership(Standing standing, Instant time) {
    /** Whether the device is in the segment. */
    public boolean active() {
        return standing == Standing.ACTIVE;
    }
}
