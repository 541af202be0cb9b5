package dev.iris.publish;

import dev.iris.model.DestinationNumber;
import dev.iris.model.PendingUpdate;
import java.util.Optional;

/** What already waits for the event's device, dormant rows included. */
@FunctionalInterface
public interface PendingLookup {
    /** The row of that destination, if there is one. */
    Optional<PendingUpdate> find(DestinationNumber destination);
}
