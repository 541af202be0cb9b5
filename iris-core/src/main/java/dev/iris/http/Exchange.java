package dev.iris.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request from the search of a connection to the end of its answer. All of it happens in one event loop, task by task, so that
 * the caller is woken once: at the end. Confined to one call; its callbacks to one event loop.
 */
final class Exchange {
    /** More answers before the answer than any partner has reason to send (RFC 9110 section 15.2). */
    private static final int MOST_INFORMATIONAL = 1_000;

    private final ChannelConnections connections;
    private final HttpsRequest request;
    private final Limits limits;
    private final CompletableFuture<RawAnswer> whole = new CompletableFuture<>();

    private volatile @Nullable RawAnswer head;
    private int informational;

    /** Null until there is a connection or none is waited for any more. */
    private final AtomicReference<@Nullable Hand> hand = new AtomicReference<>();

    Exchange(ChannelConnections connections, HttpsRequest request, Limits limits) {
        this.connections = connections;
        this.request = request;
        this.limits = limits;
    }

    /**
     * How long what may take.
     *
     * @param connecting until there is a connection
     * @param total until the whole answer is there
     * @param closing longest wait for the peer when the exchange is given up
     */
    record Limits(Deadline connecting, Deadline total, Duration closing) {}

    /** How an exchange ended. */
    sealed interface Ending {
        /** After a connection was in hand. */
        record Done(HttpsResult result) implements Ending {}

        /** No connection came in time. */
        record TooLate() implements Ending {}

        /** No connection could be made. */
        record Unconnected(Throwable failure) implements Ending {}

        /**
         * A kept connection came that takes no requests any more; nothing was sent on it.
         *
         * @param life empty when the connection is closed
         */
        record Old(Optional<ConnectionLife> life, boolean isShared) implements Ending {}
    }

    /** What was got. */
    private sealed interface Hand {
        /** A verified connection, since when the partner's time runs. */
        record Full(HttpClientRequest stream, ConnectionLife life, Deadline deadline) implements Hand {}

        /** Nothing that can be used. */
        record Empty(Ending ending) implements Hand {}
    }

    /** Waits for a connection until the deadline, and then for the answer. */
    Ending run(RequestOptions options, Deadline connecting) throws InterruptedException {
        try {
            connections.loop().runOnContext(_ -> begin(options));
            return await(connecting);
        } catch (RejectedExecutionException e) { // the edge is closed
            return new Ending.Unconnected(e);
        } catch (InterruptedException e) {
            if (giveUpHoping() instanceof Hand.Full(var stream, var _, var _)) {
                giveUp(stream);
            }
            throw e;
        }
    }

