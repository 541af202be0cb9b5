package dev.iris.rocksdb;

import dev.iris.model.BatchContent;
import dev.iris.model.BatchNumber;
import dev.iris.model.BatchPart;
import dev.iris.model.DeviceId;
import dev.iris.model.Lane;
import dev.iris.model.PendingUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A pending row as it is stored.
 *
 * @param versions numbers of the commits that wrote it
 * @param place where it waits in the destination's queue
 */
record Row(PendingUpdate update, Versions versions, Place place) {
    private static final int FORMAT = 2;

    /** Before there were batches: every row that was due was live. */
    private static final int LIVE_ONLY = 1;

    /**
     * Which commits wrote what of a row: what a flight told is found out by them when it ends.
     *
     * @param row the latest of all
     * @param live the latest in which a rule asked for a message
     * @param batch the one in which a batch did
     */
    record Versions(long row, long live, long batch) {
        static final Versions NONE = new Versions(0, 0, 0);
    }

    /**
     * A place in a queue.
     *
     * @param seq 0 when the row waits in none, because it is dormant
     */
    record Place(Lane lane, long seq) {
        static final Place NOWHERE = new Place(Lane.LIVE, 0);

        boolean isQueued() {
            return seq != 0;
        }
    }

    long version() {
        return versions.row;
    }

    boolean isQueued() {
        return place.isQueued();
    }

    /** The slot of the device to which the row belongs, if it is queued. */
    Slot slot(DeviceId device) {
        return new Slot(place.lane, place.seq, device);
    }

    void encode(ByteWriter out) {
        out.put(FORMAT).putLong(versions.row).putLong(versions.live).putLong(versions.batch);
        out.put(code(place.lane)).putLong(place.seq).put(update.live() ? 1 : 0);
        out.putTime(update.firstAt()).putTime(update.lastAt());
        ZerosCodec.encode(out, update.zeros());
        encode(out, update.batch());
    }

    static Row decode(byte[] value) {
        return decode(new ByteReader(value));
    }

    static Row decode(ByteReader in) {
        int format = in.octet();
        return switch (format) {
            case FORMAT -> decodeNewest(in);
            case LIVE_ONLY -> decodeLiveOnly(in);
            default ->
                throw new IllegalStateException("pending row of format " + format + " (expected: " + FORMAT + ")");
        };
    }

    private static Row decodeNewest(ByteReader in) {
        var versions = new Versions(in.readLong(), in.readLong(), in.readLong());
        var place = new Place(lane(in.octet()), in.readLong());
        boolean live = in.octet() == 1;
        var firstAt = in.time();
        var lastAt = in.time();
        var zeros = ZerosCodec.decode(in);
        return new Row(new PendingUpdate(zeros, live, batch(in), firstAt, lastAt), versions, place);
    }

    private static Row decodeLiveOnly(ByteReader in) {
        long version = in.readLong();
        var place = new Place(Lane.LIVE, in.readLong());
        var firstAt = in.time();
        var lastAt = in.time();
        var update = new PendingUpdate(ZerosCodec.decode(in), place.isQueued(), firstAt, lastAt);
        return new Row(update, new Versions(version, version, 0), place);
    }

    private static void encode(ByteWriter out, @Nullable BatchPart batch) {
        if (batch == null) {
            out.put(0);
            return;
        }
        switch (batch.content()) {
            case BatchContent.Everything _ -> out.put(1).putLong(batch.number().value());
            case BatchContent.OnlyChanges(var changes) -> {
                out.put(2).putLong(batch.number().value());
                ChangesCodec.encode(out, changes);
            }
        }
    }

    private static @Nullable BatchPart batch(ByteReader in) {
        int kind = in.octet();
        if (kind == 0) {
            return null;
        }
        var number = new BatchNumber(in.readLong());
        return new BatchPart(
                number,
                kind == 1 ? new BatchContent.Everything() : new BatchContent.OnlyChanges(ChangesCodec.decode(in)));
    }

    static int code(Lane lane) {
        return switch (lane) {
            case LIVE -> 1;
            case BATCH -> 2;
        };
    }

    static Lane lane(int code) {
        return switch (code) {
            case 1 -> Lane.LIVE;
            case 2 -> Lane.BATCH;
            default -> throw new IllegalStateException("lane " + code + " (expected: 1 or 2)");
        };
    }
}
