package dev.iris.http;

import dev.iris.http.Connected.Ready;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request on a connection in hand, until its whole answer is read. Confined to one call; its callbacks to one event loop. */
final class Exchange {
    private final HttpClientRequest stream;
    private final ConnectionLife life;
    private final HttpsRequest request;
    private final IdentityKeys keys;
    private final GivingUp givingUp;
    private final CompletableFuture<RawAnswer> whole = new CompletableFuture<>();

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
            return new HttpsResult.Failed(
                    EdgeFault.TIMEOUT,
                    "no whole answer within " + request.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            givingUp.run();
            return BrokenExchange.fault(e.getCause() == null ? e : e.getCause(), keys);
        } catch (InterruptedException e) {
            givingUp.run();
            throw e;
        }
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
        response.exceptionHandler(whole::completeExceptionally);
        response.handler(part -> {
            if (!answer.add(part)) {
                whole.complete(answer.cut());
            }
        });
        response.endHandler(end -> whole.complete(answer.whole()));
    }

    /**
     * Vert.x passes over 100 and 103 alone and takes any other informational answer for the answer. Nobody may use the connection after
     * that: the answer proper would be taken for theirs.
     */
    private void refuse(AnswerReading informational) {
        if (stream.version() != HttpVersion.HTTP_2) {
            stream.connection().close();
        }
        whole.complete(informational.cut());
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
