package dev.iris.oauth;

import static dev.iris.oauth.TokenBench.granted;
import static dev.iris.oauth.TokenBench.refused;
import static dev.iris.oauth.TokenBench.token;
import static dev.iris.oauth.TokenBench.unavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.iris.http.EdgeFixture;
import dev.iris.http.HttpsEdge;
import dev.iris.observe.ReasonCode;
import dev.iris.testkit.Gzip;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.WireAnswer;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a token endpoint's no, however it is said; no row is in the list of cases. */
class TokenRefusalCasesIT {
    private static final HttpsEdge EDGE = EdgeFixture.edge();
    private static final Duration INSTANT = Duration.ofNanos(1);

    private final TokenBench bench = new TokenBench(EDGE);

    @AfterEach
    void stop() {
        bench.close();
    }

    @AfterAll
    static void end() {
        EDGE.close();
    }

    static Stream<Arguments> ofCredential() {
        var broken = WireAnswer.of(401).text("{\"error\":\"invalid_client\"}").claiming(999);
        return Stream.of(
                arguments("401 and an end", broken.thenClose()),
                arguments("401 and an end without TLS's", broken.thenTruncate()),
                arguments("401 without a length", WireAnswer.of(401).text("{}").untilClose()),
                arguments(
                        "401 in chunks",
                        WireAnswer.of(401)
                                .text("{\"error\":\"invalid_client\"}")
                                .chunked(1)),
                arguments(
                        "401 in chunks that do not end",
                        WireAnswer.of(401).chunkedAs("5\r\n{\"err").thenClose()),
                arguments("401 in chunks that are none", WireAnswer.of(401).chunkedAs("zz\r\n")),
                arguments(
                        "401 with half a gzip body",
                        WireAnswer.of(401)
                                .encoded("gzip", new byte[] {31, -117, 8})
                                .whole()),
                arguments("401 after 100", WireAnswer.of(401).afterInterim(100)),
                arguments(
                        "401 with Retry-After",
                        WireAnswer.of(401).header("Retry-After", "7").whole()),
                arguments("401 with a token", RawReply.json(401, "{\"token_type\":\"Bearer\",\"access_token\":\"x\"}")),
                arguments(
                        "401 with every scheme there is",
                        WireAnswer.of(401)
                                .header("WWW-Authenticate", "Negotiate")
                                .header("WWW-Authenticate", "NTLM TlRMTVNTUAAC=, Digest qop=\"auth\", nonce=\"x")
                                .header(
                                        "Www-Authenticate",
                                        ",, Basic realm=\"a\\\"b\" , Bearer error=\"invalid_token\"")
                                .header("WWW-Authenticate", "x".repeat(10_000))
                                .whole()),
                arguments("401 server_error", RawReply.json(401, "{\"error\":\"server_error\"}")),
                arguments("400 INVALID_CLIENT", RawReply.json(400, "{\"error\":\"INVALID_CLIENT\"}")),
                arguments(
                        "400 invalid_client, its name escaped",
                        RawReply.json(400, "{\"\\u0065rror\":\"invalid\\u005fclient\"}")),
                arguments("422 unauthorized_client", RawReply.json(422, "{\"error\":\"unauthorized_client\"}")),
                arguments("200 access_denied, gzip", RawReply.gzipJson(200, "{\"error\":\"access_denied\"}")));
    }

