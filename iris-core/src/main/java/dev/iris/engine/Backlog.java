package dev.iris.engine;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a destination.
 *
 * @param devices rows that are due, in flight and at rest included
 * @param oldest server time since which the first of them in the order of taking has been due; null when there is none
 */
public record Backlog(long devices, @Nullable Instant oldest) {
    /** Nothing waits. */
    public static final Backlog EMPTY = new Backlog(0, null);

    /** Server time since which the first row has been due. */
    public Optional<Instant> findOldest() {
        return Optional.ofNullable(oldest);
    }
}
