package dev.iris.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Gzip bodies (RFC 1952), sound ones and bombs. */
public final class Gzip {
    private static final int PIECE = 64 * 1024;

    private Gzip() {}

    /** The bytes as one gzip member. */
    public static byte[] of(byte[] plain) {
        return compressed(out -> out.write(plain));
    }

    /** One member that unpacks to so many zeros, about a thousand times its own size. */
    public static byte[] bomb(long unpacked) {
        var zeros = new byte[PIECE];
        return compressed(out -> {
            for (long left = unpacked; left > 0; left -= PIECE) {
                out.write(zeros, 0, (int) Math.min(left, PIECE));
            }
        });
    }

    private static byte[] compressed(Content content) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What is to be compressed. */
    private interface Content {
        void writeTo(GZIPOutputStream out) throws IOException;
    }
}
