package dev.iris.engine;

import dev.iris.model.DeviceId;
import dev.iris.model.OwedZeros;

/**
 * The end of a device's flight.
 *
 * @param version of the row as it was taken
 * @param discharged zeros no longer owed, with the times they had: acknowledged ones and those of which nobody is to be told any more
 */
public record Settlement(DeviceId device, long version, OwedZeros discharged) {}
