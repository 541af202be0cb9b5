package dev.iris.rocksdb;

import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;

/** Names a pending row. */
record RowKey(DestinationNumber destination, DeviceId device) {}
