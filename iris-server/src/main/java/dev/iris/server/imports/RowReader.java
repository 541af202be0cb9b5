package dev.iris.server.imports;

import dev.iris.server.control.ImportMark;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Takes a stream apart into rows. A row ends with a line feed; one that stands in quotes (RFC 4180) is part of the row, unless the
 * quotes are never closed: then the row is the one line. Rows of white space are passed over. Holds one row at most. Confined to
 * its creator.
 */
final class RowReader {
    /** Bytes of one row; no event is as long. */
    static final int LONGEST_ROW = 1 << 20;

    /** Bytes of one row that are passed over before the stream is given up. */
    static final long MOST_PASSED = 64L << 20;

    private static final int BLOCK = 1 << 16;

    private final InputStream in;
    private final Quotes quotes;
    private final CRC32C checksum = new CRC32C();
    private byte[] buffer = new byte[BLOCK];
    private int start;
    private int end;
    private long bytes;
    private long lines;
    private ImportMark place = ImportMark.BEGINNING;

    private RowReader(InputStream in, Quotes quotes) {
        this.in = in;
        this.quotes = quotes;
    }

    /** Rows that are lines. */
    static RowReader ofLines(InputStream in) {
        return new RowReader(in, new Quotes(false));
    }

    /** Rows of CSV. */
    static RowReader ofCsv(InputStream in) {
        return new RowReader(in, new Quotes(true));
    }

    /** The next row, or empty at the end of the stream. */
    Optional<Row> next() throws IOException {
        while (true) {
            var row = nextOrBlank();
            if (row.isEmpty() || !(row.get() instanceof Row.Whole whole && blank(whole.bytes()))) {
                return row;
            }
        }
    }

    /** The place behind the last row that was given, with these counts. */
    ImportMark mark(long accepted, long rejected) {
        return new ImportMark(accepted, rejected, place.bytes(), place.lines(), place.checksum());
    }

    /** Passes over everything before the place; says whether the stream is there the one that the place is of. */
    boolean pass(ImportMark mark) throws IOException {
        while (bytes < mark.bytes()) {
            if (start == end && !fill()) {
                return false;
            }
            consume((int) Math.min(end - start, mark.bytes() - bytes));
        }
        if (mark.bytes() > 0) {
            lines = mark.lines();
            reach();
        }
        return mark.bytes() == 0 || (bytes == mark.bytes() && place.checksum() == mark.checksum());
    }

    private Optional<Row> nextOrBlank() throws IOException {
        quotes.begin();
        int firstBreak = -1;
        for (int at = 0; ; at++) {
            if (start + at == end && (at >= LONGEST_ROW || !fill())) {
                return firstBreak < 0 ? unbroken(at) : Optional.of(take(firstBreak + 1));
            }
            byte next = buffer[start + at];
            if (next != '\n') {
                quotes.pass(next);
            } else if (!quotes.open()) {
                return Optional.of(take(at + 1));
            } else if (firstBreak < 0) {
                firstBreak = at;
            }
        }
    }

    /** What is there when neither a line end nor more is found: nothing, a last row, or a part of one that is too long. */
    private Optional<Row> unbroken(int length) throws IOException {
        if (length == 0) {
            return Optional.empty();
        }
        return Optional.of(length < LONGEST_ROW ? take(length) : passTooLong());
    }

    private Row passTooLong() throws IOException {
        long passed = 0;
        while (start < end || fill()) {
            int length = lineLength();
            boolean whole = buffer[start + length - 1] == '\n';
            passed += length;
            consume(length);
            if (whole) {
                break;
            }
            if (passed > MOST_PASSED) {
                throw new UnreadableStreamException(
                        "line " + (lines + 1) + " is longer than " + MOST_PASSED + " bytes; is this one event a line?");
            }
        }
        lines++;
        reach();
        return new Row.TooLong(lines);
    }

    private int lineLength() {
        for (int at = start; at < end; at++) {
            if (buffer[at] == '\n') {
                return at + 1 - start;
            }
        }
        return end - start;
    }

    private Row take(int length) {
        var text = Arrays.copyOfRange(buffer, start, start + length);
        var row = new Row.Whole(lines + 1, text);
        consume(length);
        for (byte each : text) {
            if (each == '\n') {
                lines++;
            }
        }
        if (text[length - 1] != '\n') {
            lines++;
        }
        reach();
        return row;
    }

    private void reach() {
        place = new ImportMark(0, 0, bytes, lines, (int) checksum.getValue());
    }

    private void consume(int length) {
        checksum.update(buffer, start, length);
        start += length;
        bytes += length;
    }

    /** Reads more behind what is held; says whether there was more. */
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    private static boolean blank(byte[] text) {
        for (byte each : text) {
            if (each != ' ' && each != '\t' && each != '\r' && each != '\n') {
                return false;
            }
        }
        return true;
    }
}
