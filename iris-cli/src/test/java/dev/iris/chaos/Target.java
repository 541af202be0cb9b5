package dev.iris.chaos;

import java.util.Map;

/**
 * Under what a destination knows a device.
 *
 * @param idStem what stands before the device's number in the partner id
 * @param aliases what the destination calls the segments it maps
 * @param onlyWithSecondId whether the device has that id only at times
 */
record Target(String destination, String idStem, Map<String, String> aliases, boolean onlyWithSecondId) {
    Target {
        aliases = Map.copyOf(aliases);
    }
}
