package dev.iris.http;

import dev.iris.http.Connected.Ready;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request on a connection in hand, until its whole answer is read. Confined to one call; its callbacks to one event loop. */
final class Exchange {
    /** More answers before the answer than any partner has reason to send (RFC 9110 section 15.2). */
    private static final int MOST_INFORMATIONAL = 1_000;

    private final HttpClientRequest stream;
    private final ConnectionLife life;
    private final HttpsRequest request;
    private final IdentityKeys keys;
    private final GivingUp givingUp;
    private final CompletableFuture<RawAnswer> whole = new CompletableFuture<>();
    private volatile @Nullable RawAnswer head;
    private int informational;

    /** @param closing longest wait for the peer when the exchange is given up */
    Exchange(Ready ready, HttpsRequest request, IdentityKeys keys, Duration closing) {
        this.stream = ready.stream();
        this.life = ready.life();
        this.request = request;
        this.keys = keys;
        this.givingUp = new GivingUp(stream, closing);
    }

    HttpsResult run(Deadline deadline) throws InterruptedException {
        send();
        try {
            return settle(whole.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            givingUp.run();
            return headAlone().orElseGet(this::late);
        } catch (ExecutionException e) {
            givingUp.run();
            return headAlone().orElseGet(() -> BrokenExchange.fault(e.getCause() == null ? e : e.getCause(), keys));
        } catch (InterruptedException e) {
            givingUp.run();
            throw e;
        }
    }

    /** The answer without its body, which did not come; empty when the caller needs more than the head. */
    private Optional<HttpsResult> headAlone() {
        return Optional.ofNullable(head).map(answer -> answer.decoded(request));
    }

    private HttpsResult late() {
        return new HttpsResult.Failed(
                EdgeFault.TIMEOUT, "no whole answer within " + request.timeout().toMillis() + " ms");
    }

    private HttpsResult settle(RawAnswer raw) {
        if (raw.isCut() || !raw.isFinal()) {
            givingUp.run();
        }
        return raw.decoded(request);
    }

    private void send() {
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
        stream.continueHandler(more -> count(100));
        stream.earlyHintsHandler(more -> count(103));
        stream.response().onComplete(this::read, whole::completeExceptionally);
        var sent = request.body().isEmpty()
                ? stream.end()
                : stream.end(Buffer.buffer(request.body().shared()));
        sent.onComplete(done -> life.leave()).onFailure(whole::completeExceptionally);
    }

    private void read(HttpClientResponse response) {
        var answer = new AnswerReading(response, request.limits().wireBytes());
        if (!answer.isFinal()) {
            refuse(answer);
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
    private void count(int status) {
        informational++;
        if (informational == MOST_INFORMATIONAL) {
            whole.complete(new RawAnswer(status, List.of(), Body.EMPTY, true));
            end();
        }
    }

    /**
     * Vert.x passes over 100 and 103 alone and takes any other informational answer for the answer. Nobody may use the connection after
     * that: the answer proper would be taken for theirs.
     */
    private void refuse(AnswerReading informational) {
        whole.complete(informational.cut());
        end();
    }

    /** Over HTTP/2 others use the connection too. */
    private void end() {
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
