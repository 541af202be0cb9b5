package dev.iris.server.imports;

import dev.iris.engine.EngineUnavailableException;
import dev.iris.json.Problem;
import dev.iris.server.control.BadRow;
import dev.iris.server.control.ImportMark;
import dev.iris.server.control.ImportRecord;
import dev.iris.server.control.ImportState;
import dev.iris.server.events.EventReading.Read;
import dev.iris.server.events.EventReading.Wrong;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One import: goes through its stream, and behind it keeps the mark up to which everything is durable. What comes before the mark
 * of an earlier run is passed over. Confined to its thread, but for {@link #record} and {@link #stop}.
 */
final class ImportRun {
    /** How old a kept mark may get; after a kill, so much is read again. */
    private static final Duration KEPT_EVERY = Duration.ofSeconds(1);

    /** Rows between two marks, bad ones included. */
    private static final int MOST_ROWS = 1_000;

    private static final int GZIP_BUFFER = 1 << 15;

    private final ImportOrder order;
    private final ImportKit kit;
    private final ImportRecord before;
    private final BadRows bad;
    private final Chunk chunk = new Chunk();
    private long accepted;
    private int rowsSinceMark;
    private ImportMark given;
    private Instant keptAt;
    private volatile ImportRecord record;
    private volatile boolean stopping;

    /** How the reading ended. */
    private record Ending(ImportState state, String reason) {}

    /**
     * A run that has not begun.
     *
     * @param before what is known of the import
     */
    ImportRun(ImportOrder order, ImportKit kit, ImportRecord before) {
        this.order = order;
        this.kit = kit;
        this.before = before;
        this.given = before.mark();
        this.accepted = given.accepted();
        this.bad = new BadRows(before.badRows(), given.rejected());
        this.keptAt = kit.clock().instant();
        this.record = before.as(ImportState.RUNNING, "", keptAt);
    }

    /** The import as it is now. */
    ImportRecord record() {
        return record;
    }

    /** Asks it to end at the next row. */
    void stop() {
        stopping = true;
    }

    /** Returns when the stream was read as far as it is to be, and everything that was read is durable. */
    ImportResult run(InputStream body) {
        kit.records().keep(record);
        try (var flow = new ChunkFlow(kit.intake(), kit.sleeper())) {
            return follow(body, flow);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return end(new Ending(ImportState.FAILED, "the server is stopping"));
        } catch (RuntimeException | Error e) {
            end(new Ending(ImportState.FAILED, "the server failed; its log says why"));
            throw e;
        }
    }

    private ImportResult follow(InputStream body, ChunkFlow flow) throws InterruptedException {
        if (bad.count() > order.mostBadRows()) {
            return end(new Ending(ImportState.STOPPED, tooMany(before.badRows().getLast())));
        }
        try {
            var rows = order.form().rows(decoded(body));
            var form = order.form().form(rows, kit.reader());
            if (!rows.pass(before.mark())) {
                end(new Ending(before.state(), before.reason()));
                return new ImportResult.Differs(record);
            }
            return follow(rows, form, flow);
        } catch (IOException e) {
            return end(unreadable(e));
        } catch (EngineUnavailableException e) {
            end(new Ending(ImportState.FAILED, "the engine was not at work"));
            return new ImportResult.EngineLost(record);
        }
    }

    private ImportResult follow(RowReader rows, RowForm form, ChunkFlow flow) throws InterruptedException {
        var ending = read(rows, form, flow);
        pass(rows, flow);
        flow.settle();
        reach(given);
        return end(ending);
    }

    private Ending read(RowReader rows, RowForm form, ChunkFlow flow) throws InterruptedException {
        try {
            while (!stopping) {
                var row = rows.next();
                if (row.isEmpty()) {
                    return new Ending(ImportState.DONE, "");
                }
                var wrong = take(row.get(), form);
                if (wrong.isPresent() && bad.count() > order.mostBadRows()) {
                    return new Ending(ImportState.STOPPED, tooMany(wrong.get()));
                }
                rowsSinceMark++;
                if (chunk.isFull() || rowsSinceMark >= MOST_ROWS) {
                    pass(rows, flow);
                }
            }
            return new Ending(ImportState.FAILED, "the server is stopping");
        } catch (IOException e) {
            return unreadable(e);
        }
    }

    /** Says how the row is bad, if it is. */
    private Optional<BadRow> take(Row row, RowForm form) {
        return switch (row) {
            case Row.TooLong(long line) ->
                Optional.of(bad.add(
                        line,
                        List.of(new Problem(
                                "",
                                "is longer than a row may be (expected: at most " + RowReader.LONGEST_ROW
                                        + " bytes)"))));
            case Row.Whole whole -> take(whole, form);
        };
    }

    private Optional<BadRow> take(Row.Whole row, RowForm form) {
        return switch (form.read(row.bytes())) {
            case Read(var event) -> {
                chunk.add(event, row.bytes().length);
                accepted++;
                yield Optional.empty();
            }
            case Wrong(List<Problem> problems) -> Optional.of(bad.add(row.line(), problems));
        };
    }

    /** Waits for the chunk before, and gives the engine the one that was gathered meanwhile. */
    private void pass(RowReader rows, ChunkFlow flow) throws InterruptedException {
        flow.settle();
        reach(given);
        flow.give(chunk.empty());
        given = rows.mark(accepted, bad.count());
        rowsSinceMark = 0;
    }

    /** Everything up to the mark is durable. */
    private void reach(ImportMark mark) {
        var now = kit.clock().instant();
        record = record.reaching(mark, bad.until(mark.lines()), now);
        if (now.isAfter(keptAt.plus(KEPT_EVERY))) {
            keptAt = now;
            kit.records().keep(record);
        }
    }

    private ImportResult end(Ending ending) {
        record = record.as(ending.state(), ending.reason(), kit.clock().instant());
        kit.records().keep(record);
        return new ImportResult.Ended(record);
    }

    private InputStream decoded(InputStream body) throws IOException {
        return order.gzip() ? new GZIPInputStream(body, GZIP_BUFFER) : body;
    }

    private String tooMany(BadRow last) {
        var where = "line " + last.line() + ": " + new Problem(last.field(), last.reason());
        return where + "; " + (bad.count() == 1 ? "1 row is" : bad.count() + " rows are") + " bad, "
                + order.mostBadRows() + " may be";
    }

    private static Ending unreadable(IOException e) {
        var reason = switch (e) {
            case UnreadableStreamException known -> String.valueOf(known.getMessage());
            case EOFException _, ZipException _ -> "the gzip stream is damaged or ends early";
            default -> "the stream cannot be read";
        };
        return new Ending(ImportState.FAILED, reason);
    }
}
