package dev.iris.engine;

import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What waits for each destination: at most one row per device, the newest intent, in the order in which devices became due. A row that
 * changes keeps its place, unless a rule asks for a message that only a batch asked for. What rules made due goes before what
 * batches did, but for one take in twenty. A device taken is in flight until it is settled or released, and nobody else can take it.
 *
 * <p>Rows are durable. Flights and rests are known to the running engine alone: when the store is opened again, every row that is due
 * can be taken at once, and what was in flight is sent again. For a destination that the catalog does not know nothing waits, and its
 * flights end without a trace. Thread-safe.
 */
public interface Outbox {
    /**
     * Waits until so many devices of the destination can be taken, or the time is over, or the engine is in trouble. Devices in flight
     * and at rest cannot be taken.
     *
     * @return how many can be taken now, at most {@code count}; others may take them first
     * @throws EngineUnavailableException the engine is closed
     */
    int awaitDue(DestinationNumber destination, int count, Duration most) throws InterruptedException;

    /**
     * Takes up to {@code limit} devices, longest due first. Each comes with its row and with its profile as it is now, which is never
     * older than the row. Nothing is written. Fewer may be given than can be taken; none when nothing is due and while the engine is in
     * trouble.
     *
     * @throws EngineUnavailableException the engine is closed or cannot read; nothing is in flight by this call then
     */
    List<TakenUpdate> take(DestinationNumber destination, int limit);

    /**
     * Ends flights. A device for which a rule or a batch asked for a message since it was taken is due again behind the others. Any
     * other row goes, unless zeros are still owed, be it that an offline event brought them meanwhile: then it stays dormant. What was
     * told, dead letters, and the outcome for the history of a batch are kept in the same write. Of a device that is not in flight, be
     * it settled for the second time, the row stays as it is and only what was told and letters are kept.
     *
     * <p>Atomic: the settlements of one call are one write. It takes effect with the next commit and before whatever the same thread
     * asks of the engine afterwards is durable, without a sync of its own: after a crash it may be lost, and its devices are sent again.
     *
     * @throws EngineUnavailableException the settlements are lost; after the next opening their devices are sent again
     */
    void settle(DestinationNumber destination, List<Settlement> settlements);

    /**
     * Puts devices in flight back as they are, each to its old place; they are not taken again before they have rested, not even when
     * they change. Devices that are not in flight are passed over. Nothing is written, so a closed engine lets it happen.
     */
    void release(DestinationNumber destination, Collection<DeviceId> devices, Duration rest);

    /**
     * What waits for the destination now, in flight and at rest included.
     *
     * @throws EngineUnavailableException the engine is closed or cannot read
     */
    Backlog backlog(DestinationNumber destination);
}
