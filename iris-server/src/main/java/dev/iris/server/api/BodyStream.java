package dev.iris.server.api;

import dev.iris.server.imports.UnreadableStreamException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as a stream. A few parts are asked for ahead; while they are not read, the client is not read either. Its
 * handlers run on the connection's context, its methods are confined to one other thread.
 */
final class BodyStream extends InputStream {
    private static final int PARTS_AHEAD = 4;
    private static final Duration MOST_TIME = Duration.ofSeconds(30);

    private sealed interface Part {
        record Bytes(Buffer buffer) implements Part {}

        record End() implements Part {}

        record Broken() implements Part {}
    }

    private final HttpServerRequest request;
    private final Context context;
    // Bounded by what was asked for, and by an end.
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private @Nullable Buffer current;
    private int at;
    private boolean ended;

    /**
     * A body that is not read yet.
     *
     * @param request paused
     */
    BodyStream(HttpServerRequest request, Context context) {
        this.request = request;
        this.context = context;
    }

    /** Asks for the first parts. To be called on the context. */
    void begin() {
        request.exceptionHandler(_ -> parts.add(new Part.Broken()));
        request.endHandler(_ -> parts.add(new Part.End()));
        request.handler(buffer -> parts.add(new Part.Bytes(buffer)));
        request.fetch(PARTS_AHEAD);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        var buffer = require();
        if (buffer == null) {
            return -1;
        }
        int count = Math.min(length, buffer.length() - at);
        buffer.getBytes(at, at + count, into, offset);
        at += count;
        return count;
    }

    /** Waits for more, so that zero says that there is none: a reader of gzip looks here whether another member follows. */
    @Override
    public int available() throws IOException {
        var buffer = require();
        return buffer == null ? 0 : buffer.length() - at;
    }

    /** A part of which something is unread, or null at the end. */
    private @Nullable Buffer require() throws IOException {
        while (!ended && (current == null || at == current.length())) {
            switch (next()) {
                case Part.Bytes(Buffer buffer) -> {
                    current = buffer;
                    at = 0;
                    context.runOnContext(_ -> request.fetch(1));
                }
                case Part.End() -> ended = true;
                case Part.Broken() ->
                    throw new UnreadableStreamException("the stream ended early or its framing is wrong");
            }
        }
        return ended ? null : current;
    }

    private Part next() throws IOException {
        try {
            var part = parts.poll(MOST_TIME.toMillis(), TimeUnit.MILLISECONDS);
            if (part == null) {
                throw new UnreadableStreamException("nothing came for " + MOST_TIME.toSeconds() + " s");
            }
            return part;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableStreamException("the server is stopping", e);
        }
    }
}
