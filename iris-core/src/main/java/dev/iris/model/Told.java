package dev.iris.model;

import java.time.Instant;
import java.util.List;

/**
 * What a destination acknowledged last of a device.
 *
 * @param at server time of the acknowledgement
 * @param entries as they were sent, one for each partner id
 */
public record Told(Instant at, List<UserEntry> entries) {
    public Told {
        entries = List.copyOf(entries);
    }
}
