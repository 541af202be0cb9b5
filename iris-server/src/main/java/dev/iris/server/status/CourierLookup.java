package dev.iris.server.status;

import dev.iris.deliver.Attempt;
import dev.iris.deliver.CourierStatus;
import dev.iris.deliver.SampleDelivery;
import dev.iris.model.DestinationNumber;
import java.util.List;
import java.util.Optional;

/** The couriers at work, as far as status and operators need them. Thread-safe. */
public interface CourierLookup {
    /** How the destination is being served; empty when no courier serves it. */
    Optional<CourierStatus> find(DestinationNumber number);

    /** The last attempts to deliver to the destination since the start of the server, the newest first. */
    List<Attempt> attempts(DestinationNumber number);

    /**
     * Sends a sample user to the destination; empty when no courier serves it.
     *
     * @throws InterruptedException when the caller is interrupted
     */
    Optional<SampleDelivery> sendSample(DestinationNumber number) throws InterruptedException;

    /**
     * Drops the destination's token and asks for another; does nothing when no courier serves it.
     *
     * @throws InterruptedException when the caller is interrupted
     */
    void renewToken(DestinationNumber number) throws InterruptedException;

    /** Ends the courier's back-off, if it is in one: the next attempt is made at once. */
    void retryNow(DestinationNumber number);
}
