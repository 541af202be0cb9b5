package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.iris.http.EdgeFixture;
import dev.iris.http.HttpsEdge;
import dev.iris.http.Outbound;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.HttpsUrl;
import dev.iris.model.PartnerTls;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.TokenGrant;
import dev.iris.oauth.TokenResult.Granted;
import dev.iris.oauth.TokenResult.Refused;
import dev.iris.oauth.TokenResult.Unavailable;
import dev.iris.observe.ReasonCode;
import dev.iris.testkit.ManualTicker;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.RawTlsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenSourceIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String OPAQUE =
            "zq2LOO1CcYGrODS5nXiNHpEz97eCpVHAoMF8pAgCntXAzxp5uRV7DTAE2qtPLjhMQwrEX3O6MHV4S";

    private final ManualTicker ticker = new ManualTicker();
    private final HttpsEdge edge = EdgeFixture.edge();
    private final TokenSources sources = new TokenSources(
            new Outbound(edge, "Adobe Audience Manager Iris", SecretFiles.NONE),
            ticker,
            InstantSource.system(),
            new Random(7));
    private final List<RawTlsServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        edge.close();
        servers.forEach(RawTlsServer::close);
    }

    @Test
    void theTokenRequestIsTheContractsByteForByte() throws Exception {
        var server = serve(request -> RawReply.json(200, "{\"token_type\":\"Bearer\",\"access_token\":\"glIb\"}"));

        granted(source(server));

        var request = server.requests().getFirst();
        assertThat(request.line()).isEqualTo("POST /oauth2/token HTTP/1.1");
        assertThat(request.headersByLowerName())
                .containsExactlyInAnyOrder(
                        "host: localhost:" + server.port(),
                        "user-agent: Adobe Audience Manager Iris",
                        "authorization: Basic " + OPAQUE,
                        "content-type: application/x-www-form-urlencoded;charset=UTF-8",
                        "content-length: 29",
                        "accept-encoding: gzip");
        assertThat(request.body()).isEqualTo("grant_type=client_credentials");
    }

    @Test
    void aGzipAnswerGrantsAToken() throws Exception {
        var server = serve(request -> RawReply.gzipJson(200, "{\"token_type\":\"bearer\",\"access_token\":\"glIb\"}"));

        assertThat(granted(source(server)).authorization().value()).isEqualTo("Bearer glIb");
    }

    @Test
    void idAndSecretAreSentFormEncoded() throws Exception {
        var server = serve(request -> RawReply.json(200, "{\"access_token\":\"x\"}"));

        granted(source(server, new ClientIdAndSecret("client", Secret.of("a+b/c%d:e f"))));

        var basic = "Y2xpZW50OmElMkJiJTJGYyUyNWQlM0FlK2Y=";
        assertThat(server.requests().getFirst().findHeader("Authorization")).contains("Basic " + basic);
    }

    @Test
    void twentyColdCallersMakeOneRequest() throws Exception {
        var asked = new CountDownLatch(1);
        var server = serve(request -> token("one").after(asked));
        var source = source(server);

        var results = atOnce(20, () -> {
            asked.countDown();
            return source.take(LONG);
        });

        assertThat(results).hasSize(20).containsOnly(results.getFirst());
        assertThat(server.requests()).hasSize(1);
        assertThat(source.status().figures().fetches()).isEqualTo(1);
    }

    @Test
    void twentyCallersWhoseTokenIsRejectedMakeOneRenewal() throws Exception {
        var number = new AtomicInteger();
        var server = serve(request -> token("token" + number.incrementAndGet()));
        var source = source(server);
        var first = granted(source);

        var results = atOnce(20, () -> {
            source.reject(first);
            return source.take(LONG);
        });

        assertThat(results).hasSize(20).containsOnly(results.getFirst());
        assertThat(results.getFirst())
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.token().authorization().value())
                                .isEqualTo("Bearer token2"));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aTokenWithoutExpiryIsReusedForGood() throws Exception {
        var server = serve(request -> token("one"));
        var source = source(server);

        for (int i = 0; i < 100; i++) {
            ticker.advance(Duration.ofDays(1));
            granted(source);
        }

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aTokenIsRenewedAfterItsExpiry() throws Exception {
        var server = serve(request ->
                RawReply.json(200, "{\"token_type\":\"Bearer\",\"access_token\":\"x\",\"expires_in\":3600}"));
        var source = source(server);
        var first = granted(source);

        ticker.advance(Duration.ofHours(1));

        assertThat(granted(source)).isNotSameAs(first);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aRefusedCredentialIsSentOnce() throws Exception {
        var server = serve(request -> RawReply.gzipJson(401, "{\"error\":\"invalid_client\"}"));
        var source = source(server);

        for (int i = 0; i < 10; i++) {
            var refused = refused(source);
            assertThat(refused.reason().code()).isEqualTo(ReasonCode.CREDENTIAL_REFUSED);
            assertThat(refused.reason().detail()).isEqualTo("status 401, error invalid_client");
        }
        assertThat(server.requests()).hasSize(1);

        source.retryNow();
        refused(source);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        var elsewhere = serve(request -> token("stolen"));
        var server = serve(
                request -> RawReply.answer(307, "Location: " + elsewhere.url("/oauth2/token") + "\r\n", new byte[0]));

        assertThat(refused(source(server)).reason().code()).isEqualTo(ReasonCode.REDIRECT);
        assertThat(elsewhere.connections()).isZero();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void answersThatCannotBeReadAreUnusable() throws Exception {
        var tooLarge = serve(request -> RawReply.json(200, "{\"access_token\":\"" + "x".repeat(70_000) + "\"}"));
        var encoded = serve(request -> RawReply.answer(200, "Content-Encoding: br\r\n", new byte[10]));

        assertThat(unavailable(source(tooLarge)).reason().code()).isEqualTo(ReasonCode.TOKEN_UNUSABLE);
        assertThat(unavailable(source(encoded)).reason().code()).isEqualTo(ReasonCode.TOKEN_UNUSABLE);
    }

    @Test
    void aBrokenConnectionIsUnreachable() throws Exception {
        var server = serve(request -> RawReply.bytes("").thenReset());

        assertThat(unavailable(source(server)).reason().code()).isEqualTo(ReasonCode.UNREACHABLE);
    }

    @Test
    void noLogAndNoTextShowsACredentialAnAnswerOrAToken() throws Exception {
        try (var lines = LogLines.ofAll()) {
            for (var reply : misbehaviour()) {
                var server = serve(request -> reply);
                var source = source(server);
                lines.add(String.valueOf(source.take(LONG)));
                lines.add(String.valueOf(source.findFailure()));
            }
            await().untilAsserted(() -> assertThat(lines.all()).anyMatch(line -> line.contains("form-encoded")));
            assertThat(lines.all()).noneMatch(line -> line.contains(OPAQUE) || line.contains("answered-words"));
        }
    }

    private static List<RawReply> misbehaviour() {
        return List.of(
                token("answered-words"),
                RawReply.json(401, "{\"error\":\"answered-words\"}"),
                RawReply.json(400, "{\"error\":\"invalid_client\",\"error_description\":\"no " + OPAQUE + "\"}"),
                RawReply.json(200, "{\"access_token\":\"answered-words\\r\\n\"}"),
                RawReply.json(200, "{answered-words"),
                RawReply.answer(200, "", ("<html>" + OPAQUE).getBytes(StandardCharsets.UTF_8)),
                RawReply.answer(302, "Location: https://x/answered-words\r\n", new byte[0]),
                RawReply.bytes("answered-words\r\n\r\n").thenClose(),
                RawReply.bytes("HTTP/1.1 answered-words\r\n\r\n").thenClose(),
                RawReply.bytes("HTTP/1.1 200 answered-words\r\nContent-Length: 9\r\n\r\n")
                        .thenReset(),
                RawReply.answer(200, "", "access_token=answered-words".getBytes(StandardCharsets.UTF_8)));
    }

    private RawTlsServer serve(Function<RawRequest, RawReply> script) {
        var server = EdgeFixture.server(script);
        servers.add(server);
        return server;
    }

    private TokenSource source(RawTlsServer server) {
        return source(server, new OpaqueBasic(Secret.of(OPAQUE)));
    }

    private TokenSource source(RawTlsServer server, ClientCredential credential) {
        HttpsUrl endpoint = server.url("/oauth2/token");
        return sources.acquire(new TokenGrant(endpoint, credential), PartnerTls.NONE)
                .source();
    }

    private static RawReply token(String value) {
        return RawReply.json(200, "{\"token_type\":\"Bearer\",\"access_token\":\"" + value + "\"}");
    }

    private static AccessToken granted(TokenSource source) throws InterruptedException {
        var result = source.take(LONG);
        assertThat(result).isInstanceOf(Granted.class);
        return ((Granted) result).token();
    }

    private static Unavailable unavailable(TokenSource source) throws InterruptedException {
        var result = source.take(LONG);
        assertThat(result).isInstanceOf(Unavailable.class);
        return (Unavailable) result;
    }

    private static Refused refused(TokenSource source) throws InterruptedException {
        var result = source.take(LONG);
        assertThat(result).isInstanceOf(Refused.class);
        return (Refused) result;
    }

    private static <T> List<T> atOnce(int count, Callable<T> act) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> started = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                started.add(threads.submit(act));
            }
            List<T> results = new ArrayList<>();
            for (var one : started) {
                results.add(one.get());
            }
            return results;
        }
    }
}
