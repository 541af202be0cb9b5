package dev.iris.rocksdb;

import dev.iris.model.DataSourceId;
import dev.iris.model.OwedZero;
import dev.iris.model.OwedZeros;
import dev.iris.model.PartnerId;
import dev.iris.model.PendingUpdate;
import dev.iris.model.SegmentId;
import java.time.Instant;
import java.util.HashMap;

/**
 * A pending row as it is stored.
 *
 * @param version number of the commit that wrote it
 * @param seq its place in the destination's queue; {@link #DORMANT} for a row that is not due
 */
record Row(PendingUpdate update, long version, long seq) {
    static final long DORMANT = 0;
    private static final int FORMAT = 1;

    byte[] encode() {
        var out = new ByteWriter().put(FORMAT).putLong(version).putLong(seq);
        out.putTime(update.firstAt()).putTime(update.lastAt());
        out.putCount(update.zeros().times().size());
        update.zeros().times().forEach((zero, time) -> encode(out, zero, time));
        return out.toBytes();
    }

    static Row decode(byte[] value) {
        var in = new ByteReader(value);
        int format = in.octet();
        if (format != FORMAT) {
            throw new IllegalStateException("pending row of format " + format + " (expected: " + FORMAT + ")");
        }
        long version = in.readLong();
        long seq = in.readLong();
        var firstAt = in.time();
        var lastAt = in.time();
        return new Row(new PendingUpdate(zeros(in), seq != DORMANT, firstAt, lastAt), version, seq);
    }

    private static void encode(ByteWriter out, OwedZero zero, Instant time) {
        out.putText(zero.segment().value()).putTime(time);
        var id = zero.id();
        if (id == null) {
            out.put(0);
        } else {
            out.put(1).putText(id.dataSource().value()).putText(id.uuid());
        }
    }

    private static OwedZeros zeros(ByteReader in) {
        int count = in.count();
        var times = HashMap.<OwedZero, Instant>newHashMap(count);
        for (int i = 0; i < count; i++) {
            var segment = new SegmentId(in.text());
            var time = in.time();
            var id = in.octet() == 0 ? null : new PartnerId(new DataSourceId(in.text()), in.text());
            times.put(new OwedZero(segment, id), time);
        }
        return new OwedZeros(times);
    }
}
