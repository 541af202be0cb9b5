package dev.iris.cli.bench;

import dev.iris.json.JsonValue.JsonObject;
import java.util.Optional;

/**
 * What a run found. Immutable.
 *
 * @param json the figures as one object
 * @param table the figures for people
 * @param fault what went wrong, in a sentence, if anything did
 */
public record Outcome(JsonObject json, String table, Optional<String> fault) {
    static Outcome of(Report report, Judgement judgement) {
        return new Outcome(report.json(), report.table(), judgement.fault());
    }
}
