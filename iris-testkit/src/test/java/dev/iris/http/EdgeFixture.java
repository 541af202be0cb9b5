package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.HttpsResult.Failed;
import dev.iris.model.HttpsUrl;
import dev.iris.model.Ticker;
import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.RawTlsServer;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An edge that trusts one authority, and servers that it signed. Thread-safe. */
public final class EdgeFixture {
    /** One authority for all tests: making keys takes time. */
    public static final CertificateAuthority AUTHORITY = new CertificateAuthority(InstantSource.system());

    /** A name that no resolver but a test's own knows. */
    static final String PARTNER = "api.partner.example";

    private static final SSLContext TLS =
            AUTHORITY.issueServer("localhost", "127.0.0.1", "::1", PARTNER).sslContext();

    private EdgeFixture() {}

    /** A server whose certificate is good for localhost. */
    public static RawTlsServer server(Function<RawRequest, RawReply> script) {
        return RawTlsServer.start(TLS, script);
    }

    /** An edge that may connect to these ranges besides public addresses. */
    public static VertxEdge edgeAllowing(String... ranges) {
        return edge(NameResolver.system(), ranges);
    }

    /** An edge that may connect to this machine. */
    public static VertxEdge edge() {
        return edgeAllowing("127.0.0.0/8", "::1");
    }

    /** An edge with a resolver of its own. */
    public static VertxEdge edge(NameResolver resolver, String... ranges) {
        return edge(null, resolver, Ticker.system(), EdgeBounds.STANDARD, ranges);
    }

    /** An edge with bounds and a clock of its own that may connect to this machine. */
    static VertxEdge edge(Ticker ticker, EdgeBounds bounds) {
        return edge(null, NameResolver.system(), ticker, bounds, "127.0.0.0/8", "::1");
    }

    /** An edge with everything of its own. */
    static VertxEdge edge(
            @Nullable ProxyAddress proxy, NameResolver resolver, Ticker ticker, EdgeBounds bounds, String... ranges) {
        return new VertxEdge(
                guard(ranges), List.of(AUTHORITY.certificate()), proxy, resolver, ticker, bounds, TlsEngine.best());
    }

    /** An edge with this computing of TLS that may connect to this machine. */
    static VertxEdge edge(TlsEngine engine) {
        return new VertxEdge(
                guard("127.0.0.0/8", "::1"),
                List.of(AUTHORITY.certificate()),
                null,
                NameResolver.system(),
                Ticker.system(),
                EdgeBounds.STANDARD,
                engine);
    }

    private static AddressGuard guard(String... ranges) {
        return new AddressGuard(Stream.of(ranges).map(Cidr::parse).toList());
    }

    /** A POST of a small JSON body with two headers. */
    public static HttpsRequest post(HttpsUrl url) {
        return post(url, Duration.ofSeconds(30));
    }

    /** The same with a deadline. */
    public static HttpsRequest post(HttpsUrl url, Duration timeout) {
        var headers =
                List.of(new HttpHeader("X-Second", "2"), new HttpHeader("Authorization", "Bearer secret-token-value"));
        return new HttpsRequest("POST", url, headers, Body.utf8("{}").bytes(), timeout);
    }

    /** A resolver that gives these addresses for every name. */
    static NameResolver resolvingTo(String... literals) {
        var addresses = Stream.of(literals).map(InetAddress::ofLiteral).toList();
        return host -> addresses;
    }

    static Answered answered(HttpsResult result) {
        assertThat(result).isInstanceOf(Answered.class);
        return (Answered) result;
    }

    static Failed failed(HttpsResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return (Failed) result;
    }

    static void assertFailed(HttpsResult result, EdgeFault fault, String word) {
        assertThat(failed(result).fault()).isEqualTo(fault);
        assertThat(failed(result).detail()).contains(word);
    }
}
