package dev.iris.engine;

import dev.iris.model.BatchNumber;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one batch of a destination. Its devices are counted, not their entries: a device that has nothing to say by the
 * time of its turn is not received, one of which an entry became a dead letter has failed, and what a live message carried along
 * counts like what went by itself.
 *
 * @param full whether it tells all that is mapped; else only what changed since the cut before
 * @param plannedFor the time of the schedule for which it was made; when somebody asked for it, the time of that
 * @param startedAt server time of its cut
 * @param received devices that it made due so far
 * @param successful those that the partner acknowledged, or of which there was nothing left to say
 * @param failed those of which at least one entry became a dead letter
 * @param endedAt server time at which the last of its devices was settled; null before
 */
public record Batch(
        BatchNumber number,
        boolean full,
        Instant plannedFor,
        Instant startedAt,
        BatchPhase phase,
        long received,
        long successful,
        long failed,
        @Nullable Instant endedAt) {
    /** A batch that has just been cut. */
    public static Batch begun(BatchNumber number, boolean full, Instant plannedFor, Instant now) {
        return new Batch(number, full, plannedFor, now, BatchPhase.MAKING, 0, 0, 0, null);
    }

    /**
     * The batch with more devices made due.
     *
     * @param all whether none is left
     */
    public Batch made(long more, boolean all, Instant now) {
        var next = all ? BatchPhase.SENDING : phase;
        return new Batch(number, full, plannedFor, startedAt, next, received + more, successful, failed, null)
                .endedIfDone(now);
    }

    /** The batch with one device more settled. */
    public Batch settled(boolean success, Instant now) {
        return new Batch(
                        number,
                        full,
                        plannedFor,
                        startedAt,
                        phase,
                        received,
                        successful + (success ? 1 : 0),
                        failed + (success ? 0 : 1),
                        null)
                .endedIfDone(now);
    }

    private Batch endedIfDone(Instant now) {
        return phase == BatchPhase.SENDING && outstanding() == 0
                ? new Batch(number, full, plannedFor, startedAt, BatchPhase.ENDED, received, successful, failed, now)
                : this;
    }

    /** Devices of it that wait in the outbox or are in flight. */
    public long outstanding() {
        return received - successful - failed;
    }

    /** Whether it has not ended. */
    public boolean isRunning() {
        return phase != BatchPhase.ENDED;
    }

    /** When it ended, if it did. */
    public Optional<Instant> findEnd() {
        return Optional.ofNullable(endedAt);
    }
}
