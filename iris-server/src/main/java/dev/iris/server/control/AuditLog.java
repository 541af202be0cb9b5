package dev.iris.server.control;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who changed what, newest first; an entry is written in the transaction of its change, or before what is not of the control plane. Thread-safe. */
public final class AuditLog {
    /** Entries that one look gives at most. */
    public static final int MOST_AT_ONCE = 1_000;

    private static final int MOST_KEPT = 100_000;

    private final Database database;
    private final Clock clock;

    AuditLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The newest entries.
     *
     * @param limit 1 to {@link #MOST_AT_ONCE}
     * @param before only entries with a lower number
     */
    public List<AuditEntry> latest(int limit, long before) {
        return database.ask(handle -> handle.createQuery(
                        "SELECT * FROM audit WHERE number < :before ORDER BY number DESC LIMIT :limit")
                .bind("before", before)
                .bind("limit", limit)
                .map((row, _) -> entry(row))
                .list());
    }

    /** Adds an entry of something that changes no member. */
    void note(String actor, String action, String subject) {
        database.write(handle -> write(handle, actor, action, subject, List.of()));
    }

    /** Adds an entry within the transaction of the change itself. */
    void write(Handle handle, String actor, String action, String subject, List<String> changed) {
        handle.execute(
                "INSERT INTO audit (at, actor, action, subject, changed) VALUES (?, ?, ?, ?, ?)",
                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                actor,
                action,
                subject,
                Json.write(JsonValue.array(changed.stream().map(JsonValue::text).toList())));
        handle.execute("DELETE FROM audit WHERE number <= (SELECT max(number) FROM audit) - ?", MOST_KEPT);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("number"),
                Instant.parse(row.getString("at")),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                texts(row.getString("changed")));
    }

    private static List<String> texts(String json) {
        try {
            return Json.read(json, JsonLimits.DOCUMENT) instanceof JsonArray(List<JsonValue> elements)
                    ? elements.stream()
                            .map(element -> element instanceof JsonString(String text) ? text : Json.write(element))
                            .toList()
                    : List.of();
        } catch (MalformedDocumentException e) {
            throw new ControlPlaneException("an entry of the audit log is damaged", e);
        }
    }
}
