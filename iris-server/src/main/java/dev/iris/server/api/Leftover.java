package dev.iris.server.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Lets the rest of a body pass that nobody reads, so that its client sees the answer; ends the connection when it is too much. */
final class Leftover {
    private static final long MOST_PASSED = 64L * 1024 * 1024;

    private final HttpServerRequest request;
    private long passed;

    Leftover(HttpServerRequest request) {
        this.request = request;
    }

    void discard(Buffer part) {
        passed += part.length();
        if (passed > MOST_PASSED) {
            request.connection().close();
        }
    }

    /** Lets everything pass that has not come yet. To be called on the context. */
    void discardRest() {
        if (!request.isEnded()) {
            request.handler(this::discard);
            request.resume();
        }
    }
}
