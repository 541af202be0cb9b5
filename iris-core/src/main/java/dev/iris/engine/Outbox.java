package dev.iris.engine;

import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What waits for each destination: at most one row per device, the newest intent, in the order in which devices became due.
 * A device taken is in flight until it is settled or released, and nobody else can take it. Thread-safe.
 */
public interface Outbox {
    /**
     * Waits until so many devices of the destination can be taken, or the time is over.
     *
     * @return how many can be taken now, at most {@code count}
     */
    int awaitDue(DestinationNumber destination, int count, Duration most) throws InterruptedException;

    /** Takes up to {@code limit} devices, longest due first, each with its profile as it is now; empty when none is due. */
    List<TakenUpdate> take(DestinationNumber destination, int limit);

    /**
     * Ends the flight of devices that the destination acknowledged. A row that nothing changed since it was taken goes, unless
     * zeros are still owed: then it stays dormant. A row that changed is due again. Dead letters are kept in the same write. Takes effect with the next commit, without
     * a sync of its own: after a crash an acknowledgement may be lost, and its device is sent again.
     */
    void settle(DestinationNumber destination, List<Settlement> settlements);

    /** Puts devices in flight back as they are; they are not taken again before they have rested. Nothing is written. */
    void release(DestinationNumber destination, Collection<DeviceId> devices, Duration rest);

    /** What waits for the destination now, in flight included. */
    Backlog backlog(DestinationNumber destination);
}
