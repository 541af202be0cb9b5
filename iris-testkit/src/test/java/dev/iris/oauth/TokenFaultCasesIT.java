package dev.iris.oauth;

import static dev.iris.http.EdgeFixture.AUTHORITY;
import static dev.iris.oauth.TokenBench.granted;
import static dev.iris.oauth.TokenBench.header;
import static dev.iris.oauth.TokenBench.refused;
import static dev.iris.oauth.TokenBench.token;
import static dev.iris.oauth.TokenBench.unavailable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.iris.http.EdgeFixture;
import dev.iris.http.HttpsEdge;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.ClientCredential.Placement;
import dev.iris.model.ClientCredential.PrivateKeyJwt;
import dev.iris.model.ClientCredential.TlsClient;
import dev.iris.model.HttpsUrl;
import dev.iris.model.PartnerTls;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretSource;
import dev.iris.model.TokenGrant;
import dev.iris.observe.ReasonCode;
import dev.iris.testkit.BlackHole;
import dev.iris.testkit.Gzip;
import dev.iris.testkit.RawGreeting;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.RawStep;
import dev.iris.testkit.RawTlsServer;
import dev.iris.testkit.WireAnswer;
import dev.iris.testkit.WrongCertificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of credentials and tokens when the wire fails; each name starts with its row in the list of cases, or with a plus. */
class TokenFaultCasesIT {
    private static final HttpsEdge EDGE = EdgeFixture.edge();
    private static final String TOKEN = "{\"token_type\":\"Bearer\",\"access_token\":\"x\"}";

    private static final SSLContext TLS = AUTHORITY.issueServer("localhost").sslContext();

    private final TokenBench bench = new TokenBench(EDGE);

    @AfterEach
    void stop() {
        bench.close();
    }

    @AfterAll
    static void end() {
        EDGE.close();
    }

    static Stream<Arguments> broken() {
        var good = WireAnswer.json(TOKEN);
        var unusable = ReasonCode.TOKEN_UNUSABLE;
        var unreachable = ReasonCode.UNREACHABLE;
        return Stream.of(
                arguments("53: 10 MB", good.text("x".repeat(10_000_000)).whole(), unusable),
                arguments("53: a body without end", good.text("x".repeat(1_000)).endless(), unusable),
                arguments(
                        "53: a bomb",
                        good.encoded("gzip", Gzip.bomb(50_000_000)).whole(),
                        unusable),
                arguments("66: a reset after the request", RawReply.nothing().thenReset(), unreachable),
                arguments("66: a reset within the answer", good.claiming(99).thenReset(), unreachable),
                arguments("+: an end after the request", RawReply.nothing().thenClose(), unreachable),
                arguments("+: a body shorter than its length", good.claiming(99).thenClose(), unreachable),
                arguments(
                        "+: a body shorter than its length, cut",
                        good.claiming(99).thenTruncate(),
                        unreachable),
                arguments(
                        "+: chunks without an end",
                        good.chunkedAs(WireAnswer.chunk(TOKEN)).thenClose(),
                        unreachable),
                arguments(
                        "+: a chunk size that is no number",
                        good.chunkedAs("zz\r\n" + TOKEN + "\r\n0\r\n\r\n"),
                        unusable),
                arguments("+: a negative chunk size", good.chunkedAs("-1\r\n" + TOKEN + "\r\n0\r\n\r\n"), unusable),
                arguments(
                        "+: a chunk size beyond any number", good.chunkedAs("fffffffffffffffff\r\n" + TOKEN), unusable),
                arguments(
                        "+: two lengths that differ",
                        good.header("Content-Length", "9").whole(),
                        unusable),
                arguments(
                        "+: a length that is no number",
                        good.header("Content-Length", "9x").untilClose(),
                        unusable),
                arguments(
                        "+: a negative length",
                        good.header("Content-Length", "-9").untilClose(),
                        unusable),
                arguments(
                        "+: a header line of 100 kB",
                        good.header("X-Long", "x".repeat(100_000)).whole(),
                        unusable),
                arguments("+: headers without end", good.endlessHeaders(), unusable),
                arguments("+: 100 without end", RawReply.nothing().thenEndless("HTTP/1.1 100 Go on\r\n\r\n"), unusable),
                arguments(
                        "+: 103 without end",
                        RawReply.nothing().thenEndless("HTTP/1.1 103 Early\r\nLink: <a>\r\n\r\n"),
                        unusable),
                arguments(
                        "+: a status line of another protocol",
                        RawReply.bytes("ICY 200 OK\r\n\r\n").thenClose(),
                        unusable),
                arguments(
                        "+: a status line without end",
                        RawReply.bytes("HTTP/1.1 200 ").thenEndless("OK "),
                        unusable));
    }

