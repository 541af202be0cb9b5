package dev.iris.rocksdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The records of one atomic write, in the form in which RocksDB logs them, so that they cross into native code all at once: a crossing
 * for each costs more than the encoding. Confined to its write.
 *
 * <p>The form is that of a write batch, as {@code write_batch.cc} of RocksDB describes it: sequence(8) count(4), little-endian, then of
 * each record its type, its column family, its key and its value; lengths and families are variable-length integers.
 */
final class WriteRecords {
    private static final int HEADER_BYTES = 12;
    private static final int COUNT_AT = 8;

    /** What a record of an event takes, or so; only to begin with. */
    private static final int RECORD_BYTES = 96;

    private static final int DELETION = 0x04;
    private static final int VALUE = 0x05;
    private static final int RANGE_DELETION = 0x0E;

    private final Store store;
    private final ByteWriter log;
    private int count;

    /** @param records how many there will be, or so */
    WriteRecords(Store store, int records) {
        this.store = store;
        this.log = new ByteWriter(HEADER_BYTES + records * RECORD_BYTES).putBytes(new byte[HEADER_BYTES], HEADER_BYTES);
    }

    void put(ColumnFamilyHandle family, byte[] key, byte[] value) {
        begin(VALUE, family, key);
        log.putCount(value.length).putBytes(value, value.length);
    }

    void put(ColumnFamilyHandle family, byte[] key, ByteWriter value) {
        begin(VALUE, family, key);
        value.appendTo(log.putCount(value.size()));
    }

    void delete(ColumnFamilyHandle family, byte[] key) {
        begin(DELETION, family, key);
    }

    /** Deletes the keys from {@code first} on that are lower than {@code behind}. */
    void deleteRange(ColumnFamilyHandle family, byte[] first, byte[] behind) {
        begin(RANGE_DELETION, family, first);
        log.putCount(behind.length).putBytes(behind, behind.length);
    }

    int count() {
        return count;
    }

    /** Writes them all or, when that fails, none. */
    void write(WriteOptions options) throws RocksDBException {
        if (count == 0) {
            return;
        }
        var bytes = log.toBytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(COUNT_AT, count);
        try (var batch = new WriteBatch(bytes)) {
            store.db.write(options, batch);
        }
    }

    private void begin(int type, ColumnFamilyHandle family, byte[] key) {
        count++;
        log.put(type).putCount(store.number(family)).putCount(key.length).putBytes(key, key.length);
    }
}
