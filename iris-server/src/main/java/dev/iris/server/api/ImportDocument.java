package dev.iris.server.api;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.server.control.BadRow;
import dev.iris.server.control.ImportRecord;
import java.util.Locale;

/** The JSON form of an import. */
final class ImportDocument {
    private ImportDocument() {}

    static JsonObject of(ImportRecord record) {
        var mark = record.mark();
        return JsonValue.object()
                .put("id", record.id())
                .put("state", record.state().text())
                .put("reason", record.reason().isEmpty() ? JsonValue.NULL : JsonValue.text(record.reason()))
                .put("type", record.form())
                .put("rows", mark.rows())
                .put("accepted", mark.accepted())
                .put("rejected", mark.rejected())
                .put("bytes", mark.bytes())
                .put("beganAt", record.beganAt().toString())
                .put("changedAt", record.changedAt().toString())
                .put(
                        "problems",
                        JsonValue.array(record.badRows().stream()
                                .map(ImportDocument::problem)
                                .toList()))
                .build();
    }

    /** A problem document that tells how far the import came. */
    static Answer refusal(ErrorCode error, String detail, ImportRecord record) {
        var document = of(record);
        return Answer.problem(
                error,
                Refusal.document(error, sentence(detail))
                        .put("import", document)
                        .put("problems", document.find("problems").orElse(JsonValue.NULL))
                        .build());
    }

    private static String sentence(String detail) {
        return detail.substring(0, 1).toUpperCase(Locale.ROOT) + detail.substring(1);
    }

    private static JsonValue problem(BadRow row) {
        return JsonValue.object()
                .put("line", row.line())
                .put("field", row.field())
                .put("reason", row.reason())
                .build();
    }
}
