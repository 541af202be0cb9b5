package dev.iris.rocksdb;

import dev.iris.model.DeviceId;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.Told;
import dev.iris.model.UserEntry;
import java.util.ArrayList;
import java.util.List;

/** The stored form of what a destination acknowledged last; the device is part of the key. */
final class ToldCodec {
    private static final int FORMAT = 1;

    private ToldCodec() {}

    static byte[] encode(Told told) {
        var out = new ByteWriter().put(FORMAT).putTime(told.at());
        out.putCount(told.entries().size());
        for (var entry : told.entries()) {
            out.putText(entry.partnerUuid()).putCount(entry.regions().size());
            entry.regions().forEach(region -> out.putText(region.value()));
            out.putCount(entry.segments().size());
            entry.segments()
                    .forEach(segment -> out.putText(segment.segmentId())
                            .put(segment.active() ? 1 : 0)
                            .putTime(segment.time()));
        }
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
            entries.add(new UserEntry(device, in.text(), regions(in), segments(in)));
        }
        return new Told(at, entries);
    }

    private static List<RegionId> regions(ByteReader in) {
        int count = in.count();
        var regions = new ArrayList<RegionId>(count);
        for (int i = 0; i < count; i++) {
            regions.add(new RegionId(in.text()));
        }
        return regions;
    }

    private static List<SegmentStatus> segments(ByteReader in) {
        int count = in.count();
        var segments = new ArrayList<SegmentStatus>(count);
        for (int i = 0; i < count; i++) {
            segments.add(new SegmentStatus(in.text(), in.octet() == 1, in.time()));
        }
        return segments;
    }
}
