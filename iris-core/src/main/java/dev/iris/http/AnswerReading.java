package dev.iris.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** An answer while it comes in, up to a number of bytes. Confined to one event loop. */
final class AnswerReading {
    private final HttpClientResponse response;
    private final int mostBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    AnswerReading(HttpClientResponse response, int mostBytes) {
        this.response = response;
        this.mostBytes = mostBytes;
    }

    /** Takes a part; false when that is more than there may be, and then the part is dropped. */
    boolean add(Buffer part) {
        if (part.length() > mostBytes - bytes.size()) {
            return false;
        }
        bytes.writeBytes(part.getBytes());
        return true;
    }

    /** Whether no other answer to the same request follows (RFC 9110 section 15.2). */
    boolean isFinal() {
        return response.statusCode() >= 200;
    }

    RawAnswer whole() {
        return new RawAnswer(response.statusCode(), headers(), Body.owning(bytes.toByteArray()), false);
    }

    RawAnswer cut() {
        return new RawAnswer(response.statusCode(), headers(), Body.EMPTY, true);
    }

    private List<HttpHeader> headers() {
        return response.headers().entries().stream()
                .map(header -> new HttpHeader(header.getKey(), header.getValue()))
                .toList();
    }
}
