package dev.iris.rocksdb;

import dev.iris.model.Changes;
import dev.iris.model.PartnerId;
import dev.iris.model.SegmentId;
import dev.iris.model.SegmentStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The stored form of what changed of a device since a cut; the device is part of the key. */
final class ChangesCodec {
    private static final int FORMAT = 1;

    private ChangesCodec() {}

    static byte[] encode(Changes changes) {
        var out = new ByteWriter();
        encode(out, changes);
        return out.toBytes();
    }

    static Changes decode(byte[] value) {
        return decode(new ByteReader(value));
    }

    static void encode(ByteWriter out, Changes changes) {
        out.put(FORMAT).putCount(changes.entered().size());
        changes.entered()
                .forEach((segment, time) -> out.putText(segment.value()).putTime(time));
        out.putCount(changes.gained().size());
        changes.gained().forEach((id, time) -> {
            ZerosCodec.encode(out, id);
            out.putTime(time);
        });
        ZerosCodec.encode(out, changes.zeros());
        out.putCount(changes.acknowledged().size());
        changes.acknowledged()
                .forEach((place, status) -> out.putText(place.partnerUuid())
                        .putText(status.segmentId())
                        .put(status.active() ? 1 : 0)
                        .putTime(status.time()));
    }

    static Changes decode(ByteReader in) {
        int format = in.octet();
        if (format != FORMAT) {
            throw new IllegalStateException("changes of format " + format + " (expected: " + FORMAT + ")");
        }
        return new Changes(entered(in), gained(in), ZerosCodec.decode(in), acknowledged(in));
    }

    private static Map<SegmentId, Instant> entered(ByteReader in) {
        int count = in.count();
        var entered = HashMap.<SegmentId, Instant>newHashMap(count);
        for (int i = 0; i < count; i++) {
            entered.put(new SegmentId(in.text()), in.time());
        }
        return entered;
    }

    private static Map<PartnerId, Instant> gained(ByteReader in) {
        int count = in.count();
        var gained = HashMap.<PartnerId, Instant>newHashMap(count);
        for (int i = 0; i < count; i++) {
            gained.put(ZerosCodec.decodeId(in), in.time());
        }
        return gained;
    }

    private static Map<Changes.Place, SegmentStatus> acknowledged(ByteReader in) {
        int count = in.count();
        var acknowledged = HashMap.<Changes.Place, SegmentStatus>newHashMap(count);
        for (int i = 0; i < count; i++) {
            var uuid = in.text();
            var status = new SegmentStatus(in.text(), in.octet() == 1, in.time());
            acknowledged.put(new Changes.Place(uuid, status.segmentId()), status);
        }
        return acknowledged;
    }
}
