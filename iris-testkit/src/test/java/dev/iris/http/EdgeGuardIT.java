package dev.iris.http;

import static dev.iris.http.EdgeFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.HttpsResult.Failed;
import dev.iris.model.HttpsUrl;
import dev.iris.testkit.ManualTicker;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawTlsServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeGuardIT {
    private final RawTlsServer server = EdgeFixture.server(request -> RawReply.json(200, "{}"));

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost.",
                "127.0.0.1",
                "127.0.0.1.",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "0177.0.0.1",
                "0",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[0:0:0:0:0:ffff:7f00:0001]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[64:ff9b:1::7f00:1]",
                "[2001:0:7f00:1::]",
                "[::ffff:0:7f00:1]",
                "127.0.1",
                "017700000001",
                "0x7F.0x0.0x0.0x1",
                "127.0.0.1.0",
                "127.0.0.256",
                "127.0.0.01",
                "LOCALHOST",
                "1\u30023.4.5",
                "\u2460\u2461\u2466.0.0.1"
            })
    void thisMachineIsRefusedInEverySpelling(String host) throws Exception {
        try (var edge = EdgeFixture.edgeAllowing()) {
            assertRefused(edge, host);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "[fd00:ec2::254]",
                "10.0.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "[fe80::1]",
                "[fd00::1]",
                "[::ffff:169.254.169.254]",
                "[::ffff:a9fe:a9fe]",
                "[64:ff9b::a9fe:a9fe]",
                "[2002:a9fe:a9fe::]",
                "2852039166",
                "0xa9fea9fe",
                "0xA9.254.0251.254",
                "0251.0376.0251.0376",
                "169.254.43518",
                "169.254.169.254.",
                "172.16.0.1",
                "168.63.129.16",
                "255.255.255.255",
                "224.0.0.1",
                "[ff02::1]",
                "[fec0::1]"
            })
    void insideAddressesAreForbidden(String host) throws Exception {
        try (var edge = EdgeFixture.edgeAllowing()) {
            assertRefused(edge, host);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[::1%25lo]", "[fe80::1%25eth0]", "127.0.0.1%00.partner.example", "partner.example%2f@127.0.0.1"
            })
    void aSpellingThatNoResolverKnowsReachesNothing(String host) throws Exception {
        try (var edge = EdgeFixture.edgeAllowing()) {
            var url = server.url(host, "/");
            assertThat(edge.exchange(quick(url.toString()))).isInstanceOf(Failed.class);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("expected: ");
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void forbiddenAddressesOfANameAreDroppedAndAllowedOnesTried() throws Exception {
        NameResolver resolver = host -> List.of(address("10.0.0.1"), address("127.0.0.1"));
        try (var edge = EdgeFixture.edge(resolver, "127.0.0.0/8")) {
            assertThat(edge.exchange(post(server.url("/")))).isInstanceOf(Answered.class);
        }
    }

    @Test
    void theNextAddressIsTriedWhenOneRefuses() throws Exception {
        NameResolver resolver = host -> List.of(address("127.0.0.2"), address("127.0.0.1"));
        try (var edge = EdgeFixture.edge(resolver, "127.0.0.0/8")) {
            assertThat(edge.exchange(post(server.url("/")))).isInstanceOf(Answered.class);
        }
    }

    @Test
    void aNameOfForbiddenAddressesAloneIsForbidden() throws Exception {
        NameResolver resolver = host -> List.of(address("10.0.0.1"), address("127.0.0.1"));
        try (var edge = EdgeFixture.edge(resolver)) {
            assertFault(edge.exchange(quick("https://partner.example:" + server.port())), EdgeFault.ADDRESS_FORBIDDEN);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void theAddressThatWasJudgedIsTheOneConnectedTo() throws Exception {
        var lookUps = new AtomicInteger();
        NameResolver rebinding = host -> List.of(address(lookUps.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1"));
        try (var edge = EdgeFixture.edge(rebinding, "127.0.0.2")) {
            assertFault(edge.exchange(quick(server.url("/").toString())), EdgeFault.UNREACHABLE);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void aNameThatTurnsOutToBeThisMachineIsForbiddenThenToo() throws Exception {
        var ticker = new ManualTicker();
        var address = new AtomicReference<>("127.0.0.1");
        NameResolver rebinding = host -> List.of(address(address.get()));
        try (var edge = EdgeFixture.edge(null, rebinding, ticker, EdgeBounds.STANDARD, "127.0.0.1")) {
            assertThat(edge.exchange(post(server.url("/")))).isInstanceOf(Answered.class);

            address.set("127.0.0.2");
            ticker.advance(Duration.ofSeconds(31));

            assertFault(edge.exchange(quick(server.url("/").toString())), EdgeFault.ADDRESS_FORBIDDEN);
        }
    }

    @Test
    void aNameThatMovesIsFollowedWhenItsTimeIsOver() throws Exception {
        var ticker = new ManualTicker();
        var address = new AtomicReference<>("127.0.0.2");
        NameResolver moving = host -> List.of(address(address.get()));
        try (var edge = EdgeFixture.edge(null, moving, ticker, EdgeBounds.STANDARD, "127.0.0.0/8")) {
            assertFault(edge.exchange(quick(server.url("/").toString())), EdgeFault.UNREACHABLE);
            address.set("127.0.0.1");
            assertFault(edge.exchange(quick(server.url("/").toString())), EdgeFault.UNREACHABLE);

            ticker.advance(Duration.ofSeconds(31));

            assertThat(edge.exchange(post(server.url("/")))).isInstanceOf(Answered.class);
        }
    }

    @Test
    void aNameIsLookedUpOnceForAWhile() throws Exception {
        var lookUps = new AtomicInteger();
        NameResolver counting = host -> {
            lookUps.incrementAndGet();
            return List.of(address("127.0.0.1"));
        };
        try (var edge = EdgeFixture.edge(counting, "127.0.0.0/8")) {
            for (int i = 0; i < 5; i++) {
                assertThat(edge.exchange(post(server.url("/")))).isInstanceOf(Answered.class);
            }
        }
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void aNameThatDoesNotResolveIsUnreachable() throws Exception {
        NameResolver none = host -> {
            throw new UnknownHostException(host);
        };
        try (var edge = EdgeFixture.edge(none)) {
            assertFault(edge.exchange(quick("https://partner.example/")), EdgeFault.UNREACHABLE);
        }
    }

    /** A spelling that no URL may have is refused before the edge, one that the JDK finds ambiguous by it, all others by the guard. */
    private void assertRefused(VertxEdge edge, String host) throws Exception {
        try {
            var url = server.url(host, "/");
            assertThat(edge.exchange(quick(url.toString())))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.fault()).isEqualTo(EdgeFault.ADDRESS_FORBIDDEN));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("expected: ");
        }
        assertThat(server.connections()).isZero();
    }

    private static HttpsRequest quick(String url) {
        return post(HttpsUrl.parse(url)).withTotal(Duration.ofSeconds(10));
    }

    private static void assertFault(HttpsResult result, EdgeFault fault) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.fault()).isEqualTo(fault));
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
