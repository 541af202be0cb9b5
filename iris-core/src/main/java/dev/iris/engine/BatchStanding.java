package dev.iris.engine;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the batches of a destination stand.
 *
 * @param since server time since which the destination and its batches have been switched on without a break; null while they are off
 * @param last the batch that was begun last; null before the first
 * @param lastFull for when the last full batch was planned; null when there was none since {@code since}
 */
public record BatchStanding(
        @Nullable Instant since,
        @Nullable Batch last,
        @Nullable Instant lastFull) {
    /** A destination that never had a batch and gets none. */
    public static final BatchStanding NONE = new BatchStanding(null, null, null);

    /** Since when batches have been on; empty while they are off. */
    public Optional<Instant> findSince() {
        return Optional.ofNullable(since);
    }

    /** The batch that was begun last, if there was one. */
    public Optional<Batch> findLast() {
        return Optional.ofNullable(last);
    }

    /** The batch that has not ended, if there is one. */
    public Optional<Batch> findRunning() {
        return findLast().filter(Batch::isRunning);
    }

    /** For when the last full batch was planned. */
    public Optional<Instant> findLastFull() {
        return Optional.ofNullable(lastFull);
    }
}
