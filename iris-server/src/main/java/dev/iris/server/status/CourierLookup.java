package dev.iris.server.status;

import dev.iris.deliver.CourierStatus;
import dev.iris.model.DestinationNumber;
import java.util.Optional;

/** The couriers at work, as far as status and operators need them. Thread-safe. */
public interface CourierLookup {
    /** How the destination is being served; empty when no courier serves it. */
    Optional<CourierStatus> find(DestinationNumber number);

    /** Ends the courier's back-off, if it is in one: the next attempt is made at once. */
    void retryNow(DestinationNumber number);
}
