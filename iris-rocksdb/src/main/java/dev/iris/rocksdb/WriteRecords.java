package dev.iris.rocksdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
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

    /** What a record of a device takes, or so; only to begin with. */
    private static final int RECORD_BYTES = 128;

    private static final int DELETION = 0x04;
    private static final int VALUE = 0x05;
    private static final int RANGE_DELETION = 0x0E;

    private final Store store;
    private final ByteWriter log;
    private int count;

    /** Where profiles and rows begin, and the hashes of their keys, by turns. */
    private int[] marks;

    private int marked;

    /** @param records how many there will be, or so */
    WriteRecords(Store store, int records) {
        this.store = store;
        this.marks = new int[2 * records];
        this.log = new ByteWriter(HEADER_BYTES + Math.max(1, records) * RECORD_BYTES)
                .putBytes(new byte[HEADER_BYTES], HEADER_BYTES);
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

    /**
     * Deletes the keys from {@code first} on that are lower than {@code behind}.
     *
     * @throws IllegalArgumentException for profiles or rows, which are remembered one by one
     */
    void deleteRange(ColumnFamilyHandle family, byte[] first, byte[] behind) {
        if (store.isOfDevices(store.number(family))) {
            throw new IllegalArgumentException("profiles and rows are deleted one by one");
        }
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

    /** Bytes of all of them. */
    int size() {
        return log.size();
    }

    void copyTo(byte[] target, int at) {
        log.copyTo(target, at);
    }

    /** How many profiles and rows are put or deleted. */
    int marks() {
        return marked;
    }

    /** Behind how many bytes the record of one of these begins. */
    int markedOffset(int mark) {
        return marks[2 * mark];
    }

    int markedHash(int mark) {
        return marks[2 * mark + 1];
    }

    /** What a record that begins somewhere says of a key; null when it is of another key. */
    static @Nullable LoggedValue find(byte[] bytes, int at, int family, byte[] key) {
        var in = new ByteReader(bytes, at);
        int type = in.octet();
        if (in.count() != family || !in.isNext(key)) {
            return null;
        }
        if (type == DELETION) {
            return LoggedValue.NONE;
        }
        in.count();
        return new LoggedValue(in);
    }

    private void mark(int hash) {
        if (2 * marked == marks.length) {
            marks = Arrays.copyOf(marks, 2 * marks.length + 2);
        }
        marks[2 * marked] = log.size();
        marks[2 * marked + 1] = hash;
        marked++;
    }

    private void begin(int type, ColumnFamilyHandle family, byte[] key) {
        count++;
        int number = store.number(family);
        if (store.isOfDevices(number)) {
            mark(RecentRecords.hash(number, key));
        }
        log.put(type).putCount(number).putCount(key.length).putBytes(key, key.length);
    }
}