    @ParameterizedTest(name = "{0}: nothing is granted, and it is tried again later")
    @MethodSource("broken")
    void aBrokenAnswerMayPass(String row, RawReply reply, ReasonCode code) throws Exception {
        var server = bench.serve(reply, token("good"));
        var source = bench.source(server);

        var failed = unavailable(source);

        assertThat(failed.reason().code()).isEqualTo(code);
        assertThat(failed.reason().detail()).doesNotContain("access_token", TokenBench.OPAQUE);
        assertThat(server.requests()).hasSize(1);
        bench.pass(failed.retryAfter());
        assertThat(header(source)).isEqualTo("Bearer good");
    }

    /** Bytes that begin no answer are seen only when the next answer comes behind them. */
    @Test
    void aBodyLongerThanItsLengthSpoilsOneMoreRequestAndNoToken() throws Exception {
        var server = bench.serve(WireAnswer.json(TOKEN).claiming(20), token("good"));
        var source = bench.source(server);

        for (var word : List.of("not JSON", "not well-formed HTTP")) {
            var failed = unavailable(source);
            assertThat(failed.reason().detail()).contains(word);
            bench.pass(failed.retryAfter());
        }
        assertThat(header(source)).isEqualTo("Bearer good");
    }

    static Stream<Arguments> poison() {
        return Stream.of(
                arguments(
                        "a second answer behind the first",
                        WireAnswer.json(TOKEN).whole()),
                arguments(
                        "an answer longer than its length",
                        WireAnswer.json(TOKEN).claiming(20)),
                arguments("an answer behind status 204", RawReply.bytes("HTTP/1.1 204 Answer\r\n\r\n")),
                arguments("an answer behind status 102", RawReply.bytes("HTTP/1.1 102 Answer\r\n\r\n")),
                arguments(
                        "an answer behind a chunked one", WireAnswer.json(TOKEN).chunked(9)));
    }

    @ParameterizedTest(name = "+: {0} is not taken for the next one")
    @MethodSource("poison")
    void whatIsLeftOnAConnectionAnswersNoOtherRequest(String what, RawReply reply) throws Exception {
        var server = bench.serve(RawReply.bytes(text(reply) + text(token("evil"))), token("good"));
        var source = bench.source(server);

        source.take(TokenBench.LONG);
        source.renew();

        assertThat(header(source)).isEqualTo("Bearer good");
    }

    @Test
    void row53_row66_whatNeverEndsIsBounded() throws Exception {
        var drip = bench.serve(WireAnswer.json(TOKEN).claiming(100_000).thenEndlessDrip());
        var halfHead = bench.serve(RawReply.bytes("HTTP/1.1 200 OK\r\nX").thenEndlessDrip());
        var tooLong = bench.serve(WireAnswer.json(TOKEN).claiming(99).thenSilence());
        var silent = bench.serve(RawReply.silence());
        var mute = bench.keep(RawTlsServer.start(new RawGreeting.Mute()));
        var dripping = bench.keep(
                RawTlsServer.start(new RawGreeting.SlowTls(TLS, Duration.ofMillis(20)), request -> RawReply.silence()));
        var shakingHands = bench.serve(WireAnswer.json(TOKEN).claiming(99).thenShakeHandsWithoutEnd());
        var servers = List.of(drip, halfHead, tooLong, silent, mute, dripping, shakingHands);
        try (var hole = BlackHole.open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ReasonCode>> codes = new ArrayList<>();
            for (var server : servers) {
                codes.add(threads.submit(
                        () -> unavailable(bench.source(server)).reason().code()));
            }
            var nowhere = HttpsUrl.parse("https://localhost:" + hole.port() + "/oauth2/token");
            codes.add(threads.submit(() -> unavailable(
                            bench.source(new TokenGrant(nowhere, new OpaqueBasic(Secret.of(TokenBench.OPAQUE)))))
                    .reason()
                    .code()));

            for (var code : codes) {
                assertThat(code.get()).isIn(ReasonCode.TIMEOUT, ReasonCode.UNREACHABLE);
            }
        }
        assertThat(dripping.applicationBytes()).isZero();
        await().untilAsserted(() ->
                assertThat(servers).extracting(RawTlsServer::openConnections).containsOnly(0));
    }

