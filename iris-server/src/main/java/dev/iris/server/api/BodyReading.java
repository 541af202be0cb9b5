package dev.iris.server.api;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private static final int MOST_TOGETHER = 64 * 1024;
    private static final Duration MOST_TIME = Duration.ofSeconds(30);

    private final HttpServerRequest request;
    private final Context context;
    private final Semaphore turns;
    private final Semaphore room;
    private final Leftover leftover;
    private final List<Buffer> parts = new ArrayList<>();
    private final CompletableFuture<List<Buffer>> whole = new CompletableFuture<>();
    private boolean hasTurn;
    private boolean begun;
    private boolean continued;
    private int taken;

    /**
     * A body that is not read yet.
     *
     * @param request paused
     * @param turns bodies that may be waited for or worked on
     * @param room bytes that all bodies may still take together
     */
    BodyReading(HttpServerRequest request, Context context, Semaphore turns, Semaphore room) {
        this.request = request;
        this.context = context;
        this.turns = turns;
        this.room = room;
        this.leftover = new Leftover(request);
    }

    /** Waits for the whole body. */
    byte[] await() {
        hasTurn = turns.tryAcquire();
        if (!hasTurn) {
            throw new RefusedException(Refusal.later(ErrorCode.OVERLOADED, "Too many bodies are being waited for."));
        }
        begun = true;
        context.runOnContext(_ -> begin());
        try {
            return join(whole.get(MOST_TIME.toMillis(), TimeUnit.MILLISECONDS));
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

    /** Gives turn and room back and lets the rest of the body pass. To be called on the context after the answer. */
    void end() {
        if (hasTurn) {
            turns.release();
        }
        giveBack();
        leftover.discardRest();
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
        request.endHandler(_ -> whole.complete(parts));
        request.handler(this::take);
        request.resume();
    }

    private void take(Buffer part) {
        if (whole.isDone()) {
            leftover.discard(part);
        } else if (taken + part.length() > MOST_BYTES) {
            refuse(tooLarge());
        } else if (!room.tryAcquire(part.length())) {
            refuse(Refusal.later(ErrorCode.OVERLOADED, "Too many bodies are being read; nothing was taken."));
        } else {
            taken += part.length();
            keep(part);
        }
    }

    /** Small parts are put together: as many as a client likes to send must not take more than a few large ones. */
    private void keep(Buffer part) {
        if (parts.isEmpty() || parts.getLast().length() + part.length() > MOST_TOGETHER) {
            parts.add(part);
        } else {
            parts.getLast().appendBuffer(part);
        }
    }

    /** What was taken is dropped at once: another body may need the room. */
    private void refuse(Answer answer) {
        if (whole.completeExceptionally(new RefusedException(answer))) {
            parts.clear();
            giveBack();
        }
    }

    private void giveBack() {
        room.release(taken);
        taken = 0;
    }

    private static byte[] join(List<Buffer> parts) {
        var joined = new byte[parts.stream().mapToInt(Buffer::length).sum()];
        int at = 0;
        for (var part : parts) {
            part.getBytes(joined, at);
            at += part.length();
        }
        parts.clear();
        return joined;
    }

    private long declared() {
        var length = request.getHeader("Content-Length");
        return length != null && length.matches("\\d{1,19}") ? new BigInteger(length).longValueExact() : 0;
    }

    boolean expectsContinue() {
        return "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }

    private static Answer tooLarge() {
        return Refusal.of(
                ErrorCode.BODY_TOO_LARGE, "A body holds at most " + MOST_BYTES + " bytes; nothing was taken.");
    }
}
