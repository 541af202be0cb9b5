package dev.iris.server.api;

import dev.iris.server.metrics.Meters;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
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

    /** Fewer than there may be requests: slow bodies must not keep probes and operators out. */
    private static final int MOST_BODIES = 900;

    /** All bodies together take at most this share of the memory. */
    private static final int SHARE_OF_MEMORY = 16;

    private final Vertx vertx;
    private final Responder responder;
    private final Meters meters;
    private final Semaphore turns = new Semaphore(MOST_REQUESTS);
    // What follows on them is not even looked at: it may be a part of what was refused.
    private final Set<HttpConnection> ending =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final Semaphore bodies = new Semaphore(MOST_BODIES);
    private final Semaphore room =
            new Semaphore(bytesOfBodies(Runtime.getRuntime().maxMemory()));

    Exchange(Vertx vertx, Responder responder, Meters meters) {
        this.vertx = vertx;
        this.responder = responder;
        this.meters = meters;
    }

    /** Takes a request from its connection. */
    void begin(HttpServerRequest request) {
        if (ending.contains(request.connection())) {
            return;
        }
        if (!wellFramed(request)) {
            refuse(request);
            return;
        }
        request.pause();
        var context = vertx.getOrCreateContext();
        var body = new RequestBody(request, context, bodies, room);
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

    /** What the parser lets pass, but an intermediary may read otherwise (RFC 9112 sections 3.2, 5.1 and 6.1). */
    private static boolean wellFramed(HttpServerRequest request) {
        var headers = request.headers();
        var codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        return hostNamed(request, headers.getAll(HttpHeaders.HOST))
                && (codings.isEmpty()
                        || (codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked")))
                && !headers.contains("");
    }

    private static boolean hostNamed(HttpServerRequest request, List<String> hosts) {
        if (hosts.isEmpty()) {
            return request.version() == HttpVersion.HTTP_1_0;
        }
        return hosts.size() == 1 && (hosts.getFirst().isEmpty() || request.authority() != null);
    }

    private void answer(HttpServerRequest request, Context context, RequestBody body) {
        try {
            var head = new RequestHead(
                    request.method().name(),
                    Objects.requireNonNullElse(request.path(), ""),
                    Objects.requireNonNullElse(request.query(), ""),
                    request.headers()::getAll);
            var answer = responder.answer(head, body);
            context.runOnContext(_ -> send(request, answer, body));
        } catch (RejectedExecutionException e) {
            LOG.debug("The server ended before a request was answered");
        } finally {
            turns.release();
        }
    }

    private void send(HttpServerRequest request, Answer answer, RequestBody body) {
        if (body.endsConnection()) {
            writeLast(request, answer);
        } else {
            write(request, answer);
        }
        body.end();
    }

    private void writeLast(HttpServerRequest request, Answer answer) {
        var connection = request.connection();
        ending.add(connection);
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        write(request, answer).onComplete(_ -> connection.close());
    }

    private Future<Void> write(HttpServerRequest request, Answer answer) {
        answer.findError().ifPresent(error -> meters.refused(error.text()));
        var response = request.response().setStatusCode(answer.status());
        response.putHeader("X-Content-Type-Options", "nosniff").putHeader("Cache-Control", "no-store");
        answer.headers().forEach(response::putHeader);
        return response.end(Buffer.buffer(answer.body()));
    }

    private static int bytesOfBodies(long memory) {
        return (int) Math.clamp(memory / SHARE_OF_MEMORY, (long) BodyReading.MOST_BYTES, Integer.MAX_VALUE);
    }
}
