package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.EdgeFixture;
import dev.iris.http.HttpsEdge;
import dev.iris.http.Outbound;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.PartnerTls;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.TokenGrant;
import dev.iris.model.TokenParameters;
import dev.iris.model.TokenPolicy;
import dev.iris.oauth.TokenResult.Granted;
import dev.iris.oauth.TokenResult.Refused;
import dev.iris.oauth.TokenResult.Unavailable;
import dev.iris.testkit.ManualTicker;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.RawTlsServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Token endpoints that behave as a test says, and sources that ask them over a real edge. Both times stand still until they are moved. */
final class TokenBench implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);
    static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    /** The credential of whoever names none. */
    static final String OPAQUE = "b3BhcXVlLWNyZWRlbnRpYWw=";

    final ManualTicker ticker = new ManualTicker();
    final AtomicReference<Instant> wall = new AtomicReference<>(START);
    private final TokenSources sources;
    private final List<RawTlsServer> servers = new CopyOnWriteArrayList<>();

    TokenBench(HttpsEdge edge) {
        this(edge, SecretFiles.NONE, new HighestChance());
    }

    TokenBench(HttpsEdge edge, SecretFiles files, RandomGenerator random) {
        InstantSource clock = wall::get;
        sources = new TokenSources(new Outbound(edge, "Iris", files), ticker, clock, random);
    }

    /** A token endpoint that gives these replies in turn, the last one from then on. */
    RawTlsServer serve(RawReply... replies) {
        return serve(RawReply.inTurn(replies));
    }

    RawTlsServer serve(Function<RawRequest, RawReply> script) {
        return keep(EdgeFixture.server(script));
    }

    /** The server, closed with the bench. */
    RawTlsServer keep(RawTlsServer server) {
        servers.add(server);
        return server;
    }

    TokenSource source(RawTlsServer server) {
        return source(server, new OpaqueBasic(Secret.of(OPAQUE)));
    }

    TokenSource source(RawTlsServer server, ClientCredential credential) {
        return source(new TokenGrant(server.url("/oauth2/token"), credential));
    }

    TokenSource source(RawTlsServer server, TokenPolicy policy) {
        return source(server, policy, TokenParameters.NONE);
    }

    TokenSource source(RawTlsServer server, TokenPolicy policy, TokenParameters parameters) {
        var credential = new OpaqueBasic(Secret.of(OPAQUE));
        return source(new TokenGrant(server.url("/oauth2/token"), credential, parameters, policy));
    }

    TokenSource source(TokenGrant grant) {
        return source(grant, PartnerTls.NONE);
    }

    TokenSource source(TokenGrant grant, PartnerTls tls) {
        return sources.acquire(grant, tls).source();
    }

    /** Lets time pass by either clock. */
    void pass(Duration time) {
        ticker.advance(time);
        wall.updateAndGet(now -> now.plus(time));
    }

    /** A token answer of the contract. */
    static RawReply token(String value) {
        return RawReply.json(200, "{\"token_type\":\"Bearer\",\"access_token\":\"" + value + "\"}");
    }

    /** A token answer with a life. */
    static RawReply token(String value, String expiresIn) {
        return RawReply.json(
                200, "{\"token_type\":\"Bearer\",\"access_token\":\"" + value + "\",\"expires_in\":" + expiresIn + "}");
    }

    /** The header that the token of a source goes out in. */
    static String header(TokenSource source) throws InterruptedException {
        return granted(source).authorization().value();
    }

    static AccessToken granted(TokenSource source) throws InterruptedException {
        var result = source.take(LONG);
        assertThat(result).isInstanceOf(Granted.class);
        return ((Granted) result).token();
    }

    static Unavailable unavailable(TokenSource source) throws InterruptedException {
        var result = source.take(LONG);
        assertThat(result).isInstanceOf(Unavailable.class);
        return (Unavailable) result;
    }

    static Refused refused(TokenSource source) throws InterruptedException {
        var result = source.take(LONG);
        assertThat(result).isInstanceOf(Refused.class);
        return (Refused) result;
    }

    @Override
    public void close() {
        servers.forEach(RawTlsServer::close);
    }
}
