package dev.iris.server;

import dev.iris.batch.BatchRunner;
import dev.iris.deliver.Couriers;
import dev.iris.deliver.Sleeper;
import dev.iris.http.AddressGuard;
import dev.iris.http.Outbound;
import dev.iris.http.VertxEdge;
import dev.iris.model.Catalog;
import dev.iris.model.SecretFiles;
import dev.iris.model.Ticker;
import dev.iris.oauth.TokenSources;
import dev.iris.rocksdb.RocksEngine;
import dev.iris.server.api.ListenAddress;
import dev.iris.server.api.RestServer;
import dev.iris.server.control.ControlPlane;
import dev.iris.server.control.SecretDirectory;
import dev.iris.server.settings.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The server, put together by hand: who knows whom stands on this screen. Thread-safe. */
public final class IrisServer implements AutoCloseable {
    private final Parts parts;
    private final RestServer rest;

    private IrisServer(ServerSettings settings, Clock clock, Ticker ticker, Parts parts) throws IOException {
        this.parts = parts;
        var random = new SecureRandom();
        var secrets = secretFiles(settings.secrets().directory());
        var followers = new CopyOnWriteArrayList<Consumer<Catalog>>();

        var control = parts.add(ControlPlane.open(
                settings.data(), secrets, clock, catalog -> followers.forEach(follower -> follower.accept(catalog))));
        var engine = parts.add(RocksEngine.open(settings.data(), control.catalog(), clock, ticker));
        var edge = parts.add(new VertxEdge(
                new AddressGuard(settings.egress().allow()),
                Authorities.read(settings.egress().trustedCertificates()),
                settings.egress().proxy()));
        var outbound = new Outbound(edge, settings.userAgent(), secrets);
        var tokens = new TokenSources(outbound, ticker, clock, random);
        var couriers = parts.add(
                new Couriers(engine, engine::catalog, outbound, tokens, clock, ticker, Sleeper.system(), random));

        followers.add(engine::adopt);
        followers.add(couriers::follow);
        couriers.follow(control.catalog());
        parts.add(DayWatch.start(control));
        parts.add(BatchWatch.start(new BatchRunner(engine, engine::catalog, clock)));
        rest = parts.add(
                RestServer.start(address(settings.http()), control, engine, engine, new ServedBy(couriers), clock));
    }

    /**
     * Starts a server; returns when it answers requests.
     *
     * @throws StartupException says in one sentence what stands in the way; nothing is left open then
     */
    public static IrisServer start(ServerSettings settings) {
        var parts = new Parts();
        try {
            return new IrisServer(settings, Clock.systemUTC(), Ticker.system(), parts);
        } catch (IOException e) {
            parts.close();
            throw new StartupException("the server " + e.getMessage(), e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static ListenAddress address(ServerSettings.Http http) {
        var tls = http.tls();
        return new ListenAddress(
                http.host(),
                http.port(),
                tls == null ? null : new ListenAddress.Identity(tls.certificate(), tls.key()));
    }

    private static SecretFiles secretFiles(@Nullable Path directory) {
        return directory == null ? SecretFiles.NONE : new SecretDirectory(directory);
    }

    /** Where it listens, such as {@code http://127.0.0.1:8080}. */
    public String url() {
        return rest.url();
    }

    /** Ends against the stream: nothing comes in any more, what is on its way lands, and then the stores are closed. */
    @Override
    public void close() {
        parts.close();
    }
}
