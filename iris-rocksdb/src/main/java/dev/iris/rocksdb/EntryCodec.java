package dev.iris.rocksdb;

import dev.iris.model.DeviceId;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import java.util.ArrayList;
import java.util.List;

/** The stored form of an entry of a message, as part of other values; the device is part of their keys. */
final class EntryCodec {
    private EntryCodec() {}

    static void encode(ByteWriter out, UserEntry entry) {
        out.putText(entry.partnerUuid()).putCount(entry.regions().size());
        entry.regions().forEach(region -> out.putText(region.value()));
        out.putCount(entry.segments().size());
        entry.segments()
                .forEach(segment -> out.putText(segment.segmentId())
                        .put(segment.active() ? 1 : 0)
                        .putTime(segment.time()));
    }

    static UserEntry decode(DeviceId device, ByteReader in) {
        return new UserEntry(device, in.text(), regions(in), segments(in));
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
