package dev.iris.server.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every error that the interface answers: status, title, and what the caller does. The single source for answers and documents. */
public enum ErrorCode {
    MALFORMED_REQUEST(400, "The request is not well-formed HTTP", "Correct the client."),
    MISSING_BODY(400, "The request has no body", "Send one."),
    MALFORMED_JSON(400, "The body is not well-formed JSON", "Correct the place that the problem names."),
    INVALID_DOCUMENT(400, "The document is wrong", "Correct every field that the problems name."),
    INVALID_QUERY(400, "The query is wrong", "Correct every parameter that the problems name."),
    INVALID_EVENTS(
            400,
            "Some events are wrong",
            "Correct the events that the problems name and send all again; none was taken."),
    IMPORT_UNREADABLE(
            400,
            "The stream cannot be read to its end",
            "Do what the detail says and send all again with the same id; it goes on behind what is durable."),
    IMPORT_STOPPED(
            400,
            "More rows are bad than may be",
            "Allow more with maxErrors and send all again with the same id, or correct them and use another id."),
    UNAUTHENTICATED(401, "An access token is needed", "Send a valid token as Authorization: Bearer."),
    SCOPE_MISSING(403, "The access token may not do this", "Use a token with the scope that the detail names."),
    NOT_FOUND(404, "There is nothing at this path", "Compare the path with openapi.yaml."),
    DESTINATION_NOT_FOUND(404, "There is no such destination", "List the destinations."),
    MAPPING_NOT_FOUND(404, "There is no such mapping", "Look at the destination's mappings."),
    TOKEN_NOT_FOUND(404, "There is no such access token", "List the tokens."),
    DEVICE_NOT_FOUND(404, "Nothing is known of the device", "Compare the id with the events that were sent."),
    IMPORT_NOT_FOUND(404, "There is no such import", "Use the id of the answer, or the one that was chosen."),
    METHOD_NOT_ALLOWED(405, "This path does not know the method", "Use a method that the Allow header names."),
    REQUEST_TIMEOUT(408, "The body did not arrive in time", "Send it again, in smaller parts if the network is slow."),
    DESTINATION_HAS_MAPPINGS(409, "Segments are mapped to the destination", "Unmap them first."),
    TOO_MANY_DESTINATIONS(409, "There are as many destinations as a server holds", "Delete one first."),
    TOO_MANY_SEGMENTS(409, "There are as many mapped segments as a server holds", "Unmap others first."),
    TOKEN_NAME_TAKEN(409, "Another access token has the name", "Choose another name."),
    LAST_ADMIN_TOKEN(409, "It is the last access token that may do everything", "Make another one first."),
    TOO_MANY_TOKENS(409, "There are as many access tokens as a server holds", "Revoke one first."),
    IMPORT_RUNNING(409, "An import with this id is running", "Wait for its end, then send the stream again."),
    IMPORT_DIFFERS(
            409,
            "Another stream was imported under this id",
            "Use another id for this stream; nothing of it was taken."),
    BATCH_RUNNING(409, "A batch of the destination has not ended", "Wait until it has; the batches say how far it is."),
    CONFLICT(409, "The destination's state forbids this", "Do what the detail says first."),
    ETAG_MISMATCH(412, "The destination has changed", "Read it again and repeat the change on what it is now."),
    BODY_TOO_LARGE(413, "The body is too large", "Send smaller parts; the detail names the limit."),
    TOO_MANY_EVENTS(413, "There are too many events in one request", "Send at most 10,000 at once."),
    URI_TOO_LONG(414, "The request line is too long", "Use the paths of openapi.yaml."),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has another content type", "Use one that the detail names."),
    OVERLOADED(429, "More waits than the server may hold", "Repeat the request after the seconds of Retry-After."),
    HEADERS_TOO_LARGE(431, "The headers are too large", "Send fewer or shorter headers."),
    INTERNAL(500, "The server failed", "Look at the server's log; repeat the request if it may be repeated."),
    NOT_SUPPORTED_YET(501, "This version does not do this yet", "Wait for a version that does."),
    UNAVAILABLE(503, "Nothing can be made durable now", "Repeat the request after the seconds of Retry-After."),
    NOT_READY(503, "The server cannot take events now", "Do what the detail says.");

    private final int status;
    private final String title;
    private final String action;

    ErrorCode(int status, String title, String action) {
        this.status = status;
        this.title = title;
        this.action = action;
    }

    /** The code with that text, if it is one. */
    static Optional<ErrorCode> find(String text) {
        return Arrays.stream(values()).filter(code -> code.text().equals(text)).findFirst();
    }

    /** The code as it stands in answers, metrics and documents, such as {@code etag-mismatch}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What is wrong, in words that never change. */
    public String title() {
        return title;
    }

    /** What the caller does about it, one sentence. */
    public String action() {
        return action;
    }
}
