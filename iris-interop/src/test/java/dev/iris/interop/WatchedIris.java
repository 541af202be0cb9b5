package dev.iris.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.HttpsEdge;
import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.Outbound;
import dev.iris.interop.WatchedEdge.Exchange;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.TlsClient;
import dev.iris.model.HttpsUrl;
import dev.iris.model.PartnerTls;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretSource.Stored;
import dev.iris.model.TokenGrant;
import dev.iris.model.TokenParameters;
import dev.iris.model.TokenPolicy;
import dev.iris.oauth.TokenSource;
import dev.iris.oauth.TokenSources;
import dev.iris.partner.certificates.ClientCertificate;
import dev.iris.testkit.ManualTicker;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Iris's token engine at one token endpoint, watched where its requests leave. Lives and waits pass when a test says so. */
final class WatchedIris implements AutoCloseable {
    private final HttpsUrl tokenEndpoint;
    private final ManualTicker ticker = new ManualTicker();
    private final WatchedEdge edge;
    private final Outbound outbound;
    private final TokenSources sources;

    WatchedIris(HttpsUrl tokenEndpoint) {
        this(tokenEndpoint, LocalEdge.open());
    }

    /** Over this edge, which it closes. */
    WatchedIris(HttpsUrl tokenEndpoint, HttpsEdge edge) {
        this.tokenEndpoint = tokenEndpoint;
        this.edge = new WatchedEdge(edge);
        this.outbound = new Outbound(this.edge, "Adobe Audience Manager Iris", SecretFiles.NONE);
        this.sources = new TokenSources(outbound, ticker, InstantSource.system(), new SecureRandom());
    }

    ManualTicker ticker() {
        return ticker;
    }

    HttpsEdge edge() {
        return edge;
    }

    Outbound outbound() {
        return outbound;
    }

    TokenSources sources() {
        return sources;
    }

    /** The token requests that were answered, in order. */
    List<Exchange> requests() {
        return edge.with(tokenEndpoint);
    }

    /** What the token endpoint answered last. */
    Answered lastAnswer() {
        var result = requests().getLast().result();
        assertThat(result).isInstanceOf(Answered.class);
        return (Answered) result;
    }

    TokenGrant grant(ClientCredential credential) {
        return new TokenGrant(tokenEndpoint, credential);
    }

    /** A source that asks for nothing in particular and shows no certificate. */
    TokenSource source(ClientCredential credential) {
        return source(grant(credential), PartnerTls.NONE);
    }

    /** A source that shows a certificate. */
    TokenSource source(TlsClient credential, ClientCertificate certificate) {
        return source(grant(credential), tls(certificate.chainPem(), certificate));
    }

    TokenSource source(TokenGrant grant, PartnerTls tls) {
        return sources.acquire(grant, tls).source();
    }

    /** As whom Iris shows itself in TLS: these certificates, the first of which is this one. */
    static PartnerTls tls(String chainPem, ClientCertificate certificate) {
        var key = new Stored(Secret.of(certificate.keyPem()));
        return new PartnerTls(new PartnerTls.Identity(chainPem, key), List.of());
    }

    /** A source that asks for a scope. */
    TokenSource sourceAsking(String scope, ClientIdAndSecret credential) {
        var parameters = new TokenParameters(scope, null, List.of(), Map.of());
        return source(new TokenGrant(tokenEndpoint, credential, parameters, TokenPolicy.STANDARD), PartnerTls.NONE);
    }

    @Override
    public void close() {
        edge.close();
    }
}
