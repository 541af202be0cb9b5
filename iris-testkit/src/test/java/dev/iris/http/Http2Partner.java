package dev.iris.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A partner on 127.0.0.1 that speaks HTTP/2, records what came and does as a test says. Thread-safe. */
final class Http2Partner implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final List<Seen> requests = new CopyOnWriteArrayList<>();
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<HttpServerRequest> resets = ConcurrentHashMap.newKeySet();
    private final int port;

    private Http2Partner(@Nullable Long streams, Handler<HttpServerRequest> script) {
        var certificate = EdgeFixture.AUTHORITY.issueServer("localhost", "127.0.0.1", EdgeFixture.PARTNER);
        var options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(certificate.chainPem()))
                        .addKeyValue(Buffer.buffer(certificate.keyPem())));
        if (streams != null) {
            options.setInitialSettings(new Http2Settings().setMaxConcurrentStreams(streams));
        }
        port = vertx.createHttpServer(options)
                .connectionHandler(this::note)
                .requestHandler(request -> note(request, script))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    /** Starts a partner; the script is called for each request whose body has come, on that connection's event loop. */
    static Http2Partner start(Handler<HttpServerRequest> script) {
        return new Http2Partner(null, script);
    }

    /** As above; it takes only so many requests at once on a connection. */
    static Http2Partner start(long streams, Handler<HttpServerRequest> script) {
        return new Http2Partner(streams, script);
    }

    static void answer(HttpServerRequest request) {
        request.response().end("{}");
    }

    int port() {
        return port;
    }

    List<Seen> requests() {
        return List.copyOf(requests);
    }

    int connections() {
        return connections.get();
    }

    int openConnections() {
        return open.size();
    }

    /** Requests that the client gave up. */
    int resets() {
        return resets.size();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void note(HttpConnection connection) {
        connections.incrementAndGet();
        open.add(connection);
        connection.closeHandler(end -> open.remove(connection));
    }

    private void note(HttpServerRequest request, Handler<HttpServerRequest> script) {
        request.response().exceptionHandler(reset -> resets.add(request));
        request.body().onSuccess(body -> {
            requests.add(Seen.of(request, body.toString()));
            script.handle(request);
        });
    }

    /**
     * A request as it came.
     *
     * @param headers each as {@code name: value}, in order
     */
    record Seen(String version, String method, String target, String authority, List<String> headers, String body) {
        static Seen of(HttpServerRequest request, String body) {
            return new Seen(
                    request.version().name(),
                    request.method().name(),
                    request.uri(),
                    String.valueOf(request.authority()),
                    request.headers().entries().stream()
                            .map(header -> header.getKey() + ": " + header.getValue())
                            .toList(),
                    body);
        }
    }
}
