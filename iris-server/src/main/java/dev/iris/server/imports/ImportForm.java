package dev.iris.server.imports;

import dev.iris.server.events.EventReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a stream is written in. */
public enum ImportForm {
    /** One JSON object a line. */
    NDJSON("application/x-ndjson") {
        @Override
        RowReader rows(InputStream in) {
            return RowReader.ofLines(in);
        }

        @Override
        RowForm form(RowReader rows, EventReader reader) {
            return new JsonRows(reader);
        }
    },
    /** A header and one event a row. */
    CSV("text/csv") {
        @Override
        RowReader rows(InputStream in) {
            return RowReader.ofCsv(in);
        }

        @Override
        RowForm form(RowReader rows, EventReader reader) throws IOException {
            return switch (rows.next().orElse(NO_HEADER)) {
                case Row.Whole header -> CsvRows.below(header.bytes(), reader);
                case Row.TooLong _ ->
                    throw new UnreadableStreamException(
                            "the header is longer than " + RowReader.LONGEST_ROW + " bytes");
            };
        }
    };

    private static final Row NO_HEADER = new Row.Whole(1, new byte[0]);

    private final String type;

    ImportForm(String type) {
        this.type = type;
    }

    /** The form with that content type, if there is one. */
    public static Optional<ImportForm> find(String type) {
        return Arrays.stream(values()).filter(form -> form.type.equals(type)).findFirst();
    }

    /** The content types of all forms. */
    public static Set<String> types() {
        return Arrays.stream(values()).map(ImportForm::type).collect(Collectors.toUnmodifiableSet());
    }

    /** The content type. */
    public String type() {
        return type;
    }

    /** The rows of a stream, header included. */
    abstract RowReader rows(InputStream in);

    /** What the rows look like; takes a header from them. */
    abstract RowForm form(RowReader rows, EventReader reader) throws IOException;
}
