package dev.iris.server.control;

import java.time.Instant;
import java.util.List;

/**
 * What is known of an import; all of it durable.
 *
 * @param form content type of its stream
 * @param reason why it failed or stopped; empty otherwise
 * @param mark up to where it is durable
 * @param badRows the first of those before the mark, in their order
 */
public record ImportRecord(
        String id,
        String form,
        ImportState state,
        String reason,
        ImportMark mark,
        List<BadRow> badRows,
        Instant beganAt,
        Instant changedAt) {
    public ImportRecord {
        badRows = List.copyOf(badRows);
    }

    /** An import of which nothing is durable yet. */
    public static ImportRecord begun(String id, String form, Instant now) {
        return new ImportRecord(id, form, ImportState.RUNNING, "", ImportMark.BEGINNING, List.of(), now, now);
    }

    /** The same, further on. */
    public ImportRecord reaching(ImportMark reached, List<BadRow> bad, Instant now) {
        return new ImportRecord(id, form, state, reason, reached, bad, beganAt, now);
    }

    /** The same in another state. */
    public ImportRecord as(ImportState next, String why, Instant now) {
        return new ImportRecord(id, form, next, why, mark, badRows, beganAt, now);
    }
}
