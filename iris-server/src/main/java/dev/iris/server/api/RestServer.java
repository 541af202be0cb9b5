package dev.iris.server.api;

import dev.iris.deliver.Sleeper;
import dev.iris.engine.BatchChanges;
import dev.iris.engine.Engine;
import dev.iris.http.ClientIdentity;
import dev.iris.model.Secret;
import dev.iris.model.Ticker;
import dev.iris.server.control.ControlPlane;
import dev.iris.server.events.EventReader;
import dev.iris.server.imports.GivingWay;
import dev.iris.server.imports.Imports;
import dev.iris.server.imports.LiveTraffic;
import dev.iris.server.metrics.Meters;
import dev.iris.server.status.CourierLookup;
import dev.iris.server.status.StatusBoard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST interface, the probes, the metrics and the console, listening on one address. Thread-safe. */
public final class RestServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration MOST_TO_FINISH = Duration.ofSeconds(5);
    private static final Duration MOST_TO_WAIT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final HttpServer server;
    private final Meters meters;
    private final ListenAddress address;
    private final EndpointTable table;
    private final Imports imports;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RestServer(
            Vertx vertx,
            HttpServer server,
            Meters meters,
            ListenAddress address,
            EndpointTable table,
            Imports imports) {
        this.vertx = vertx;
        this.server = server;
        this.meters = meters;
        this.address = address;
        this.table = table;
        this.imports = imports;
    }

    /**
     * Listens; returns when requests are answered.
     *
     * @throws IOException the address cannot be listened on, or its identity cannot be used
     */
    public static RestServer start(
            ListenAddress address,
            ControlPlane control,
            Engine engine,
            BatchChanges batches,
            CourierLookup couriers,
            InstantSource clock)
            throws IOException {
        var board = new StatusBoard(control, engine, batches, couriers, clock);
        var meters = new Meters();
        var reader = new EventReader(clock);
        var ticker = Ticker.system();
        var traffic = new LiveTraffic(ticker);
        var offline = new GivingWay(engine::acceptOffline, traffic, ticker, Sleeper.system());
        var imports = new Imports(control.imports(), offline, reader, clock, Sleeper.system());
        var table = Endpoints.table(
                new EventCalls(new EventsBody(reader), engine, traffic, meters),
                new ImportCalls(imports, meters),
                new DestinationCalls(control),
                new OperatorCalls(control, board, couriers),
                new BatchCalls(control, batches, clock),
                new LetterCalls(control, engine),
                new DeviceCalls(engine),
                new SegmentCalls(control),
                new TokenCalls(control.accessTokens()),
                new AuditCalls(control.audit()),
                new OpenCalls(engine, board, meters, clock));
        var vertx = Vertx.vertx(options());
        var exchange = new Exchange(vertx, new Responder(table, new Gate(control.accessTokens())), meters);
        var server = vertx.createHttpServer(httpOptions(address))
                .requestHandler(exchange::begin)
                .invalidRequestHandler(exchange::refuse);
        var rest = new RestServer(vertx, server, meters, address, table, imports);
        rest.listen();
        return rest;
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Its address, such as {@code http://127.0.0.1:8080}. */
    public String url() {
        return address.url(port());
    }

    /** Everything that it answers. */
    List<Endpoint> endpoints() {
        return table.endpoints();
    }

    /** Stops accepting, finishes what is in flight within five seconds and ends all connections. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        imports.stop();
        try {
            await(server.shutdown(MOST_TO_FINISH));
            await(vertx.close());
        } catch (IOException e) {
            LOG.warn("The REST interface did not close cleanly: {}", e.getMessage());
        } finally {
            meters.close();
        }
    }

    private void listen() throws IOException {
        try {
            await(server.listen(address.port(), address.host()));
        } catch (IOException e) {
            close();
            throw new IOException(
                    "cannot listen on " + address.host() + ", port " + address.port() + ": " + e.getMessage(), e);
        }
    }

    private static void await(Future<?> future) throws IOException {
        try {
            future.toCompletionStage().toCompletableFuture().get(MOST_TO_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new IOException("no end within " + MOST_TO_WAIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static VertxOptions options() {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    private static HttpServerOptions httpOptions(ListenAddress address) throws IOException {
        var options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout((int) IDLE.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        var identity = address.identity();
        return identity == null
                ? options
                : options.setSsl(true)
                        .setUseAlpn(false)
                        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                        .setKeyCertOptions(certificate(identity));
    }

    private static KeyCertOptions certificate(ListenAddress.Identity identity) throws IOException {
        var certificate = read("certificate", identity.certificate());
        var key = read("key", identity.key());
        try {
            ClientIdentity.parse(certificate, Secret.of(key));
        } catch (IllegalArgumentException e) {
            throw new IOException("cannot use server.tls: " + e.getMessage(), e);
        }
        return new PemKeyCertOptions().setCertValue(Buffer.buffer(certificate)).setKeyValue(Buffer.buffer(key));
    }

    private static String read(String member, Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IOException("cannot read server.tls." + member + ", the file " + file, e);
        }
    }
}
