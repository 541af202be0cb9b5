package dev.iris.http;

import static dev.iris.http.EdgeFixture.PARTNER;
import static dev.iris.http.EdgeFixture.answered;
import static dev.iris.http.EdgeFixture.assertFailed;
import static dev.iris.http.EdgeFixture.post;
import static dev.iris.http.EdgeFixture.resolvingTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.model.HttpsUrl;
import dev.iris.model.Ticker;
import dev.iris.testkit.ManualTicker;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawTlsServer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeProxyIT {
    private static final HttpsUrl URL = HttpsUrl.parse("https://" + PARTNER + "/segments");

    private final RawTlsServer server = EdgeFixture.server(request -> RawReply.json(200, "{}"));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theProxyIsToldTheJudgedAddressAndThePartnerItsName() throws Exception {
        try (var proxy = ConnectProxy.to(server.port());
                var edge = edge(proxy.address(), resolvingTo("93.184.216.34"))) {
            answered(edge.exchange(post(URL)));

            assertThat(proxy.lines()).containsExactly("CONNECT 93.184.216.34:443 HTTP/1.1");
            assertThat(server.serverNames()).containsExactly(PARTNER);
            assertThat(server.requests().getFirst().findHeader("Host")).contains(PARTNER);
        }
    }

    @Test
    void anIpv6AddressIsToldInBrackets() throws Exception {
        try (var proxy = ConnectProxy.to(server.port());
                var edge = edge(proxy.address(), resolvingTo("2606:4700:4700::1111"))) {
            answered(edge.exchange(post(URL)));

            assertThat(proxy.lines().getFirst()).matches("CONNECT \\[2606:4700:4700:[0:]*1111]:443 HTTP/1.1");
        }
    }

    @Test
    void theProxySeesNothingOfARequest() throws Exception {
        try (var proxy = ConnectProxy.to(server.port());
                var edge = edge(proxy.address(), resolvingTo("93.184.216.34"))) {
            answered(edge.exchange(post(URL)));

            assertThat(proxy.heads()).hasSize(1);
            assertThat(proxy.heads().getFirst())
                    .doesNotContainIgnoringCase("authorization")
                    .doesNotContain("secret", "segments");
        }
    }

    @Test
    void connectionsThroughTheProxyAreKept() throws Exception {
        try (var proxy = ConnectProxy.to(server.port());
                var edge = edge(proxy.address(), resolvingTo("93.184.216.34"))) {
            for (int i = 0; i < 20; i++) {
                answered(edge.exchange(post(URL)));
            }

            assertThat(proxy.connections()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aForbiddenAddressIsNotToldToTheProxy() throws Exception {
        try (var proxy = ConnectProxy.to(server.port());
                var edge = edge(proxy.address(), resolvingTo("169.254.169.254", "127.0.0.1"))) {
            assertFailed(edge.exchange(post(URL)), EdgeFault.ADDRESS_FORBIDDEN, "169.254.169.254");

            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void aNameThatMovesInsideIsForbiddenFromThenOn() throws Exception {
        var ticker = new ManualTicker();
        var address = new AtomicReference<>("93.184.216.34");
        NameResolver moving = host -> host.equals(PARTNER)
                ? List.of(InetAddress.ofLiteral(address.get()))
                : List.of(InetAddress.ofLiteral("127.0.0.1"));
        try (var proxy = ConnectProxy.to(server.port());
                var edge = EdgeFixture.edge(proxy.address(), moving, ticker, EdgeBounds.STANDARD)) {
            answered(edge.exchange(post(URL)));

            address.set("127.0.0.1");
            ticker.advance(Duration.ofMinutes(1));

            assertFailed(edge.exchange(post(URL)), EdgeFault.ADDRESS_FORBIDDEN, "127.0.0.1");
            assertThat(proxy.lines()).containsExactly("CONNECT 93.184.216.34:443 HTTP/1.1");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aNameThatMovesIsFollowedThroughTheProxy() throws Exception {
        var ticker = new ManualTicker();
        var address = new AtomicReference<>("93.184.216.34");
        try (var proxy = ConnectProxy.to(server.port());
                var edge = EdgeFixture.edge(
                        proxy.address(),
                        host -> List.of(InetAddress.ofLiteral(host.equals(PARTNER) ? address.get() : host)),
                        ticker,
                        EdgeBounds.STANDARD)) {
            answered(edge.exchange(post(URL)));

            address.set("93.184.216.35");
            ticker.advance(Duration.ofMinutes(1));
            answered(edge.exchange(post(URL)));

            assertThat(proxy.lines())
                    .containsExactly("CONNECT 93.184.216.34:443 HTTP/1.1", "CONNECT 93.184.216.35:443 HTTP/1.1");
        }
    }

    @Test
    void theProxysOwnAddressIsNotJudged() throws Exception {
        try (var proxy = ConnectProxy.to(server.port());
                var edge = edge(
                        new ProxyAddress("proxy.internal", proxy.address().port()),
                        host -> List.of(InetAddress.ofLiteral(
                                host.equals("proxy.internal") ? "127.0.0.1" : "93.184.216.34")))) {
            answered(edge.exchange(post(URL)));

            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void theCertificateIsThePartnersNotTheProxys() throws Exception {
        try (var other = RawTlsServer.start(
                        EdgeFixture.AUTHORITY.issueServer("proxy.internal").sslContext(),
                        request -> RawReply.json(200, "{}"));
                var proxy = ConnectProxy.to(other.port());
                var edge = edge(proxy.address(), resolvingTo("93.184.216.34"))) {
            assertFailed(edge.exchange(post(URL)), EdgeFault.CERTIFICATE_HOST, "host");

            assertThat(other.applicationBytes()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"407, password", "403, not allow", "502, status 502", "503, status 503"})
    void aRefusalOfTheProxyIsToldInWords(int status, String word) throws Exception {
        try (var proxy = ConnectProxy.refusing(status);
                var edge = edge(proxy.address(), resolvingTo("93.184.216.34"))) {
            assertFailed(edge.exchange(post(URL)), EdgeFault.UNREACHABLE, word);
        }
    }

    @Test
    void aProxyThatIsNotThereIsToldInWords() throws Exception {
        var proxy = ConnectProxy.refusing(502);
        var gone = proxy.address();
        proxy.close();
        try (var edge = edge(gone, resolvingTo("93.184.216.34"))) {
            assertFailed(edge.exchange(post(URL)), EdgeFault.UNREACHABLE, "the proxy refused the connection");
        }
    }

    @Test
    void aProxyThatSaysNothingIsBoundedByTheTotal() throws Exception {
        try (var mute = TcpServer.start(socket -> socket.getInputStream().readAllBytes());
                var edge = edge(new ProxyAddress("127.0.0.1", mute.port()), resolvingTo("93.184.216.34"))) {
            var request = post(URL).withTotal(Duration.ofMillis(300));

            assertFailed(edge.exchange(request), EdgeFault.UNREACHABLE, "in time");
        }
    }

    @Test
    void http2GoesThroughTheProxyToo() throws Exception {
        try (var partner = Http2Partner.start(Http2Partner::answer);
                var proxy = ConnectProxy.to(partner.port());
                var edge = edge(proxy.address(), resolvingTo("93.184.216.34"))) {
            answered(edge.exchange(post(URL).withChannel(Channel.of("#1", 1).withHttp2())));

            assertThat(partner.requests().getFirst().authority()).isEqualTo(PARTNER);
        }
    }

    private static VertxEdge edge(ProxyAddress proxy, NameResolver resolver) {
        NameResolver both = host -> host.equals(PARTNER) || host.equals("proxy.internal")
                ? resolver.resolve(host)
                : List.of(InetAddress.ofLiteral(host));
        return EdgeFixture.edge(proxy, both, Ticker.system(), EdgeBounds.STANDARD);
    }
}
