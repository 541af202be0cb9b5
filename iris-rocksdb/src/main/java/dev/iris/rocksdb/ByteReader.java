package dev.iris.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Reads what {@link ByteWriter} wrote. Confined. */
final class ByteReader {
    private final ByteBuffer bytes;

    ByteReader(byte[] bytes) {
        this(bytes, 0);
    }

    ByteReader(byte[] bytes, int from) {
        this.bytes = ByteBuffer.wrap(bytes, from, bytes.length - from);
    }

    int octet() {
        return bytes.get() & 0xFF;
    }

    int readInt() {
        return bytes.getInt();
    }

    long readLong() {
        return bytes.getLong();
    }

    int count() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
    }

    /** Reads a length and bytes; says whether they are these. */
    boolean isNext(byte[] expected) {
        int length = count();
        int from = bytes.position();
        bytes.position(from + length);
        return Arrays.equals(bytes.array(), from, from + length, expected, 0, expected.length);
    }

    String text() {
        int length = count();
        var text = new String(bytes.array(), bytes.position(), length, UTF_8);
        bytes.position(bytes.position() + length);
        return text;
    }

    Instant time() {
        return Instant.ofEpochMilli(readLong());
    }

    Optional<Instant> optionalTime() {
        return octet() == 0 ? Optional.empty() : Optional.of(time());
    }
}
