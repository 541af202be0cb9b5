package dev.iris.server.control;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The records of imports, the newest thousand of them. What was kept survives a power loss. Thread-safe. */
public final class ImportRecords {
    private static final int MOST_KEPT = 1_000;
    private static final int ID_BYTES = 16;

    private final Database database;
    private final Clock clock;
    private final RandomGenerator random;

    ImportRecords(Database database, Clock clock, RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.random = random;
    }

    /** An id that no import has. */
    public String newId() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The import with that id, if it is known. */
    public Optional<ImportRecord> find(String id) {
        return database.ask(handle -> handle.createQuery("SELECT * FROM import WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> record(row))
                .findOne());
    }

    /** Keeps a record in place of the one with its id, and forgets the oldest when there are too many. */
    public void keep(ImportRecord record) {
        var mark = record.mark();
        database.write(handle -> {
            handle.execute(
                    "INSERT INTO import (id, form, state, reason, accepted, rejected, bytes, lines, checksum,"
                            + " bad_rows, began_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT (id) DO UPDATE SET form = excluded.form, state = excluded.state,"
                            + " reason = excluded.reason, accepted = excluded.accepted,"
                            + " rejected = excluded.rejected, bytes = excluded.bytes, lines = excluded.lines,"
                            + " checksum = excluded.checksum, bad_rows = excluded.bad_rows,"
                            + " changed_at = excluded.changed_at",
                    record.id(),
                    record.form(),
                    record.state().name(),
                    record.reason(),
                    mark.accepted(),
                    mark.rejected(),
                    mark.bytes(),
                    mark.lines(),
                    mark.checksum(),
                    Json.write(JsonValue.array(record.badRows().stream()
                            .map(ImportRecords::document)
                            .toList())),
                    record.beganAt().toString(),
                    record.changedAt().toString());
            handle.execute("DELETE FROM import WHERE number <= (SELECT max(number) FROM import) - ?", MOST_KEPT);
        });
    }

    /** What ran when the server was killed runs no more. */
    void endRunning() {
        database.write(handle -> handle.execute(
                "UPDATE import SET state = ?, reason = ?, changed_at = ? WHERE state = ?",
                ImportState.FAILED.name(),
                "the server ended before the stream did",
                clock.instant().toString(),
                ImportState.RUNNING.name()));
    }

    private static ImportRecord record(ResultSet row) throws SQLException {
        return new ImportRecord(
                row.getString("id"),
                row.getString("form"),
                ImportState.valueOf(row.getString("state")),
                row.getString("reason"),
                new ImportMark(
                        row.getLong("accepted"),
                        row.getLong("rejected"),
                        row.getLong("bytes"),
                        row.getLong("lines"),
                        row.getInt("checksum")),
                badRows(row.getString("bad_rows")),
                Instant.parse(row.getString("began_at")),
                Instant.parse(row.getString("changed_at")));
    }

    private static JsonValue document(BadRow row) {
        return JsonValue.object()
                .put("line", row.line())
                .put("field", row.field())
                .put("reason", row.reason())
                .build();
    }

    private static List<BadRow> badRows(String json) {
        try {
            return Json.read(json, JsonLimits.DOCUMENT) instanceof JsonArray(List<JsonValue> elements)
                    ? elements.stream().map(ImportRecords::badRow).toList()
                    : List.of();
        } catch (MalformedDocumentException e) {
            throw new ControlPlaneException("the record of an import is damaged", e);
        }
    }

    private static BadRow badRow(JsonValue element) {
        if (element instanceof JsonObject object
                && object.find("line").orElse(JsonValue.NULL) instanceof JsonNumber(String line)) {
            return new BadRow(Long.parseLong(line), text(object, "field"), text(object, "reason"));
        }
        throw new ControlPlaneException("the record of an import is damaged");
    }

    private static String text(JsonObject object, String member) {
        return object.find(member).orElse(JsonValue.NULL) instanceof JsonString(String text) ? text : "";
    }
}