    @ParameterizedTest(name = "{0}: the credential is refused and asked with once a minute at most")
    @MethodSource("ofCredential")
    void aRefusedCredentialIsNotTriedAgain(String what, RawReply reply) throws Exception {
        var server = bench.serve(reply);
        var source = bench.source(server);

        for (int i = 0; i < 5; i++) {
            var refused = refused(source);
            assertThat(refused.reason().code()).isEqualTo(ReasonCode.CREDENTIAL_REFUSED);
            assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        }
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                300, 304, 306, 399, 400, 402, 403, 404, 405, 406, 407, 409, 410, 411, 413, 414, 417, 418, 421, 422, 426,
                428, 431, 451, 499
            })
    void aStatusThatSomebodyMustChangeIsNotTriedAgain(int status) throws Exception {
        var server = bench.serve(WireAnswer.of(status).text("no").whole());
        var source = bench.source(server);

        for (int i = 0; i < 5; i++) {
            var refused = refused(source);
            assertThat(refused.reason().code()).isIn(ReasonCode.UNEXPECTED_STATUS, ReasonCode.REDIRECT);
            assertThat(refused.reason().detail()).startsWith("token endpoint: status " + status);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 501, 502, 503, 504, 507, 508, 511, 520, 529, 599, 600, 999, 2000})
    void aStatusThatMayPassIsTriedAgainAfterABackOff(int status) throws Exception {
        var server = bench.serve(WireAnswer.of(status).text("later").whole(), token("x"));
        var source = bench.source(server);

        assertThat(unavailable(source).reason().detail()).startsWith("token endpoint: status " + status);
        bench.pass(Duration.ofSeconds(1).minus(INSTANT));
        unavailable(source);
        assertThat(server.requests()).hasSize(1);
        bench.pass(INSTANT);
        granted(source);
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 203, 204, 205, 206, 207, 208, 226, 299})
    void aSuccessOfAnotherKindGrantsNothing(int status) throws Exception {
        var body = status == 204 || status == 205 ? "" : "{\"token_type\":\"Bearer\",\"access_token\":\"x\"}";
        var source = bench.source(bench.serve(WireAnswer.of(status).text(body).whole(), token("x")));

        var failed = unavailable(source);

        assertThat(failed.reason().code()).isEqualTo(ReasonCode.TOKEN_UNUSABLE);
        assertThat(failed.reason().detail()).isEqualTo("status " + status + " (expected: 200)");
        bench.pass(failed.retryAfter());
        granted(source);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 102, 199})
    void anInformationalAnswerInsteadOfTheAnswerGrantsNothing(int status) throws Exception {
        var server = bench.serve(
                RawReply.bytes("HTTP/1.1 " + status + " Answer\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
                        .then(token("evil")),
                token("x"));
        var source = bench.source(server);

        var failed = unavailable(source);

        assertThat(failed.reason().code()).isIn(ReasonCode.TOKEN_UNUSABLE, ReasonCode.UNREACHABLE);
        bench.pass(failed.retryAfter());
        assertThat(TokenBench.header(source)).isEqualTo("Bearer x");
    }

    static Stream<Arguments> waits() {
        return Stream.of(
                arguments("0007", 7),
                arguments("\t 7 \t", 7),
                arguments("000000000000000000000000000000000007", 7),
                arguments("3600", 3600),
                arguments("3601", 3600),
                arguments("2147483648", 3600),
                arguments("9223372036854775808", 3600),
                arguments("9".repeat(5_000), 3600),
                arguments("Mon, 23 Nov 2026 10:00:07 GMT ", 7),
                arguments("mon, 23 nov 2026 10:00:07 gmt", 7),
                arguments("Mon, 23 Nov 2026 11:00:00 GMT", 3600),
                arguments("Tue, 23 Nov 9999 10:00:07 GMT", 3600),
                arguments("+7", 1),
                arguments("7s", 1),
                arguments("7.0", 1),
                arguments("7;", 1),
                arguments("\"7\"", 1),
                arguments("0x7", 1),
                arguments("1e1", 1),
                arguments("-", 1),
                arguments("\u00a07", 1),
                arguments("2026-11-23T10:00:07Z", 1),
                arguments("Mon, 23 Nov 2026 10:00:07", 1),
                arguments("Mon, 23 Nov 2026 10:00:07 PST", 1),
                arguments("Mon, 23 Nov 2026 25:00:07 GMT", 1),
                arguments("Mon, 31 Feb 2027 10:00:07 GMT", 1),
                arguments("Mon, 23 Nov 0000 10:00:07 GMT", 1),
                arguments("x".repeat(10_000), 1));
    }

    @ParameterizedTest(name = "Retry-After: {0}")
    @MethodSource("waits")
    void aThrottledClientWaitsAsItIsAskedWithinReason(String value, int seconds) throws Exception {
        var server = bench.serve(WireAnswer.of(429).header("retry-AFTER", value).whole(), token("x"));
        var source = bench.source(server);

        assertThat(unavailable(source).retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
        bench.pass(Duration.ofSeconds(seconds).minus(INSTANT));
        unavailable(source);
        assertThat(server.requests()).hasSize(1);
        bench.pass(INSTANT);
        granted(source);
    }

    static Stream<Arguments> busy() {
        var busy = WireAnswer.of(429).header("Retry-After", "7");
        return Stream.of(
                arguments("429, 10 MB", busy.bytes(new byte[10_000_000]).whole(), 7),
                arguments(
                        "429, a bomb",
                        busy.encoded("gzip", Gzip.bomb(20_000_000)).whole(),
                        7),
                arguments("429, broken off", busy.claiming(99).thenClose(), 7),
                arguments("429, chunks that are none", busy.chunkedAs("zz\r\n"), 7),
                arguments(
                        "429, a success by its body",
                        busy.text("{\"token_type\":\"Bearer\",\"access_token\":\"x\"}")
                                .whole(),
                        7),
                arguments(
                        "429, invalid_client by its body",
                        busy.text("{\"error\":\"invalid_client\"}").whole(),
                        7),
                arguments("500", WireAnswer.of(500).header("Retry-After", "7").whole(), 7),
                arguments("502", WireAnswer.of(502).header("Retry-After", "7").whole(), 7),
                arguments(
                        "504, an hour",
                        WireAnswer.of(504).header("Retry-After", "3600").whole(),
                        3600),
                arguments("408", WireAnswer.of(408).header("Retry-After", "7").whole(), 7),
                arguments("425", WireAnswer.of(425).header("Retry-After", "7").whole(), 7),
                arguments(
                        "503, 0", WireAnswer.of(503).header("Retry-After", "0").whole(), 1),
                arguments(
                        "503, broken off",
                        WireAnswer.of(503)
                                .header("Retry-After", "7")
                                .claiming(99)
                                .thenClose(),
                        7),
                arguments(
                        "503, an hour",
                        WireAnswer.of(503).header("Retry-After", "3600").whole(),
                        60));
    }

    @ParameterizedTest(name = "{0}: not asked again for {2} s")
    @MethodSource("busy")
    void aServerThatAsksForAWaitGetsIt(String what, RawReply reply, int seconds) throws Exception {
        var server = bench.serve(reply, token("x"));
        var source = bench.source(server);

        assertThat(unavailable(source).retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
        bench.pass(Duration.ofSeconds(seconds));
        granted(source);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aThrottledClientHasATokenToGoOnWith() throws Exception {
        var server = bench.serve(
                token("one", "100"),
                WireAnswer.of(429).header("Retry-After", "30").whole(),
                token("two", "100"));
        var source = bench.source(server);
        granted(source);
        bench.pass(Duration.ofSeconds(60));

        granted(source);
        await().until(() -> source.status().findNextFetch().isPresent());
        bench.pass(Duration.ofSeconds(30).minus(INSTANT));
        assertThat(TokenBench.header(source)).isEqualTo("Bearer one");
        assertThat(server.requests()).hasSize(2);
    }
}
