package dev.iris.rocksdb;

import dev.iris.model.BatchNumber;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next devices of a running batch, as they were found.
 *
 * @param from the device behind which they are; null for the first
 * @param through the last that was looked at; null when there was none
 * @param last whether there are no more
 */
record BatchSlice(
        DestinationNumber destination,
        BatchNumber number,
        List<DeviceId> devices,
        @Nullable DeviceId from,
        @Nullable DeviceId through,
        boolean last) {
    BatchSlice {
        devices = List.copyOf(devices);
    }
}
