package dev.iris.server.api;

import dev.iris.server.metrics.Meters;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests from the connections to virtual threads, one for each, and the answers back. The only asynchronous code of
 * the interface. Thread-safe.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int MOST_REQUESTS = 1_000;

    /** All bodies together take at most this share of the memory. */
    private static final int SHARE_OF_MEMORY = 16;

    private final Vertx vertx;
    private final Responder responder;
    private final Meters meters;
    private final Semaphore turns = new Semaphore(MOST_REQUESTS);
    private final Semaphore room =
            new Semaphore(bytesOfBodies(Runtime.getRuntime().maxMemory()));

    Exchange(Vertx vertx, Responder responder, Meters meters) {
        this.vertx = vertx;
        this.responder = responder;
        this.meters = meters;
    }

    /** Takes a request from its connection. */
    void begin(HttpServerRequest request) {
        request.pause();
        var context = vertx.getOrCreateContext();
        var body = new BodyReading(request, context, room);
        if (!turns.tryAcquire()) {
            send(request, Refusal.later(ErrorCode.OVERLOADED, "Too many requests are being answered."), body);
            return;
        }
        Thread.ofVirtual().name("rest").start(() -> answer(request, context, body));
    }

    /** Refuses what is no HTTP or too long. */
    void refuse(HttpServerRequest request) {
        var cause = request.decoderResult().cause();
        var error = cause instanceof TooLongHttpLineException
                ? ErrorCode.URI_TOO_LONG
                : cause instanceof TooLongHttpHeaderException
                        ? ErrorCode.HEADERS_TOO_LARGE
                        : ErrorCode.MALFORMED_REQUEST;
        writeLast(request, Refusal.of(error, error.action()));
    }

    private void answer(HttpServerRequest request, Context context, BodyReading body) {
        try {
            var head = new RequestHead(
                    request.method().name(),
                    Objects.requireNonNullElse(request.path(), ""),
                    Objects.requireNonNullElse(request.query(), ""),
                    request.headers()::getAll);
            var answer = responder.answer(head, body::await);
            context.runOnContext(_ -> send(request, answer, body));
        } catch (RejectedExecutionException e) {
            LOG.debug("The server ended before a request was answered");
        } finally {
            turns.release();
        }
    }

    private void send(HttpServerRequest request, Answer answer, BodyReading body) {
        if (body.endsConnection()) {
            writeLast(request, answer);
        } else {
            write(request, answer);
        }
        body.end();
    }

    private void writeLast(HttpServerRequest request, Answer answer) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        write(request, answer).onComplete(_ -> request.connection().close());
    }

    private Future<Void> write(HttpServerRequest request, Answer answer) {
        answer.findError().ifPresent(error -> meters.refused(error.text()));
        var response = request.response().setStatusCode(answer.status());
        response.putHeader("X-Content-Type-Options", "nosniff").putHeader("Cache-Control", "no-store");
        answer.headers().forEach(response::putHeader);
        return response.end(Buffer.buffer(answer.body()));
    }

    private static int bytesOfBodies(long memory) {
        return (int) Math.clamp(memory / SHARE_OF_MEMORY, 2L * BodyReading.MOST_BYTES, Integer.MAX_VALUE);
    }
}
