package dev.iris.http;

import dev.iris.http.Connected.Ready;
import dev.iris.http.Connected.Refused;
import dev.iris.model.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.TrustOptions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The edge over one shared Vert.x client: HTTP/1.1, kept-alive connections, one pool a host and address. Thread-safe.
 *
 * <p>Vert.x measures neither a total time nor the size of a body and follows what DNS says; {@link Exchange}, {@link AnswerReading}
 * and {@link Connector} do.
 */
public final class VertxEdge implements HttpsEdge {
    private static final int CONNECTIONS_PER_ADDRESS = 512;
    private static final int WAITING_PER_ADDRESS = 10_000;
    private static final Duration IDLE_CONNECTION_KEPT = Duration.ofSeconds(30);

    /** A busy connection is replaced too, so that a name that moved is followed. */
    private static final Duration CONNECTION_LIFE = Duration.ofMinutes(5);

    private static final int MOST_HEADER_BYTES = 32 * 1024;
    private static final int HANDSHAKES_AT_ONCE =
            Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(10);
    private static final Set<String> TLS = Set.of("TLSv1.2", "TLSv1.3");

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final AddressBook book;
    private final Connector connector;
    private final Ticker ticker;

    /** An edge that trusts the JDK's authorities and these, and asks the machine's resolver. */
    public VertxEdge(AddressGuard guard, List<X509Certificate> extraAuthorities) {
        this(guard, extraAuthorities, NameResolver.system(), Ticker.system());
    }

    /** As above with another resolver and clock. */
    public VertxEdge(AddressGuard guard, List<X509Certificate> extraAuthorities, NameResolver resolver, Ticker ticker) {
        this.ticker = ticker;
        vertx = Vertx.vertx(vertxOptions());
        client = vertx.httpClientBuilder()
                .with(clientOptions())
                .with(poolOptions())
                .with(sslOptions(extraAuthorities))
                .with(engineOptions())
                .withConnectHandler(VertxEdge::hush)
                .build();
        book = new AddressBook(resolver, ticker);
        connector = new Connector(client, book, guard);
    }

    @Override
    public HttpsResult exchange(HttpsRequest request) throws InterruptedException {
        var total = Deadline.in(request.total(), ticker);
        return switch (connector.open(request, total.within(HttpsRequest.CONNECT_BOUND))) {
            case Ready(var stream) -> new Exchange(stream, request).run(total.within(request.timeout()));
            case Refused(var why) -> why;
        };
    }

    @Override
    public void close() {
        book.close();
        await(client.close());
        await(vertx.close());
    }

    private static void await(Future<Void> closing) {
        var closed = closing.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(CLOSE_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        var _ = closed.exceptionally(e -> null).join();
    }

    /** What breaks a connection fails its exchange; Vert.x would log it as well, with words of the partner. */
    private static void hush(HttpConnection connection) {
        connection.exceptionHandler(failure -> {});
    }

    private static VertxOptions vertxOptions() {
        return new VertxOptions()
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(HANDSHAKES_AT_ONCE)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    private static HttpClientOptions clientOptions() {
        return new HttpClientOptions()
                .setSsl(true)
                .setKeepAlive(true)
                .setPipelining(false)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setKeepAliveTimeout(Math.toIntExact(IDLE_CONNECTION_KEPT.toSeconds()))
                .setConnectTimeout(Math.toIntExact(HttpsRequest.CONNECT_BOUND.toMillis()));
    }

    private static PoolOptions poolOptions() {
        return new PoolOptions()
                .setHttp1MaxSize(CONNECTIONS_PER_ADDRESS)
                .setMaxWaitQueueSize(WAITING_PER_ADDRESS)
                .setMaxLifetime(Math.toIntExact(CONNECTION_LIFE.toSeconds()))
                .setMaxLifetimeUnit(TimeUnit.SECONDS);
    }

    /** Handshakes compute elsewhere: on an event loop they would hold up the requests that share it, and their time would run. */
    private static SSLEngineOptions engineOptions() {
        return new JdkSSLEngineOptions().setUseWorkerThread(true);
    }

    private static ClientSSLOptions sslOptions(List<X509Certificate> extraAuthorities) {
        return new ClientSSLOptions()
                .setEnabledSecureTransportProtocols(TLS)
                .setHostnameVerificationAlgorithm("HTTPS")
                .setTrustOptions(TrustOptions.wrap(PartnerTrust.of(extraAuthorities)))
                .setSslHandshakeTimeout(HttpsRequest.CONNECT_BOUND.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
