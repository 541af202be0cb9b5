package dev.iris.cli.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A file while it is sent: counts its bytes, and ends early when the program is asked to end. Confined, but for the count. */
public final class SentBytes extends FilterInputStream {
    private final BooleanSupplier askedToEnd;
    private final AtomicLong count = new AtomicLong();

    public SentBytes(InputStream in, BooleanSupplier askedToEnd) {
        super(in);
        this.askedToEnd = askedToEnd;
    }

    /** Bytes that were read so far. */
    public long count() {
        return count.get();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (askedToEnd.getAsBoolean()) {
            throw new IOException("asked to end");
        }
        int read = super.read(into, offset, length);
        count.addAndGet(Math.max(read, 0));
        return read;
    }
}