    @Test
    void aHandshakeThatIsSlowButEndsIsWaitedFor() throws Exception {
        var greeting = new RawGreeting.SlowTls(TLS, Duration.ofMillis(1));
        var server = bench.keep(RawTlsServer.start(greeting, request -> token("x")));

        assertThat(header(bench.source(server))).isEqualTo("Bearer x");
    }

    @ParameterizedTest(name = "+: another handshake of {0} within an answer")
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aHandshakeWithinAnAnswerChangesNothing(String version) throws Exception {
        var whole = text(token("x"));
        var half = whole.length() / 2;
        var reply = RawReply.bytes(whole.substring(0, half)).thenShakeHands().then(whole.substring(half));
        var server = bench.keep(RawTlsServer.start(TLS, only(version), request -> reply));
        var source = bench.source(server);

        for (int i = 0; i < 2; i++) {
            assertThat(header(source)).isEqualTo("Bearer x");
            source.renew();
        }
    }

    @ParameterizedTest(name = "65: {0}: not one byte of the credential is sent")
    @EnumSource
    void aWrongCertificateGetsNoCredential(WrongCertificate wrong) throws Exception {
        var server = bench.keep(RawTlsServer.start(wrong.issue(AUTHORITY).sslContext(), request -> token("x")));

        var code = unavailable(bench.source(server)).reason().code();

        assertThat(code)
                .isEqualTo(
                        wrong == WrongCertificate.OF_ANOTHER_HOST
                                ? ReasonCode.CERTIFICATE_HOST
                                : ReasonCode.CERTIFICATE_UNTRUSTED);
        assertThat(server.connections()).isPositive();
        assertThat(server.applicationBytes()).isZero();
    }

    static Stream<Arguments> greetings() {
        return Stream.of(
                arguments("66: a reset in the handshake", new RawGreeting.ResetInHandshake()),
                arguments("+: plain HTTP", RawGreeting.plainHttp()),
                arguments("+: another protocol", new RawGreeting.InTheClear("220 mail\r\n")),
                arguments("+: an end at once", new RawGreeting.InTheClear("")));
    }

    @ParameterizedTest(name = "{0}: unreachable, and nothing of the credential is sent")
    @MethodSource("greetings")
    void aServerWithoutTlsGetsNoCredential(String row, RawGreeting greeting) throws Exception {
        var server = bench.keep(RawTlsServer.start(greeting));

        var reason = unavailable(bench.source(server)).reason();

        assertThat(reason.code()).isEqualTo(ReasonCode.UNREACHABLE);
        assertThat(reason.detail()).doesNotContain("mail", "400");
        assertThat(server.heardInTheClear()).isNotEmpty().doesNotContain("POST", "Basic", TokenBench.OPAQUE);
    }

    @Test
    void row61_anOpaqueValueIsSentByteForByte() throws Exception {
        var opaque = "a+b/c%3A%zz: ~!@#\"'\\,;=&?  x==";
        var server = bench.serve(token("x"));

        granted(bench.source(server, new OpaqueBasic(Secret.of(opaque))));

        assertThat(server.requests().getFirst().headers())
                .filteredOn(line -> line.regionMatches(true, 0, "authorization", 0, 13))
                .containsExactly("Authorization: Basic " + opaque);
    }

