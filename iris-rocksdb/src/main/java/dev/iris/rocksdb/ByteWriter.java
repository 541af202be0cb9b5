package dev.iris.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Writes the values of rows. Big-endian; counts and lengths as variable-length integers. Confined. */
final class ByteWriter {
    private static final int FIRST_CAPACITY = 256;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    ByteWriter() {
        this(FIRST_CAPACITY);
    }

    ByteWriter(int capacity) {
        this.bytes = new byte[capacity];
    }

    ByteWriter put(int octet) {
        int at = reserve(1);
        bytes[at] = (byte) octet;
        return this;
    }

    ByteWriter putInt(int value) {
        int at = reserve(Integer.BYTES);
        INT.set(bytes, at, value);
        return this;
    }

    ByteWriter putLong(long value) {
        int at = reserve(Long.BYTES);
        LONG.set(bytes, at, value);
        return this;
    }

    /** A count or length, 0 or more. */
    ByteWriter putCount(int count) {
        int rest = count;
        while (rest >= 0x80) {
            put(rest | 0x80);
            rest >>>= 7;
        }
        return put(rest);
    }

    /** The first of some bytes, without their number. */
    ByteWriter putBytes(byte[] source, int length) {
        int at = reserve(length);
        System.arraycopy(source, 0, bytes, at, length);
        return this;
    }

    ByteWriter putText(String text) {
        var utf8 = text.getBytes(UTF_8);
        return putCount(utf8.length).putBytes(utf8, utf8.length);
    }

    /** A time to the millisecond. */
    ByteWriter putTime(Instant time) {
        return putLong(time.toEpochMilli());
    }

    ByteWriter putOptionalTime(Optional<Instant> time) {
        put(time.isPresent() ? 1 : 0);
        time.ifPresent(this::putTime);
        return this;
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, size);
    }

    void appendTo(ByteWriter other) {
        other.putBytes(bytes, size);
    }

    /** Begins anew, empty. */
    ByteWriter clear() {
        size = 0;
        return this;
    }

    /** Makes room behind what there is; says where. */
    private int reserve(int more) {
        int at = size;
        size += more;
        if (size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size));
        }
        return at;
    }
}
