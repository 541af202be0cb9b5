package dev.iris.rocksdb;

import dev.iris.model.DataSourceId;
import dev.iris.model.OwedZero;
import dev.iris.model.OwedZeros;
import dev.iris.model.PartnerId;
import dev.iris.model.SegmentId;
import java.time.Instant;
import java.util.HashMap;

/** The stored form of zeros and of partner ids, as parts of other values. */
final class ZerosCodec {
    private ZerosCodec() {}

    static void encode(ByteWriter out, OwedZeros zeros) {
        out.putCount(zeros.times().size());
        zeros.times().forEach((zero, time) -> encode(out, zero, time));
    }

    static OwedZeros decode(ByteReader in) {
        int count = in.count();
        var times = HashMap.<OwedZero, Instant>newHashMap(count);
        for (int i = 0; i < count; i++) {
            var segment = new SegmentId(in.text());
            var time = in.time();
            var id = in.octet() == 0 ? null : decodeId(in);
            times.put(new OwedZero(segment, id), time);
        }
        return new OwedZeros(times);
    }

    static void encode(ByteWriter out, PartnerId id) {
        out.putText(id.dataSource().value()).putText(id.uuid());
    }

    static PartnerId decodeId(ByteReader in) {
        return new PartnerId(new DataSourceId(in.text()), in.text());
    }

    private static void encode(ByteWriter out, OwedZero zero, Instant time) {
        out.putText(zero.segment().value()).putTime(time);
        var id = zero.id();
        if (id == null) {
            out.put(0);
        } else {
            encode(out.put(1), id);
        }
    }
}
