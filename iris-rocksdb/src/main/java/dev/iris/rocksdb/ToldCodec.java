package dev.iris.rocksdb;

import dev.iris.model.DeviceId;
import dev.iris.model.Told;
import dev.iris.model.UserEntry;
import java.util.ArrayList;

/** The stored form of what a destination acknowledged last; the device is part of the key. */
final class ToldCodec {
    private static final int FORMAT = 1;

    private ToldCodec() {}

    static byte[] encode(Told told) {
        var out = new ByteWriter().put(FORMAT).putTime(told.at());
        out.putCount(told.entries().size());
        told.entries().forEach(entry -> EntryCodec.encode(out, entry));
        return out.toBytes();
    }

    static Told decode(DeviceId device, byte[] value) {
        var in = new ByteReader(value);
        int format = in.octet();
        if (format != FORMAT) {
            throw new IllegalStateException("told of format " + format + " (expected: " + FORMAT + ")");
        }
        var at = in.time();
        int count = in.count();
        var entries = new ArrayList<UserEntry>(count);
        for (int i = 0; i < count; i++) {
            entries.add(EntryCodec.decode(device, in));
        }
        return new Told(at, entries);
    }
}
