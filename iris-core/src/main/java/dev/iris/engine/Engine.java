package dev.iris.engine;

import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.Told;
import java.util.Optional;

/** An engine: durable profiles, outboxes and dead letters, and the catalog by which they are kept. Thread-safe. */
public interface Engine extends EventIntake, Outbox, DeadLetters, AutoCloseable {
    /** The catalog that the engine works by now. */
    Catalog catalog();

    /**
     * Replaces the catalog and returns when every event accepted afterwards is judged by it. Rows of destinations that the new
     * catalog does not know are dropped.
     */
    void adopt(Catalog catalog);

    /** The profile of a device, if anything is known of it. */
    Optional<Profile> findProfile(DeviceId device);

    /** What the destination is owed of the device, if anything is. */
    Optional<PendingUpdate> findPending(DestinationNumber destination, DeviceId device);

    /** What the destination acknowledged last of the device, if it ever did. */
    Optional<Told> findTold(DestinationNumber destination, DeviceId device);

    /** Empty while the engine can make events durable; else why it cannot, in words for an operator. */
    Optional<String> findTrouble();

    /** Ends what was begun and closes the store; later calls throw {@link EngineUnavailableException}. */
    @Override
    void close();
}
