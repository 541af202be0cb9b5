package dev.iris.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request on a connection in hand, until its whole answer is read. Confined to one call; its callbacks to one event loop. */
final class Exchange {
    /** Longest wait for a connection to be closed: it flushes what the peer will take, then closes hard. */
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final HttpClientRequest stream;
    private final HttpsRequest request;
    private final CompletableFuture<RawAnswer> whole = new CompletableFuture<>();

    Exchange(HttpClientRequest stream, HttpsRequest request) {
        this.stream = stream;
        this.request = request;
    }

    HttpsResult run(Deadline deadline) throws InterruptedException {
        send();
        try {
            return settle(whole.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            close();
            return new HttpsResult.Failed(
                    EdgeFault.TIMEOUT,
                    "no whole answer within " + request.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            close();
            return BrokenExchange.fault(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    private HttpsResult settle(RawAnswer raw) throws InterruptedException {
        if (raw.isCut()) {
            close();
        }
        return raw.decoded(request);
    }

    private void send() {
        var headers = stream.headers();
        headers.add("Host", hostHeader());
        request.headers().forEach(header -> headers.add(header.name(), header.value()));
        if (!request.body().isEmpty() || !request.method().equals("GET")) {
            headers.add("Content-Length", Integer.toString(request.body().size()));
        }
        stream.exceptionHandler(whole::completeExceptionally);
        stream.response().onComplete(this::read, whole::completeExceptionally);
        var sent = request.body().isEmpty()
                ? stream.end()
                : stream.end(Buffer.buffer(request.body().shared()));
        sent.onFailure(whole::completeExceptionally);
    }

    private void read(HttpClientResponse response) {
        var answer = new AnswerReading(response, request.limits().wireBytes());
        response.exceptionHandler(whole::completeExceptionally);
        response.handler(part -> {
            if (!answer.add(part)) {
                whole.complete(answer.cut());
            }
        });
        response.endHandler(end -> whole.complete(answer.whole()));
    }

    /** Closes the connection and waits until it is: only then may the request be sent again elsewhere. */
    private void close() {
        var connection = stream.connection();
        stream.reset();
        awaitUninterruptibly(connection.close());
    }

    private String hostHeader() {
        var url = request.url();
        var host = Connector.host(url);
        var bracketed = host.contains(":") ? "[" + host + "]" : host;
        return url.port() == 443 ? bracketed : bracketed + ":" + url.port();
    }

    private static void awaitUninterruptibly(Future<Void> closing) {
        var closed = closing.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(CLOSE_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        var _ = closed.exceptionally(e -> null).join();
    }
}
