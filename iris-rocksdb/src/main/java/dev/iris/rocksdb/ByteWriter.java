package dev.iris.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Writes the values of rows. Big-endian; counts and lengths as variable-length integers. Confined. */
final class ByteWriter {
    private byte[] bytes = new byte[256];
    private int size;

    ByteWriter put(int octet) {
        ensure(1);
        bytes[size++] = (byte) octet;
        return this;
    }

    ByteWriter putInt(int value) {
        return put(value >>> 24).put(value >>> 16).put(value >>> 8).put(value);
    }

    ByteWriter putLong(long value) {
        return putInt((int) (value >>> 32)).putInt((int) value);
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

    ByteWriter putText(String text) {
        var utf8 = text.getBytes(UTF_8);
        putCount(utf8.length);
        ensure(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
        return this;
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

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
