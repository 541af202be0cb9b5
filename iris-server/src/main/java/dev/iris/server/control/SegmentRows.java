package dev.iris.server.control;

import dev.iris.model.SegmentFacts;
import dev.iris.model.SegmentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import org.jdbi.v3.core.Handle;

/** What was told of segments in the table of the control database. */
final class SegmentRows {
    private SegmentRows() {}

    static Segments load(Handle handle) {
        var facts = new HashMap<SegmentId, SegmentFacts>();
        handle.createQuery("SELECT * FROM segment")
                .map((row, _) -> facts.put(new SegmentId(row.getString("id")), facts(row)))
                .list();
        return new Segments(facts);
    }

    /** Writes what differs. */
    static void save(Handle handle, Segments before, Segments after) {
        if (before.equals(after)) {
            return;
        }
        before.facts().keySet().stream()
                .filter(segment -> !after.facts().containsKey(segment))
                .forEach(segment -> handle.execute("DELETE FROM segment WHERE id = ?", segment.value()));
        after.facts().forEach((segment, facts) -> {
            if (!facts.equals(before.of(segment))) {
                save(handle, segment, facts);
            }
        });
    }

    private static void save(Handle handle, SegmentId segment, SegmentFacts facts) {
        handle.createUpdate("""
            INSERT INTO segment (id, ttl_seconds, integration_code) VALUES (:id, :ttl, :code)
            ON CONFLICT (id) DO UPDATE SET ttl_seconds = :ttl, integration_code = :code\
            """)
                .bind("id", segment.value())
                .bind("ttl", facts.findTtl().map(Duration::toSeconds).orElse(null))
                .bind("code", facts.integrationCode())
                .execute();
    }

    private static SegmentFacts facts(ResultSet row) throws SQLException {
        long seconds = row.getLong("ttl_seconds");
        return new SegmentFacts(seconds == 0 ? null : Duration.ofSeconds(seconds), row.getString("integration_code"));
    }
}