    /** Until there is a connection it is not known when the partner's time is over; it is so long from now at least. */
    private Ending await(Deadline connecting) throws InterruptedException {
        var until = connecting.within(request.timeout());
        while (true) {
            try {
                return answered(whole.get(until.left().toNanos(), TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                if (hand.get() instanceof Hand.Full(var stream, var _, var deadline)) {
                    if (deadline.left().isZero()) {
                        return timedOut(stream);
                    }
                    until = deadline;
                } else if (!connecting.left().isZero()) {
                    until = connecting;
                } else if (giveUpHoping() instanceof Hand.Empty(var ending)) {
                    return ending;
                }
            } catch (ExecutionException e) {
                return broken(e.getCause() == null ? e : e.getCause());
            }
        }
    }

    /** What is in hand; nothing is taken in hand after that. */
    private Hand giveUpHoping() {
        hand.compareAndSet(null, new Hand.Empty(new Ending.TooLate()));
        return Objects.requireNonNull(hand.get());
    }

    private Ending answered(RawAnswer raw) {
        if ((raw.isCut() || !raw.isFinal()) && hand.get() instanceof Hand.Full(var stream, var _, var _)) {
            giveUp(stream);
        }
        return new Ending.Done(raw.decoded(request));
    }

    private void giveUp(HttpClientRequest stream) {
        new GivingUp(stream, connections.loop(), limits.closing()).run();
    }

    private Ending timedOut(HttpClientRequest stream) {
        giveUp(stream);
        return new Ending.Done(headAlone().orElseGet(this::late));
    }

    /** The answer without its body, which did not come; empty when the caller needs more than the head. */
    private Optional<HttpsResult> headAlone() {
        return Optional.ofNullable(head).map(answer -> answer.decoded(request));
    }

    private HttpsResult late() {
        return new HttpsResult.Failed(
                EdgeFault.TIMEOUT, "no whole answer within " + request.timeout().toMillis() + " ms");
    }

    private Ending broken(Throwable failure) {
        return switch (giveUpHoping()) {
            case Hand.Empty(var ending) -> ending;
            case Hand.Full(var stream, var _, var _) -> {
                giveUp(stream);
                yield new Ending.Done(headAlone().orElseGet(() -> BrokenExchange.fault(failure, connections.keys())));
            }
        };
    }

    private void begin(RequestOptions options) {
        try {
            connections.client().request(options).onComplete(this::takeInHand, this::remainEmpty);
        } catch (IllegalStateException e) { // the client is closed
            remainEmpty(e);
        }
    }

    private void remainEmpty(Throwable failure) {
        remainEmpty(new Ending.Unconnected(failure), failure);
    }

    private void remainEmpty(Ending ending, Throwable failure) {
        hand.compareAndSet(null, new Hand.Empty(ending));
        whole.completeExceptionally(failure);
    }

    /** A connection that comes too late goes back to the pool. */
    private void takeInHand(HttpClientRequest stream) {
        var life = connections.lives().find(stream.connection());
        if (life.isEmpty() || !life.get().enter()) {
            drop(stream);
            var old = new Ending.Old(life, stream.version() == HttpVersion.HTTP_2);
            remainEmpty(old, new HttpClosedException("The connection takes no requests any more"));
            return;
        }
        var full = new Hand.Full(stream, life.get(), limits.total().within(request.timeout()));
        if (hand.compareAndSet(null, full)) {
            try {
                send(stream, life.get());
            } catch (RuntimeException e) { // what was to be sent cannot be: the caller is not left waiting
                whole.completeExceptionally(e);
            }
        } else {
            life.get().leave();
            drop(stream);
        }
    }

    private static void drop(HttpClientRequest unsent) {
        unsent.exceptionHandler(reset -> {}); // nobody waits for it, and Vert.x would log it
        unsent.reset();
    }

    private void send(HttpClientRequest stream, ConnectionLife life) {
        var headers = stream.headers();
        if (stream.version() == HttpVersion.HTTP_2) {
            stream.authority(authority());
        } else {
            headers.add("Host", hostHeader());
        }
        request.headers().forEach(header -> headers.add(header.name(), header.value()));
        if (!request.body().isEmpty() || !request.method().equals("GET")) {
            headers.add("Content-Length", Integer.toString(request.body().size()));
        }
        stream.exceptionHandler(whole::completeExceptionally);
        stream.continueHandler(more -> count(stream, 100));
        stream.earlyHintsHandler(more -> count(stream, 103));
        stream.response().onComplete(response -> read(stream, response), whole::completeExceptionally);
        var sent = request.body().isEmpty()
                ? stream.end()
                : stream.end(Buffer.buffer(request.body().shared()));
        sent.onComplete(done -> life.leave()).onFailure(whole::completeExceptionally);
    }

    private void read(HttpClientRequest stream, HttpClientResponse response) {
        var answer = new AnswerReading(response, request.limits().wireBytes());
        if (!answer.isFinal()) {
            refuse(stream, answer);
            return;
        }
        if (request.bodyUse().isSatisfiedByHead(response.statusCode())) {
            head = answer.cut();
        }
        response.exceptionHandler(whole::completeExceptionally);
        response.handler(part -> {
            if (!answer.add(part)) {
                whole.complete(answer.cut());
            }
        });
        response.endHandler(end -> whole.complete(answer.whole()));
    }

    /** Whoever sends these without end is stopped here: no other thread may get to it on a machine that is kept so busy. */
    private void count(HttpClientRequest stream, int status) {
        informational++;
        if (informational == MOST_INFORMATIONAL) {
            whole.complete(new RawAnswer(status, List.of(), Body.EMPTY, true));
            end(stream);
        }
    }

    /**
     * Vert.x passes over 100 and 103 alone and takes any other informational answer for the answer. Nobody may use the connection after
     * that: the answer proper would be taken for theirs.
     */
    private void refuse(HttpClientRequest stream, AnswerReading informational) {
        whole.complete(informational.cut());
        end(stream);
    }

    /** Over HTTP/2 others use the connection too. */
    private static void end(HttpClientRequest stream) {
        if (stream.version() == HttpVersion.HTTP_2) {
            stream.reset();
        } else {
            stream.connection().close();
        }
    }

    /** As in the Host header: a port that goes without saying is left out. */
    private HostAndPort authority() {
        int port = request.url().port();
        return HostAndPort.create(bracketedHost(), port == 443 ? -1 : port);
    }

    private String hostHeader() {
        int port = request.url().port();
        return port == 443 ? bracketedHost() : bracketedHost() + ":" + port;
    }

    private String bracketedHost() {
        var host = Connector.host(request.url());
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
