package dev.iris.server.api;

import dev.iris.deliver.Attempt;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import java.util.List;

/** The JSON form of the last attempts to deliver. */
final class AttemptDocument {
    private AttemptDocument() {}

    static JsonObject of(List<Attempt> attempts) {
        return JsonValue.object()
                .put(
                        "attempts",
                        JsonValue.array(
                                attempts.stream().map(AttemptDocument::attempt).toList()))
                .build();
    }

    private static JsonObject attempt(Attempt attempt) {
        return JsonValue.object()
                .put("time", attempt.at().toString())
                .put("durationMillis", attempt.took().toMillis())
                .put("users", attempt.users())
                .put("outcome", attempt.outcome())
                .put("reason", StatusDocument.reason(attempt.findReason()))
                .build();
    }
}
