package dev.iris.engine;

import dev.iris.model.DeviceId;
import dev.iris.model.OwedZeros;
import dev.iris.model.UserEntry;
import java.util.List;

/**
 * The end of a device's flight.
 *
 * @param version of the row as it was taken
 * @param discharged zeros no longer owed, with the times they had: acknowledged ones and those of which nobody is to be told any more
 * @param told what was acknowledged; empty when nothing had to be said
 * @param letters what the partner does not take; its zeros are not discharged
 */
public record Settlement(
        DeviceId device, long version, OwedZeros discharged, List<UserEntry> told, List<DeadLetter> letters) {
    public Settlement {
        told = List.copyOf(told);
        letters = List.copyOf(letters);
    }

    /** The end of a flight in which the partner took everything. */
    public Settlement(DeviceId device, long version, OwedZeros discharged, List<UserEntry> told) {
        this(device, version, discharged, told, List.of());
    }
}
