package dev.iris.server.api;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the body of one request, within a limit for it and a limit for all bodies together. What is not read is let pass, so
 * that the client sees the answer before the connection ends. Its handlers run on the connection's context.
 */
final class BodyReading {
    /** Bytes of one body. */
    static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final Duration MOST_TIME = Duration.ofSeconds(30);
    private static final long MOST_PASSED = 64L * 1024 * 1024;

    private final HttpServerRequest request;
    private final Context context;
    private final Semaphore room;
    private final Buffer body = Buffer.buffer();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private boolean begun;
    private boolean continued;
    private int taken;
    private long passed;

    /**
     * A body that is not read yet.
     *
     * @param request paused
     * @param room bytes that all bodies may still take together
     */
    BodyReading(HttpServerRequest request, Context context, Semaphore room) {
        this.request = request;
        this.context = context;
        this.room = room;
    }

    /** Waits for the whole body. */
    byte[] await() {
        begun = true;
        context.runOnContext(_ -> begin());
        try {
            return whole.get(MOST_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RefusedException(
                    ErrorCode.REQUEST_TIMEOUT, "The body did not arrive within " + MOST_TIME.toSeconds() + " s.");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RefusedException refused ? refused : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(ErrorCode.REQUEST_TIMEOUT, "The server is stopping.");
        }
    }

    /** Whether the connection can serve no further request: its client waits for a leave to send the body, or is too slow. */
    boolean endsConnection() {
        return expectsContinue() ? !continued : begun && !whole.isDone();
    }

    /** Gives the room back and lets the rest of the body pass. To be called on the context after the answer. */
    void end() {
        room.release(taken);
        taken = 0;
        if (!request.isEnded()) {
            request.handler(this::discard);
            request.resume();
        }
    }

    private void begin() {
        if (declared() > MOST_BYTES) {
            refuse(tooLarge());
            return;
        }
        if (expectsContinue()) {
            continued = true;
            request.response().writeContinue();
        }
        request.exceptionHandler(
                _ -> refuse(Refusal.of(ErrorCode.MALFORMED_REQUEST, "The body ended early or its framing is wrong.")));
        request.endHandler(_ -> whole.complete(body.getBytes()));
        request.handler(this::take);
        request.resume();
    }

    private void take(Buffer part) {
        if (whole.isDone()) {
            discard(part);
        } else if (body.length() + part.length() > MOST_BYTES) {
            refuse(tooLarge());
        } else if (!room.tryAcquire(part.length())) {
            refuse(Refusal.later(ErrorCode.OVERLOADED, "Too many bodies are being read; nothing was taken."));
        } else {
            taken += part.length();
            body.appendBuffer(part);
        }
    }

    private void discard(Buffer part) {
        passed += part.length();
        if (passed > MOST_PASSED) {
            request.connection().close();
        }
    }

    private void refuse(Answer answer) {
        whole.completeExceptionally(new RefusedException(answer));
    }

    private long declared() {
        var length = request.getHeader("Content-Length");
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private boolean expectsContinue() {
        return "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }

    private static Answer tooLarge() {
        return Refusal.of(
                ErrorCode.BODY_TOO_LARGE, "A body holds at most " + MOST_BYTES + " bytes; nothing was taken.");
    }
}
