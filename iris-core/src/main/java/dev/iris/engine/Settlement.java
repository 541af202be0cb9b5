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
 */
public record Settlement(DeviceId device, long version, OwedZeros discharged, List<UserEntry> told) {
    public Settlement {
        told = List.copyOf(told);
    }
}
