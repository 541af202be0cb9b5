package dev.iris.cli.imports;

import dev.iris.cli.client.Reading;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;

/**
 * What became of a file.
 *
 * @param before rows that an earlier run had made durable
 * @param state how the import ended
 */
public record FileImport(EventFile file, long before, ImportState state) {
    /** One line for people. */
    public String line() {
        var line = file.shown() + ": " + rows(state.rows()) + ", " + state.accepted() + " accepted, " + state.rejected()
                + " rejected";
        if (before == 0) {
            return line;
        }
        return line + (before == state.rows() ? " (all by an earlier run)" : " (" + before + " by an earlier run)");
    }

    /** The bad rows that the server lists, a line each. */
    public String badRows() {
        var lines = new StringBuilder();
        var problems = Reading.objects(state.document(), "problems");
        for (var problem : problems) {
            var field = Reading.text(problem, "field");
            lines.append(file.shown())
                    .append(':')
                    .append(Reading.text(problem, "line"))
                    .append(": ")
                    .append(field.isEmpty() ? "" : field + ": ")
                    .append(Reading.text(problem, "reason"))
                    .append(System.lineSeparator());
        }
        if (state.rejected() > problems.size()) {
            lines.append("the first ")
                    .append(problems.size())
                    .append(" of ")
                    .append(state.rejected())
                    .append(" bad rows are listed")
                    .append(System.lineSeparator());
        }
        return lines.toString();
    }

    /** The same for programs. */
    public JsonObject document() {
        var document = JsonValue.object().put("file", file.name()).put("rowsBefore", before);
        state.document().members().forEach(document::put);
        return document.build();
    }

    static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }
}
