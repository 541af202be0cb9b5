package dev.iris.server.imports;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Problem;
import dev.iris.server.events.EventReader;
import dev.iris.server.events.EventReading;
import java.util.List;

/** Rows that are JSON objects (NDJSON). */
record JsonRows(EventReader reader) implements RowForm {
    @Override
    public EventReading read(byte[] row) {
        try {
            return reader.read(Json.read(row, JsonLimits.EVENT));
        } catch (MalformedDocumentException e) {
            var place = e.column() == 0 ? "" : " at column " + e.column();
            return new EventReading.Wrong(List.of(new Problem("", e.getMessage() + place)));
        }
    }
}
