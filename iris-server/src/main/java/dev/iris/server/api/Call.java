package dev.iris.server.api;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Problem;
import dev.iris.model.DestinationId;
import dev.iris.model.DeviceId;
import dev.iris.model.SegmentId;
import dev.iris.server.control.Preconditions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A request that may be answered: its token has the scope, its body arrived and has a type that the endpoint takes. */
final class Call {
    private final String actor;
    private final Map<String, String> path;
    private final Query query;
    private final Preconditions preconditions;
    private final Content content;

    /**
     * A call.
     *
     * @param actor name of the access token; empty when none is needed
     * @param path the variable parts of the path by name, decoded
     */
    Call(String actor, Map<String, String> path, Query query, Preconditions preconditions, Content content) {
        this.actor = actor;
        this.path = path;
        this.query = query;
        this.preconditions = preconditions;
        this.content = content;
    }

    String actor() {
        return actor;
    }

    Query query() {
        return query;
    }

    /** A variable part of the path. */
    String variable(String name) {
        return path.getOrDefault(name, "");
    }

    Content content() {
        return content;
    }

    String bodyType() {
        return content.type();
    }

    byte[] body() {
        return content.whole();
    }

    DestinationId destination() {
        return read("id", DestinationId::parse, ErrorCode.DESTINATION_NOT_FOUND);
    }

    DeviceId device() {
        return read("device", DeviceId::new, ErrorCode.DEVICE_NOT_FOUND);
    }

    /** @param otherwise what a segment that cannot be means */
    SegmentId segment(ErrorCode otherwise) {
        return read("segment", SegmentId::new, otherwise);
    }

    /** Under which the caller wants a change. */
    Preconditions preconditions() {
        return preconditions;
    }

    /** The body, a JSON object. */
    JsonObject document() {
        if (content.whole().length == 0) {
            throw new RefusedException(ErrorCode.MISSING_BODY, "A JSON object is expected.");
        }
        try {
            return object();
        } catch (MalformedDocumentException e) {
            throw new RefusedException(Refusal.malformed(e));
        }
    }

    /** The body, a JSON object; no body is an empty one. */
    JsonObject documentOrEmpty() {
        return content.whole().length == 0 ? new JsonObject(Map.of()) : document();
    }

    private JsonObject object() throws MalformedDocumentException {
        var value = Json.read(content.whole(), JsonLimits.DOCUMENT);
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new RefusedException(
                Refusal.fields(List.of(new Problem("", "is " + value.kind() + " (expected: an object)"))));
    }

    private <T> T read(String name, Function<String, T> parse, ErrorCode otherwise) {
        try {
            return parse.apply(variable(name));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(otherwise, "The " + e.getMessage() + ".");
        }
    }
}
