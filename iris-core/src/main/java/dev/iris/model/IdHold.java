package dev.iris.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a device has a partner id.
 *
 * @param present false for the tombstone of a removed id
 * @param time event time at which that was last verified
 * @param regainedAt event time at which the device had the id again after it was removed; null when it was never removed. The
 *     partner may have been told zeros as late as that
 */
public record IdHold(
        boolean present, Instant time, @Nullable Instant regainedAt) {
    /** An id that the device has. */
    public static IdHold present(Instant time) {
        return new IdHold(true, time, null);
    }

    /** The tombstone of an id. */
    public static IdHold removed(Instant time) {
        return new IdHold(false, time, null);
    }

    /** The hold when the device is seen with the id. */
    public IdHold seenAgain(Instant at) {
        return new IdHold(true, at, present ? regainedAt : at);
    }

    /** The earliest time that may be told of this id without being older than a zero it was told. */
    public Optional<Instant> findRegained() {
        return Optional.ofNullable(regainedAt);
    }
}
