package dev.iris.server.api;

import dev.iris.json.JsonValue;
import dev.iris.server.control.AuditEntry;
import dev.iris.server.control.AuditLog;

/** Shows who changed what. Thread-safe. */
final class AuditCalls {
    /** How many entries are given. */
    static final String LIMIT = "limit";

    /** Only entries with a lower number are given. */
    static final String BEFORE = "before";

    private static final int USUAL = 100;

    private final AuditLog audit;

    AuditCalls(AuditLog audit) {
        this.audit = audit;
    }

    Answer list(Call call) {
        int limit = (int) call.query().number(LIMIT, 1, AuditLog.MOST_AT_ONCE, USUAL);
        long before = call.query().number(BEFORE, 1, Long.MAX_VALUE, Long.MAX_VALUE);
        var entries =
                audit.latest(limit, before).stream().map(AuditCalls::document).toList();
        return Answer.json(
                200, JsonValue.object().put("entries", JsonValue.array(entries)).build());
    }

    private static JsonValue document(AuditEntry entry) {
        return JsonValue.object()
                .put("number", entry.number())
                .put("at", entry.at().toString())
                .put("actor", entry.actor())
                .put("action", entry.action())
                .put("subject", entry.subject())
                .put(
                        "changed",
                        JsonValue.array(
                                entry.changed().stream().map(JsonValue::text).toList()))
                .build();
    }
}
