package dev.iris.engine;

import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.Told;
import java.util.Optional;

/**
 * An engine: durable profiles, outboxes and dead letters, and the catalog by which they are kept. One engine at a time has a store open.
 * Reads see what was committed last, though it may not be synced yet. Thread-safe.
 */
public interface Engine extends EventIntake, Outbox, DeadLetters, AutoCloseable {
    /** The catalog that the engine works by now. */
    Catalog catalog();

    /**
     * Replaces the catalog and returns when every event accepted afterwards is judged by it. Events that are being accepted meanwhile
     * are judged by the one or the other, each call by one of them.
     *
     * <p>All that is kept of destinations that the new catalog does not know is dropped, with their flights. The dropping is not
     * durable by itself: after a crash the opening drops what its catalog does not know.
     *
     * @throws EngineUnavailableException the engine is closed or cannot write
     */
    void adopt(Catalog catalog);

    /** The profile of a device, if anything is known of it. */
    Optional<Profile> findProfile(DeviceId device);

    /** What the destination is owed of the device, if anything is. */
    Optional<PendingUpdate> findPending(DestinationNumber destination, DeviceId device);

    /** What the destination acknowledged last of the device, if it ever did. */
    Optional<Told> findTold(DestinationNumber destination, DeviceId device);

    /**
     * Empty while the engine can make events durable; else why it cannot, in words for an operator. After a failed write or sync it
     * stays so until the store was opened again: what the failed write held may be there then or not.
     */
    Optional<String> findTrouble();

    /**
     * Carries out what was given before, settlements included, and closes the store. Later calls throw
     * {@link EngineUnavailableException}, but for {@link #catalog}, {@link #findTrouble}, {@link #release}, and another closing, which
     * does nothing.
     */
    @Override
    void close();
}
