package dev.iris.rocksdb;

import dev.iris.engine.Batch;
import dev.iris.engine.BatchPhase;
import dev.iris.engine.BatchStanding;
import dev.iris.model.BatchNumber;
import dev.iris.model.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the store remembers of a destination's batches. Immutable.
 *
 * @param cursor how far the last batch is: the device behind which it goes on; null at its start
 */
record BatchBook(BatchStanding standing, @Nullable DeviceId cursor) {
    static final BatchBook EMPTY = new BatchBook(BatchStanding.NONE, null);

    private static final int FORMAT = 1;

    /** The number of the batch to which changes belong now. */
    BatchNumber open() {
        return standing.findLast().map(last -> last.number().next()).orElse(BatchNumber.FIRST);
    }

    /** Whether changes are kept: until the first cut there is nothing that its full batch would not tell. */
    boolean isRecording() {
        return standing.findSince().isPresent() && standing.findLastFull().isPresent();
    }

    /** Whether devices of a batch are still to be made due. */
    boolean isMaking(BatchNumber number) {
        return standing.findRunning()
                .filter(batch -> batch.number().equals(number) && batch.phase() == BatchPhase.MAKING)
                .isPresent();
    }

    BatchBook switched(@Nullable Instant since) {
        return new BatchBook(new BatchStanding(since, standing.last(), null), cursor);
    }

    BatchBook begun(Batch batch) {
        boolean counts = batch.full() && standing.since() != null;
        var lastFull = counts ? batch.plannedFor() : standing.lastFull();
        return new BatchBook(new BatchStanding(standing.since(), batch, lastFull), null);
    }

    BatchBook with(Batch batch, @Nullable DeviceId place) {
        return new BatchBook(new BatchStanding(standing.since(), batch, standing.lastFull()), place);
    }

    byte[] encode() {
        var out = new ByteWriter()
                .put(FORMAT)
                .putOptionalTime(standing.findSince())
                .putOptionalTime(standing.findLastFull())
                .put(standing.last() == null ? 0 : 1);
        standing.findLast().ifPresent(last -> BatchCodec.encode(out, last));
        return out.putText(cursor == null ? "" : cursor.value()).toBytes();
    }

    static BatchBook decode(byte[] value) {
        var in = new ByteReader(value);
        int format = in.octet();
        if (format != FORMAT) {
            throw new IllegalStateException("batches of format " + format + " (expected: " + FORMAT + ")");
        }
        var since = in.optionalTime().orElse(null);
        var lastFull = in.optionalTime().orElse(null);
        var last = in.octet() == 0 ? null : BatchCodec.decode(in);
        var cursor = in.text();
        return new BatchBook(new BatchStanding(since, last, lastFull), cursor.isEmpty() ? null : new DeviceId(cursor));
    }
}
