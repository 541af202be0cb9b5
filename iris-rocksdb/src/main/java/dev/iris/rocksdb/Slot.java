package dev.iris.rocksdb;

import dev.iris.model.DeviceId;

/** A device's place in a destination's queue. */
record Slot(long seq, DeviceId device) {}
