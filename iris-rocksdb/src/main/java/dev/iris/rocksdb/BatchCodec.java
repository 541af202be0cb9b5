package dev.iris.rocksdb;

import dev.iris.engine.Batch;
import dev.iris.engine.BatchPhase;
import dev.iris.model.BatchNumber;

/** The stored form of what is known of one batch. */
final class BatchCodec {
    private BatchCodec() {}

    static byte[] encode(Batch batch) {
        var out = new ByteWriter();
        encode(out, batch);
        return out.toBytes();
    }

    static Batch decode(byte[] value) {
        return decode(new ByteReader(value));
    }

    static void encode(ByteWriter out, Batch batch) {
        out.putLong(batch.number().value()).put(batch.full() ? 1 : 0);
        out.putTime(batch.plannedFor()).putTime(batch.startedAt()).put(code(batch.phase()));
        out.putLong(batch.received()).putLong(batch.successful()).putLong(batch.failed());
        out.putOptionalTime(batch.findEnd());
    }

    static Batch decode(ByteReader in) {
        return new Batch(
                new BatchNumber(in.readLong()),
                in.octet() == 1,
                in.time(),
                in.time(),
                phase(in.octet()),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.optionalTime().orElse(null));
    }

    private static int code(BatchPhase phase) {
        return switch (phase) {
            case MAKING -> 1;
            case SENDING -> 2;
            case ENDED -> 3;
        };
    }

    private static BatchPhase phase(int code) {
        return switch (code) {
            case 1 -> BatchPhase.MAKING;
            case 2 -> BatchPhase.SENDING;
            case 3 -> BatchPhase.ENDED;
            default -> throw new IllegalStateException("phase " + code + " of a batch (expected: 1 to 3)");
        };
    }
}
