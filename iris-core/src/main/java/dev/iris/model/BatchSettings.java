package dev.iris.model;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when a destination gets batches.
 *
 * @param every from one to the next, 1 second to 30 days
 * @param at a time of day, in UTC, at which one is due; the others are so many {@code every} before and behind it
 * @param full from one full batch to the next: 1, 7 or 30 days; null when none but the first is full
 * @param suppressDelivered whether what the partner acknowledged in real time is left out
 */
public record BatchSettings(
        boolean enabled,
        Duration every,
        LocalTime at,
        @Nullable Duration full,
        boolean suppressDelivered) {
    /** The shortest time between batches. */
    public static final Duration MOST_OFTEN = Duration.ofSeconds(1);

    /** The longest time between batches. */
    public static final Duration MOST_RARELY = Duration.ofDays(30);

    /** The times there may be between full batches. */
    public static final Set<Duration> FULL = Set.of(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));

    /** Off; when switched on every 24 hours at 02:00, none but the first full. */
    public static final BatchSettings OFF =
            new BatchSettings(false, Duration.ofHours(24), LocalTime.of(2, 0), null, false);

    public BatchSettings {
        if (every.compareTo(MOST_OFTEN) < 0 || every.compareTo(MOST_RARELY) > 0) {
            throw new IllegalArgumentException("every " + every + " (expected: 1s to 30d)");
        }
        if (full != null && !FULL.contains(full)) {
            throw new IllegalArgumentException("full " + full + " (expected: 24h, 7d, 30d or never)");
        }
    }
}
