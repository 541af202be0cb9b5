package dev.iris.rocksdb;

import dev.iris.model.DeviceId;
import dev.iris.model.Lane;

/** A device's place in a destination's queue. */
record Slot(Lane lane, long seq, DeviceId device) {}
