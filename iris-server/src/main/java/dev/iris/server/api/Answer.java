package dev.iris.server.api;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to a request. Immutable.
 *
 * @param headers beyond those that every answer has
 * @param error the code of a problem document; null for every other answer
 */
record Answer(
        int status,
        Map<String, String> headers,
        String body,
        @Nullable ErrorCode error) {
    private static final String CONTENT_TYPE = "Content-Type";

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer json(int status, JsonValue value) {
        return of(status, "application/json", Json.write(value));
    }

    static Answer text(String contentType, String text) {
        return of(200, contentType, text);
    }

    static Answer empty() {
        return new Answer(204, Map.of(), "", null);
    }

    static Answer problem(ErrorCode error, JsonValue document) {
        var body = Json.write(document);
        return new Answer(error.status(), Map.of(CONTENT_TYPE, "application/problem+json"), body, error);
    }

    Answer with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Answer(status, all, body, error);
    }

    Optional<ErrorCode> findError() {
        return Optional.ofNullable(error);
    }

    private static Answer of(int status, String contentType, String body) {
        return new Answer(status, Map.of(CONTENT_TYPE, contentType), body, null);
    }
}
