package dev.iris.engine;

import dev.iris.model.DestinationNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What changed since the last batch of each destination, and the batches that carry it. Whatever an event changes of what a destination
 * maps is kept, in one atomic write with the event, for the destination's next batch: from the cut of its first batch on, as long as
 * its batches are switched on. Thread-safe.
 *
 * <p>A batch is begun by its cut and made due part by part: {@link #beginBatch}, then {@link #refillBatch} again and again until it has
 * ended. Each part is one atomic write of rows in the outbox and of how far the batch is, so that a batch goes on after a kill where
 * it was, no device missed and none made due twice. The outcome of each device is counted in one atomic write with its settlement; a
 * lost acknowledgement is neither counted nor forgotten: its device is sent again. A batch ends by itself when the last of its devices
 * is settled.
 *
 * <p>At most one batch of a destination runs at a time. A device that a rule made due meanwhile is told by one message for both, which
 * counts in the batch. Batches of a destination that is gone are forgotten with it; those of one whose batches are switched off come to
 * their end, and changes kept for later ones are forgotten.
 *
 * <p>Each method throws {@link EngineUnavailableException} when the engine is closed or cannot read or write; what the call was to write
 * is then there as a whole or not at all, which {@link #standing} says after the next opening.
 */
public interface BatchChanges {
    /** Rows of one batch that are in the outbox at once. */
    int MOST_ROWS = 10_000;

    /** Ended batches of one destination that are remembered. */
    int MOST_REMEMBERED = 100;

    /** How the destination's batches stand. */
    BatchStanding standing(DestinationNumber destination);

    /**
     * Begins a batch: what changed before belongs to it, what changes afterwards to the next. The first batch since the destination's
     * batches were switched on is full, as is any while they are off. A full batch tells what a rule would tell, and counts
     * as sent for the rules; one of changes does not. Durable when it returns. A call that failed may be repeated: it finds its own batch
     * running if that was begun.
     *
     * @param full whether it is to tell all that is mapped, of every device
     * @param plannedFor the time of the schedule for which it is
     * @return the batch; empty when another one of the destination has not ended, or there is no such destination
     */
    Optional<Batch> beginBatch(DestinationNumber destination, boolean full, Instant plannedFor);

    /**
     * Makes the next devices of the running batch due: not more than the limit, and not so many that more than {@link #MOST_ROWS} of its
     * rows would be in the outbox. Takes effect with the next commit, without a sync of its own; after a crash the same part is made
     * again. A part may be smaller than it could be, even empty. Not to be called for one destination from two threads at once.
     *
     * @param limit devices that are looked at, 1 to 1,000
     * @return whether there may be more to make due at once; not when the outbox holds as many as it may, or none is left
     */
    boolean refillBatch(DestinationNumber destination, int limit);

    /** The destination's batches, the running one included, the newest first; at most {@link #MOST_REMEMBERED} ended ones. */
    List<Batch> listBatches(DestinationNumber destination);
}
