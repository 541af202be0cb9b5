package dev.iris.http;

import dev.iris.model.Ticker;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.TrustOptions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a channel's Vert.x client. Channels that trust the same authorities share what knows them. Thread-safe. */
final class ChannelOpening {
    private static final Duration IDLE_CONNECTION_KEPT = Duration.ofSeconds(30);
    private static final Duration IDLE_CONNECTIONS_LOOKED_FOR = Duration.ofSeconds(5);
    private static final int MOST_HEADER_BYTES = 32 * 1024;
    private static final Set<String> TLS = Set.of("TLSv1.2", "TLSv1.3");

    private final Vertx vertx;
    private final List<X509Certificate> authorities;
    private final EdgeBounds bounds;
    private final TlsEngine engine;
    private final Ticker ticker;
    private final ConnectionLives lives;
    private final TrustOptions common;
    private final ConcurrentMap<List<X509Certificate>, TrustOptions> special = new ConcurrentHashMap<>();

    ChannelOpening(Vertx vertx, TlsEngine engine, List<X509Certificate> authorities, EdgeBounds bounds, Ticker ticker) {
        this.engine = engine;
        this.ticker = ticker;
        this.vertx = vertx;
        this.authorities = List.copyOf(authorities);
        this.bounds = bounds;
        this.lives = new ConnectionLives(vertx, bounds.connectionLife());
        this.common = trustWith(List.of());
    }

    OpenChannel open(Channel channel, long now) {
        var keys = new IdentityKeys(channel.identity());
        var turns = new Turns(channel.mostConnections(), channel.http2(), ticker);
        var connections = new ChannelConnections(client(channel, keys, turns), vertx.getOrCreateContext(), lives, keys);
        return new OpenChannel(channel, connections, turns, bounds, now);
    }

    private HttpClientAgent client(Channel channel, IdentityKeys keys, Turns turns) {
        return vertx.httpClientBuilder()
                .with(clientOptions(channel))
                .with(poolOptions(channel))
                .with(sslOptions(channel, keys))
                .with(engineOptions(channel))
                .withConnectHandler(connection -> lives.begin(connection, turns))
                .build();
    }

    /** Drops what is known of authorities that only closed channels trust. */
    void forgetTrustBut(Set<Channel> open) {
        if (!special.isEmpty()) {
            special.keySet().retainAll(open.stream().map(Channel::authorities).collect(Collectors.toSet()));
        }
    }

    private TrustOptions trust(List<X509Certificate> extra) {
        return extra.isEmpty() ? common : special.computeIfAbsent(extra, this::trustWith);
    }

    private TrustOptions trustWith(List<X509Certificate> extra) {
        return TrustOptions.wrap(PartnerTrust.of(
                Stream.concat(authorities.stream(), extra.stream()).toList()));
    }

    private static HttpClientOptions clientOptions(Channel channel) {
        var options = new HttpClientOptions()
                .setSsl(true)
                .setKeepAlive(true)
                .setPipelining(false)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setKeepAliveTimeout(Math.toIntExact(IDLE_CONNECTION_KEPT.toSeconds()))
                .setConnectTimeout(Math.toIntExact(HttpsRequest.CONNECT_BOUND.toMillis()));
        return channel.http2() ? withHttp2(options) : options;
    }

    private static HttpClientOptions withHttp2(HttpClientOptions options) {
        return options.setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setHttp2KeepAliveTimeout(Math.toIntExact(IDLE_CONNECTION_KEPT.toSeconds()))
                .setInitialSettings(new Http2Settings().setPushEnabled(false).setMaxHeaderListSize(MOST_HEADER_BYTES));
    }

    /**
     * No fewer connections over HTTP/2 than over HTTP/1.1, though one mostly suffices: a partner may take one request at a time on each,
     * and those who wait in a Vert.x pool are given no new connection when one turns out not to be shared.
     */
    private static PoolOptions poolOptions(Channel channel) {
        return new PoolOptions()
                .setHttp1MaxSize(channel.mostConnections())
                .setHttp2MaxSize(channel.mostConnections())
                .setMaxWaitQueueSize(channel.mostConnections())
                .setCleanerPeriod(Math.toIntExact(IDLE_CONNECTIONS_LOOKED_FOR.toMillis()));
    }

    /** Handshakes compute elsewhere: on an event loop they would hold up the requests that share it, and their time would run. */
    private SSLEngineOptions engineOptions(Channel channel) {
        return (channel.renegotiation() ? TlsEngine.JDK : engine).options().setUseWorkerThread(true);
    }

    private ClientSSLOptions sslOptions(Channel channel, IdentityKeys keys) {
        return new ClientSSLOptions()
                .setEnabledSecureTransportProtocols(TLS)
                .setHostnameVerificationAlgorithm("HTTPS")
                .setTrustOptions(trust(channel.authorities()))
                .setSslHandshakeTimeout(HttpsRequest.CONNECT_BOUND.toMillis())
                .setKeyCertOptions(KeyCertOptions.wrap(keys))
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
