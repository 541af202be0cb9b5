package dev.iris.server.api;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.oauth.TokenStatus;
import dev.iris.observe.Reason;
import dev.iris.server.status.DestinationStatus;
import java.time.Duration;
import java.util.Optional;

/** The JSON form of a destination's status. */
final class StatusDocument {
    private StatusDocument() {}

    static JsonObject of(DestinationStatus status) {
        var courier = status.courier();
        return JsonValue.object()
                .put("state", status.state())
                .put("reason", reason(courier.findReason()))
                .put("backlog", status.backlog())
                .put("oldestAgeSeconds", status.oldestAge().toSeconds())
                .put("delivered", courier.delivered())
                .put("failed", courier.failed())
                .put("deadLetters", status.deadLetters())
                .put("circuit", courier.circuit().text())
                .put("token", token(courier.token()))
                .put("drainSeconds", seconds(status.findDrain()))
                .put("catalogEpoch", status.catalogEpoch())
                .build();
    }

    /** A reason with its words and what to do; null when there is none. */
    static JsonValue reason(Optional<Reason> reason) {
        return reason.map(StatusDocument::reason).orElse(JsonValue.NULL);
    }

    static JsonValue reason(Reason reason) {
        return JsonValue.object()
                .put("code", reason.code().code())
                .put("text", reason.text())
                .put("action", reason.code().action())
                .build();
    }

    private static JsonValue token(TokenStatus token) {
        return JsonValue.object()
                .put("state", token.phase().text())
                .put("ageSeconds", seconds(token.findAge()))
                .put("fetches", token.figures().fetches())
                .put("expiresInSeconds", seconds(token.findLife()))
                .put("nextFetchSeconds", seconds(token.findNextFetch()))
                .build();
    }

    private static JsonValue seconds(Optional<Duration> duration) {
        return duration.map(d -> JsonValue.number(d.toSeconds())).orElse(JsonValue.NULL);
    }
}
