package dev.iris.server.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Problem;
import dev.iris.model.QualificationEvent;
import dev.iris.server.events.EventReader;
import dev.iris.server.events.EventReading;
import dev.iris.server.events.EventReading.Read;
import dev.iris.server.events.EventReading.Wrong;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of CSV (RFC 4180) below a header. An empty cell is a member that is absent; the elements of a list stand between
 * semicolons.
 */
record CsvRows(EventReader reader, CsvHeader header) implements RowForm {
    private static final int MOST_CELLS = 100;
    private static final String ONLY_ID = "ids[0].";

    /**
     * Rows below a header.
     *
     * @param row with the header
     * @throws UnreadableStreamException says what of the header is wrong
     */
    static CsvRows below(byte[] row, EventReader reader) throws UnreadableStreamException {
        try {
            var header =
                    new CsvHeader(Arrays.stream(cells(row)).map(String::strip).toList());
            var fault = header.findFault();
            if (fault.isPresent()) {
                throw new UnreadableStreamException(fault.get());
            }
            return new CsvRows(reader, header);
        } catch (IllegalArgumentException e) {
            throw new UnreadableStreamException("the header " + e.getMessage(), e);
        }
    }

    @Override
    public EventReading read(byte[] row) {
        try {
            var cells = cells(row);
            int columns = header.columns().size();
            if (cells.length != columns) {
                throw new IllegalArgumentException(
                        "has " + cells.length + " cells (expected: " + columns + ", as the header has)");
            }
            return inWordsOfColumns(reader.read(event(cells)));
        } catch (IllegalArgumentException e) {
            return new Wrong(List.of(new Problem("", String.valueOf(e.getMessage()))));
        }
    }

    private JsonValue event(String[] cells) {
        var event = JsonValue.object();
        var id = JsonValue.object();
        for (int i = 0; i < cells.length; i++) {
            var column = header.columns().get(i);
            var cell = cells[i];
            if (!cell.isEmpty()) {
                switch (column) {
                    case "qualified", "disqualified" -> event.put(column, list(column, cell));
                    case "dpid", "uuid" -> id.put(column, cell);
                    default -> event.put(column, cell);
                }
            }
        }
        var built = id.build();
        return built.members().isEmpty()
                ? event.build()
                : event.put("ids", JsonValue.array(List.of(built))).build();
    }

    /** Counted before it is cut: a cell of nothing but semicolons must not take many times its size. */
    private static JsonValue list(String column, String cell) {
        long count = 1 + cell.chars().filter(each -> each == ';').count();
        if (count > QualificationEvent.MAX_SEGMENTS) {
            throw new IllegalArgumentException("has " + count + " elements in " + column + " (expected: at most "
                    + QualificationEvent.MAX_SEGMENTS + ")");
        }
        return JsonValue.array(
                Arrays.stream(cell.split(";", -1)).map(JsonValue::text).toList());
    }

    private static EventReading inWordsOfColumns(EventReading reading) {
        return switch (reading) {
            case Read read -> read;
            case Wrong(List<Problem> problems) ->
                new Wrong(problems.stream().map(CsvRows::ofColumn).toList());
        };
    }

    private static Problem ofColumn(Problem problem) {
        return problem.field().startsWith(ONLY_ID)
                ? new Problem(problem.field().substring(ONLY_ID.length()), problem.reason())
                : problem;
    }

    /** None of the cells may hold a line break, as nothing of an event does. */
    private static String[] cells(byte[] row) {
        var text = withoutEnd(decode(row));
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("holds a line break in quotes (expected: none)");
        }
        try {
            var handler = StringArrayHandler.builder().maxFields(MOST_CELLS).build();
            return CsvReader.builder()
                    .allowUnclosedQuote(false)
                    .skipEmptyLines(false)
                    .ofSingleCsvRecord(handler, text);
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(
                    "is no row of CSV (expected: RFC 4180, quotes closed and those within them doubled, at most "
                            + MOST_CELLS + " cells)",
                    e);
        }
    }

    private static String decode(byte[] row) {
        try {
            return Json.decode(row);
        } catch (MalformedDocumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " at column " + e.column(), e);
        }
    }

    private static String withoutEnd(String row) {
        int end = row.endsWith("\n") ? row.length() - 1 : row.length();
        return row.substring(0, end > 0 && row.charAt(end - 1) == '\r' ? end - 1 : end);
    }
}
