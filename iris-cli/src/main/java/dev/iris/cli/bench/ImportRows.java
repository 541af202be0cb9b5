package dev.iris.cli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;

/** A stream of CSV with a row for each of so many devices, made while it is read. Confined. */
final class ImportRows extends InputStream {
    private static final int ROWS_AT_ONCE = 500;

    private final Audience audience;
    private final int rows;
    private final String time;
    private byte[] block = "device,time,qualified,disqualified,dpid,uuid\n".getBytes(US_ASCII);
    private int at;
    private int next;

    /**
     * A stream that was not read yet.
     *
     * @param time of all events, as RFC 3339 writes it
     */
    ImportRows(Audience audience, int rows, String time) {
        this.audience = audience;
        this.rows = rows;
        this.time = time;
    }

    @Override
    public int read() {
        return fill() ? block[at++] : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, block.length - at);
        System.arraycopy(block, at, into, offset, count);
        at += count;
        return count;
    }

    /** Whether something is left to be read. */
    private boolean fill() {
        if (at < block.length) {
            return true;
        }
        var text = new StringBuilder();
        for (int i = 0; i < ROWS_AT_ONCE && next < rows; i++, next++) {
            append(text, audience.imported(next));
        }
        block = text.toString().getBytes(US_ASCII);
        at = 0;
        return block.length > 0;
    }

    private void append(StringBuilder out, String device) {
        out.append(device).append(',').append(time).append(',');
        out.append(audience.segments().first())
                .append(';')
                .append(audience.segments().second());
        out.append(",,").append(Audience.DATA_SOURCE).append(',');
        out.append(Audience.partnerId(device)).append('\n');
    }
}
