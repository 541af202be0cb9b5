package dev.iris.partner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** One HTTP answer in the bytes that go over the wire; its text form shows the status alone. Immutable. */
final class Answer {
    static final String JSON = "application/json; charset=utf-8";

    private final int status;
    private final byte[] head;
    private final byte[] body;

    private Answer(int status, byte[] head, byte[] body) {
        this.status = status;
        this.head = head;
        this.body = body;
    }

    /** JSON as it is. */
    static Answer json(int status, Map<String, String> headers, JsonValue value) {
        return of(status, headers, JSON, Json.writeBytes(value));
    }

    /** A script's answer. */
    static Answer text(int status, Map<String, String> headers, String body) {
        return of(status, headers, body.startsWith("{") ? JSON : "text/plain; charset=utf-8", body.getBytes(UTF_8));
    }

    /** 200 with JSON, gzip-encoded, with the Status header of the contract's sample. */
    static Answer zipped(JsonValue value) {
        var headers = Map.of("Status", "200 OK", "Content-Encoding", "gzip");
        return of(200, headers, JSON, gzip(Json.writeBytes(value)));
    }

    int status() {
        return status;
    }

    /** Status line and headers with the empty line after them; not to be changed. */
    byte[] head() {
        return head;
    }

    /** The body as it is encoded; not to be changed. */
    byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "answer " + status;
    }

    private static Answer of(int status, Map<String, String> headers, String contentType, byte[] body) {
        var head = new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(reason(status));
        headers.forEach(
                (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        boolean hasBody = status != 204 && status != 304;
        if (hasBody) {
            head.append("\r\nContent-Type: ").append(contentType);
            head.append("\r\nContent-Length: ").append(body.length);
        }
        return new Answer(
                status, head.append("\r\n\r\n").toString().getBytes(ISO_8859_1), hasBody ? body : new byte[0]);
    }

    private static byte[] gzip(byte[] plain) {
        var zipped = new ByteArrayOutputStream(plain.length);
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    /** The reason phrase matters to nobody (RFC 9112, section 4); the usual ones are for people who read traces. */
    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status " + status;
        };
    }
}
