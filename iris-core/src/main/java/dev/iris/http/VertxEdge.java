package dev.iris.http;

import dev.iris.http.HttpsResult.Failed;
import dev.iris.model.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge over Vert.x: one event loop group, and for each channel a client with connections of its own. Thread-safe.
 *
 * <p>Vert.x measures neither a total time nor the size of a body and follows what DNS says; {@link Exchange}, {@link AnswerReading}
 * and {@link Connector} do.
 */
public final class VertxEdge implements HttpsEdge {
    private static final Logger LOG = LoggerFactory.getLogger(VertxEdge.class);
    private static final int HANDSHAKES_AT_ONCE =
            Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final Duration CHANNELS_LOOKED_AT = Duration.ofMinutes(1);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final OpenChannels channels;
    private final AddressBook book;
    private final Connector connector;
    private final Ticker ticker;
    private volatile boolean closed;

    /** An edge that trusts the JDK's authorities and these, and asks the machine's resolver. */
    public VertxEdge(AddressGuard guard, List<X509Certificate> extraAuthorities) {
        this(guard, extraAuthorities, null);
    }

    /** As above; with a proxy all connections go through it. */
    public VertxEdge(AddressGuard guard, List<X509Certificate> extraAuthorities, @Nullable ProxyAddress proxy) {
        this(
                guard,
                extraAuthorities,
                proxy,
                NameResolver.system(),
                Ticker.system(),
                EdgeBounds.STANDARD,
                TlsEngine.best());
    }

    VertxEdge(
            AddressGuard guard,
            List<X509Certificate> extraAuthorities,
            @Nullable ProxyAddress proxy,
            NameResolver resolver,
            Ticker ticker,
            EdgeBounds bounds,
            TlsEngine engine) {
        this.ticker = ticker;
        vertx = Vertx.vertx(vertxOptions()).exceptionHandler(VertxEdge::note);
        channels =
                new OpenChannels(new ChannelOpening(vertx, engine, extraAuthorities, bounds, ticker), bounds, ticker);
        book = new AddressBook(resolver, ticker);
        connector = new Connector(book, guard, proxy == null ? null : new ProxyTunnel(proxy, book));
        vertx.setPeriodic(CHANNELS_LOOKED_AT.toMillis(), timer -> channels.sweep());
    }

    @Override
    public HttpsResult exchange(HttpsRequest request) throws InterruptedException {
        if (closed) {
            return new Failed(EdgeFault.UNREACHABLE, "the edge is closed");
        }
        var total = Deadline.in(request.total(), ticker);
        var channel = channels.enter(request.channel());
        try {
            return channel.exchange(request, connector, total);
        } finally {
            channel.leave(ticker.nanos());
        }
    }

    @Override
    public void close() {
        closed = true;
        book.close();
        await(channels.close());
        await(vertx.close());
    }

    /** What Vert.x trips over fails an exchange, or its caller waited no longer; the trace is for nobody who operates Iris. */
    private static void note(Throwable failure) {
        LOG.debug("Unexpected on an event loop: {}", failure.getClass().getName());
    }

    private static void await(Future<?> closing) {
        var closed = closing.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(CLOSE_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        var _ = closed.handle((done, failure) -> true).join();
    }

    private static VertxOptions vertxOptions() {
        return new VertxOptions()
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(HANDSHAKES_AT_ONCE)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }
}