    @Test
    void row63_aSecretChangedInItsFileEndsTheWaitAfterARefusal() throws Exception {
        var secret = new AtomicReference<>(Secret.of("old"));
        try (var filed = new TokenBench(EDGE, name -> secret.get(), new HighestChance())) {
            var server = filed.serve(request -> request.body().endsWith("client_secret=new")
                    ? token("x")
                    : RawReply.json(401, "{\"error\":\"invalid_client\"}"));
            var inFile = new Rotation(List.of(new SecretSource.InFile("partner")));
            var source = filed.source(server, new ClientIdAndSecret("me", inFile, Placement.POST));
            refused(source);
            refused(source);
            assertThat(server.requests()).hasSize(1);

            secret.set(Secret.of("new"));

            assertThat(header(source)).isEqualTo("Bearer x");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void row67_everyAttemptHasAnAssertionOfItsOwn() throws Exception {
        try (var random = new TokenBench(EDGE, SecretFiles.NONE, new Random(7))) {
            var server = random.serve(WireAnswer.of(503).whole(), token("x"));
            var key = Secret.of(AUTHORITY.issueClient("iris").keyPem());
            var source = random.source(server, new PrivateKeyJwt("me", Rotation.of(key), List.of(), null, null));

            random.pass(unavailable(source).retryAfter());
            granted(source);

            var claims =
                    server.requests().stream().map(TokenFaultCasesIT::claims).toList();
            assertThat(claims).hasSize(2);
            assertThat(claims).extracting(one -> one.find("jti")).doesNotHaveDuplicates();
            assertThat(claims)
                    .allMatch(one -> one.find("aud")
                            .equals(Optional.of(
                                    JsonValue.text(server.url("/oauth2/token").toString()))));
        }
    }

    @Test
    void row68_aServerThatAsksForACertificateGrantsATokenToWhoeverShowsIt() throws Exception {
        var tls = AUTHORITY.issueServer("localhost").sslContextForClientsOf(AUTHORITY);
        var server = bench.keep(RawTlsServer.start(
                RawGreeting.wantingCertificate(tls),
                request -> request.client().isEmpty()
                        ? RawReply.json(401, "{\"error\":\"invalid_client\"}")
                        : token("x")));
        var grant = new TokenGrant(server.url("/oauth2/token"), new TlsClient("iris"));

        assertThat(refused(bench.source(grant)).reason().code()).isEqualTo(ReasonCode.CREDENTIAL_REFUSED);
        assertThat(header(bench.source(grant, identity()))).isEqualTo("Bearer x");
        assertThat(server.requests()).extracting(RawRequest::client).containsExactly("", "CN=iris,O=Iris");
        assertThat(server.requests())
                .extracting(RawRequest::body)
                .containsOnly("grant_type=client_credentials&client_id=iris");
    }

    @Test
    void row68_aServerThatDemandsACertificateGetsNoRequestWithoutOne() throws Exception {
        var tls = AUTHORITY.issueServer("localhost").sslContextForClientsOf(AUTHORITY);
        var greeting = RawGreeting.demandingCertificate(tls, "TLSv1.2");
        var server = bench.keep(RawTlsServer.start(greeting, request -> token("x")));
        var grant = new TokenGrant(server.url("/oauth2/token"), new TlsClient("iris"));

        assertThat(unavailable(bench.source(grant)).reason().detail()).contains("demands a client certificate");
        assertThat(server.applicationBytes()).isZero();
        assertThat(header(bench.source(grant, identity()))).isEqualTo("Bearer x");
    }

    @Test
    void row72_anEndpointThatIsSlowForOneHoldsUpNobodyElse() throws Exception {
        var slow = bench.serve(RawReply.silence());
        var other = bench.serve(token("x"));
        var held = Thread.ofVirtual().start(() -> take(bench.source(slow)));
        await().until(() -> slow.requests().size() == 1);

        assertThat(header(bench.source(other))).isEqualTo("Bearer x");
        assertThat(held.isAlive()).isTrue();
        slow.close();
        held.join();
    }

    private static SSLParameters only(String version) {
        var parameters = TLS.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {version});
        return parameters;
    }

    private static void take(TokenSource source) {
        try {
            source.take(TokenBench.LONG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(RawReply reply) {
        return ((RawStep.Send) reply.steps().getFirst()).latin1();
    }

    private static PartnerTls identity() {
        var client = AUTHORITY.issueClient("iris");
        var key = new SecretSource.Stored(Secret.of(client.keyPem()));
        return new PartnerTls(new PartnerTls.Identity(client.chainPem(), key), List.of());
    }

    private static JsonObject claims(RawRequest request) {
        var assertion = request.body().replaceFirst(".*client_assertion=([^&]*).*", "$1");
        var payload = Base64.getUrlDecoder().decode(assertion.split("\\.", -1)[1]);
        try {
            return (JsonObject) Json.read(new String(payload, UTF_8), JsonLimits.TOKEN_ANSWER);
        } catch (MalformedDocumentException e) {
            throw new AssertionError("an assertion whose claims are no JSON", e);
        }
    }
}
