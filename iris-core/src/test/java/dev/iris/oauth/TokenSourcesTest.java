package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.iris.http.EdgeFault;
import dev.iris.http.HttpHeader;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.ClientCredential.Placement;
import dev.iris.model.ClientCredential.TlsClient;
import dev.iris.model.HttpsUrl;
import dev.iris.model.PartnerTls;
import dev.iris.model.Secret;
import dev.iris.model.TokenGrant;
import dev.iris.model.TokenParameters;
import dev.iris.model.TokenPolicy;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSourcesTest {
    private final ScriptedEdge edge = new ScriptedEdge();
    private final TestClock clock = new TestClock();
    private final TokenSources sources = Grants.sources(edge, clock);

    @Test
    void oneEndpointAndCredentialHaveOneSource() {
        var first = sources.acquire(grant("/token", "a"), PartnerTls.NONE);
        var second = sources.acquire(grant("/token", "a"), PartnerTls.NONE);

        assertThat(second.source()).isSameAs(first.source());
    }

    @Test
    void anotherEndpointOrCredentialHasAnotherSource() {
        var first = sources.acquire(grant("/token", "a"), PartnerTls.NONE);

        assertThat(sources.acquire(grant("/token", "b"), PartnerTls.NONE).source())
                .isNotSameAs(first.source());
        assertThat(sources.acquire(grant("/other", "a"), PartnerTls.NONE).source())
                .isNotSameAs(first.source());
    }

    @Test
    void aSourceIsForgottenWithItsLastLease() {
        var first = sources.acquire(grant("/token", "a"), PartnerTls.NONE);
        var second = sources.acquire(grant("/token", "a"), PartnerTls.NONE);

        first.close();
        first.close();
        assertThat(sources.acquire(grant("/token", "a"), PartnerTls.NONE).source())
                .isSameAs(second.source());

        assertThat(sources.size()).isEqualTo(1);
    }

    @Test
    void nothingIsLeftWhenAllLeasesAreClosed() {
        var first = sources.acquire(grant("/token", "a"), PartnerTls.NONE);
        var second = sources.acquire(grant("/token", "a"), PartnerTls.NONE);

        first.close();
        second.close();

        assertThat(sources.size()).isZero();
    }

    @Test
    void whateverATokenDependsOnParts() {
        var other = PartnerTls.NONE;
        var tls = new PartnerTls(null, List.of("an authority"));
        var secret = Grants.secrets(Placement.BASIC, "s");
        var grants = List.of(
                grant("/token", "a"),
                grant("/token?tenant=7", "a"),
                Grants.of(secret),
                Grants.of(Grants.secrets(Placement.POST, "s")),
                Grants.of(Grants.secrets(Placement.BASIC, "t")),
                Grants.of(Grants.secrets(Placement.BASIC, "t", "s")),
                with(secret, Grants.scope("a")),
                with(secret, Grants.scope("b")),
                with(secret, new TokenParameters(null, "a", List.of(), Map.of())),
                with(secret, new TokenParameters(null, null, List.of("https://a.example"), Map.of())),
                with(secret, new TokenParameters(null, null, List.of(), Map.of("a", "b"))),
                with(secret, TokenParameters.NONE, Grants.refetchAfter(Duration.ofHours(1))));

        var found = Stream.of(other, tls)
                .flatMap(t ->
                        grants.stream().map(grant -> sources.acquire(grant, t).source()));

        assertThat(found.distinct()).hasSize(2 * grants.size());
    }

    @Test
    void aTokenIsForgottenWithItsLastLease() throws Exception {
        edge.thenGrant("one").thenGrant("two");
        var lease = sources.acquire(grant("/token", "a"), PartnerTls.NONE);
        var source = lease.source();
        assertThat(Taken.value(source)).isEqualTo("one");

        lease.close();

        assertThat(Taken.unavailable(source).reason().detail()).contains("not used any more");
        assertThat(source.status().phase()).isEqualTo(TokenStatus.Phase.NONE);
        assertThat(Taken.value(
                        sources.acquire(grant("/token", "a"), PartnerTls.NONE).source()))
                .isEqualTo("two");
        assertThat(sources.paces()).isEqualTo(2);
    }

    static Stream<Arguments> changes() {
        var opaque = Grants.opaque("a");
        var secret = Grants.of(Grants.secrets(Placement.BASIC, "a"));
        return Stream.of(
                arguments(opaque, Grants.opaque("b")),
                arguments(secret, Grants.of(Grants.secrets(Placement.BASIC, "b"))),
                arguments(secret, Grants.of(Grants.secrets(Placement.BASIC, "b", "a"))),
                arguments(secret, Grants.of(Grants.secrets(Placement.BASIC_RAW, "a"))),
                arguments(Grants.of(new TlsClient("a")), Grants.of(new TlsClient("b"))),
                arguments(opaque, secret));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangedCredentialIsAskedForAtOnceThoughTheOldOneIsRefused(TokenGrant refused, TokenGrant changed)
            throws Exception {
        edge.thenAnswer(401, "").thenGrant("one");
        Taken.refused(Grants.source(sources, refused));

        assertThat(Taken.value(Grants.source(sources, changed))).isEqualTo("one");
    }

    static Stream<Arguments> pleasToWait() {
        var retryAfter = new HttpHeader("Retry-After", "7");
        return Stream.of(
                arguments(429, "", List.of(retryAfter), 7),
                arguments(429, "", List.of(), 1),
                arguments(400, "{\"error\":\"slow_down\"}", List.of(retryAfter), 7),
                arguments(400, "{\"error\":\"slow_down\"}", List.of(), 1),
                arguments(500, "", List.of(retryAfter), 7),
                arguments(408, "", List.of(retryAfter), 7),
                arguments(400, "{\"error\":\"temporarily_unavailable\"}", List.of(retryAfter), 7));
    }

    @ParameterizedTest
    @MethodSource("pleasToWait")
    void aWaitThatIsAskedOfAClientBindsAllItsSourcesAndNobodyElse(
            int status, String body, List<HttpHeader> headers, int seconds) throws Exception {
        edge.thenAnswer(status, body, headers.toArray(HttpHeader[]::new))
                .thenGrant("other")
                .thenGrant("one");
        var me = Grants.secrets(Placement.BASIC, "s");
        Taken.unavailable(Grants.source(sources, with(me, Grants.scope("a"))));

        var sibling = Grants.source(sources, with(me, Grants.scope("b")));
        assertThat(Taken.unavailable(sibling).retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(Taken.value(Grants.source(sources, Grants.opaque("another"))))
                .isEqualTo("other");
        clock.advance(Duration.ofSeconds(seconds));
        assertThat(Taken.value(sibling)).isEqualTo("one");
        assertThat(edge.requests()).hasSize(3);
    }

    @Test
    void aWaitThatIsAskedOfAClientIsNotEndedByHand() throws Exception {
        edge.thenAnswer(429, "", new HttpHeader("Retry-After", "7"));
        var source = Grants.source(sources, Grants.opaque("a"));
        Taken.unavailable(source);

        source.retryNow();

        assertThat(Taken.unavailable(source).reason().code()).isEqualTo(ReasonCode.THROTTLED);
        assertThat(edge.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 408})
    void aFailureThatIsOfOneTokenBindsNoOther(int status) throws Exception {
        edge.thenAnswer(status, "").thenGrant("one");
        var me = Grants.secrets(Placement.BASIC, "s");
        Taken.unavailable(Grants.source(sources, with(me, Grants.scope("a"))));

        assertThat(Taken.value(Grants.source(sources, with(me, Grants.scope("b")))))
                .isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "unreachable", "timeout"})
    void anEndpointThatIsAwayIsAskedByNobodyForAMinuteAtMost(String fault) throws Exception {
        switch (fault) {
            case "503" -> edge.thenAnswer(503, "", new HttpHeader("Retry-After", "3000"));
            default -> edge.thenFail(EdgeFault.valueOf(fault.toUpperCase(Locale.ROOT)));
        }
        edge.thenGrant("one");
        Taken.unavailable(Grants.source(sources, grant("/token", "a")));
        var other = Grants.source(sources, grant("/token", "b"));
        Taken.unavailable(other);
        assertThat(edge.requests()).hasSize(1);

        clock.advance(Duration.ofSeconds(60));
        assertThat(Taken.value(other)).isEqualTo("one");
    }

    @Test
    void clientsThatMeetOneFaultTogetherAreBackTogetherAfterTheFirstBackoff() throws Exception {
        var fault = new CountDownLatch(1);
        edge.waitingFor(fault).taking(() -> clock.advance(Duration.ofMillis(1)));
        var clients = IntStream.range(0, 40)
                .mapToObj(i -> Grants.source(sources, grant("/token", "client" + i)))
                .toList();
        for (var client : clients) {
            edge.thenFail(EdgeFault.UNREACHABLE);
            client.take(Duration.ZERO);
        }
        fault.countDown();
        for (var client : clients) {
            Taken.unavailable(client);
            edge.thenGrant("token");
        }

        clock.advance(Duration.ofSeconds(1));

        for (var client : clients) {
            assertThat(Taken.value(client)).isEqualTo("token");
        }
        assertThat(edge.requests()).hasSize(80);
    }

    @Test
    void nothingIsAskedForBeforeSomebodyNeedsIt() {
        for (int i = 0; i < 100; i++) {
            Grants.source(sources, grant("/token" + i, "a"));
        }

        assertThat(edge.requests()).isEmpty();
    }

    @Test
    void anEndpointThatHangsKeepsNobodyElseWaiting() throws Exception {
        var never = new CountDownLatch(1);
        edge.waitingFor(never).thenGrant("one").thenGrant("late");
        for (int i = 0; i < 20; i++) {
            Grants.source(sources, grant("/hangs" + i, "a")).take(Duration.ZERO);
        }
        while (edge.requests().size() < 20) {
            Thread.onSpinWait();
        }
        edge.waitingFor(new CountDownLatch(0));

        assertThat(Taken.value(Grants.source(sources, grant("/token", "a")))).isEqualTo("one");
        never.countDown();
    }

    @Test
    void anEndpointThatIsAwayHoldsUpNoOther() throws Exception {
        edge.thenAnswer(503, "", new HttpHeader("Retry-After", "30")).thenGrant("one");
        Taken.unavailable(Grants.source(sources, grant("/away", "a")));

        assertThat(Taken.value(Grants.source(sources, grant("/token", "b")))).isEqualTo("one");
    }

    @Test
    void aFaultOfOneDestinationsCertificatesBindsNobodyElse() throws Exception {
        edge.thenFail(EdgeFault.CERTIFICATE_UNTRUSTED).thenGrant("one");
        Taken.unavailable(Grants.source(sources, grant("/token", "a")));

        assertThat(Taken.value(Grants.source(sources, grant("/token", "b")))).isEqualTo("one");
    }

    private static TokenGrant with(ClientCredential credential, TokenParameters asked) {
        return with(credential, asked, TokenPolicy.STANDARD);
    }

    private static TokenGrant with(ClientCredential credential, TokenParameters asked, TokenPolicy policy) {
        return new TokenGrant(Grants.ENDPOINT, credential, asked, policy);
    }

    private static TokenGrant grant(String path, String credential) {
        return new TokenGrant(HttpsUrl.parse("https://partner.example" + path), new OpaqueBasic(Secret.of(credential)));
    }
}
