package dev.iris.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** What is written at once is what RocksDB's own batch would hold, byte for byte. */
class WriteRecordsIT extends StoreFolder {
    private static final byte[] KEY = "key".getBytes(US_ASCII);
    private static final byte[] LAST = "last".getBytes(US_ASCII);

    /** Its length takes two bytes. */
    private static final byte[] LONG_VALUE = new byte[300];

    @Test
    void theLogHoldsTheSameBytes() throws Exception {
        long before = store.db.getLatestSequenceNumber();
        records().write(new WriteOptions());
        assertThat(logged(before + 1)).isEqualTo(logged(before + 1, batch()));
    }

    @Test
    void nothingIsWrittenWhereThereIsNothing() throws Exception {
        long before = store.db.getLatestSequenceNumber();
        new WriteRecords(store, 0).write(new WriteOptions());
        assertThat(store.db.getLatestSequenceNumber()).isEqualTo(before);
    }

    private WriteRecords records() {
        var records = new WriteRecords(store, 1);
        records.put(store.profile, KEY, LONG_VALUE);
        records.put(store.pending, LAST, new ByteWriter().putText("value"));
        records.delete(store.queue, KEY);
        records.deleteRange(store.changes, KEY, LAST);
        records.put(store.meta, KEY, new byte[0]);
        return records;
    }

    private WriteBatch batch() throws RocksDBException {
        var batch = new WriteBatch();
        batch.put(store.profile, KEY, LONG_VALUE);
        batch.put(store.pending, LAST, new ByteWriter().putText("value").toBytes());
        batch.delete(store.queue, KEY);
        batch.deleteRange(store.changes, KEY, LAST);
        batch.put(store.meta, KEY, new byte[0]);
        return batch;
    }

    private byte[] logged(long sequence) throws RocksDBException {
        try (var log = store.db.getUpdatesSince(sequence);
                var batch = log.getBatch().writeBatch()) {
            return batch.data();
        }
    }

    /** As they are logged with a sequence number. */
    private static byte[] logged(long sequence, WriteBatch batch) throws RocksDBException {
        var data = batch.data();
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putLong(0, sequence);
        batch.close();
        return data;
    }
}
