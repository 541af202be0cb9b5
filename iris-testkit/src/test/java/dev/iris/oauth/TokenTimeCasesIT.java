package dev.iris.oauth;

import static dev.iris.oauth.TokenBench.granted;
import static dev.iris.oauth.TokenBench.header;
import static dev.iris.oauth.TokenBench.refused;
import static dev.iris.oauth.TokenBench.token;
import static dev.iris.oauth.TokenBench.unavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.iris.http.EdgeFixture;
import dev.iris.http.HttpsEdge;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.Secret;
import dev.iris.model.TokenGrant;
import dev.iris.model.TokenParameters;
import dev.iris.model.TokenPolicy;
import dev.iris.oauth.TokenResult.Unavailable;
import dev.iris.observe.ReasonCode;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawTlsServer;
import dev.iris.testkit.WireAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When a token is asked for, and when it is not; each name starts with the number of its row in the list of cases, or with a plus. */
class TokenTimeCasesIT {
    private static final HttpsEdge EDGE = EdgeFixture.edge();

    /** With the margin of 60 s and the most jitter, a token of an hour is due so long after it was asked for. */
    private static final Duration DUE = Duration.ofMinutes(60 - 1 - 1);

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

    @Test
    void row1_aHundredSendsInARowNeedOneFetch() throws Exception {
        var server = bench.serve(token("x"));
        var source = bench.source(server);

        for (int i = 0; i < 100; i++) {
            assertThat(header(source)).isEqualTo("Bearer x");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void row2_theRequestIsTheContractsByteForByteAndItsGzipAnswerIsRead() throws Exception {
        var server = bench.serve(RawReply.gzipJson(200, "{\"token_type\":\"Bearer\",\"access_token\":\"x\"}"));

        assertThat(header(bench.source(server))).isEqualTo("Bearer x");
        assertThat(server.requests().getFirst().text())
                .isEqualTo("""
                    POST /oauth2/token HTTP/1.1
                    Host: localhost:%d
                    User-Agent: Iris
                    Authorization: Basic %s
                    Content-Type: application/x-www-form-urlencoded;charset=UTF-8
                    Accept-Encoding: gzip
                    Content-Length: 29

                    grant_type=client_credentials\
                    """.formatted(server.port(), TokenBench.OPAQUE).replace("\n", "\r\n"));
    }

    @Test
    void row4_aTokenOfAnHourIsRenewedAheadOnce() throws Exception {
        var server = bench.serve(token("one", "3600"), token("two", "3600"));
        var source = bench.source(server);
        granted(source);

        bench.pass(DUE.minus(INSTANT));
        assertThat(header(source)).isEqualTo("Bearer one");
        assertThat(server.requests()).hasSize(1);
        bench.pass(INSTANT);
        for (int i = 0; i < 10; i++) {
            granted(source);
        }
        await().until(() -> header(source).equals("Bearer two"));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void row9_theMarginOfAShortLifeIsHalfOfIt() throws Exception {
        var server = bench.serve(token("one", "5"), token("two", "5"));
        var source = bench.source(server);

        for (int i = 0; i < 100; i++) {
            granted(source);
        }
        bench.pass(Duration.ofSeconds(2).minus(INSTANT));
        assertThat(header(source)).isEqualTo("Bearer one");
        assertThat(server.requests()).hasSize(1);
        bench.pass(INSTANT);
        granted(source);
        await().until(() -> header(source).equals("Bearer two"));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void row11_jumpsOfTheWallClockNeitherRenewNorKeepAToken() throws Exception {
        var server = bench.serve(token("one", "3600"), token("two", "3600"));
        var source = bench.source(server);
        granted(source);

        bench.wall.set(TokenBench.START.plus(Duration.ofHours(1)));
        assertThat(header(source)).isEqualTo("Bearer one");
        bench.wall.set(TokenBench.START.minus(Duration.ofHours(1)));
        assertThat(header(source)).isEqualTo("Bearer one");
        assertThat(server.requests()).hasSize(1);
        bench.ticker.advance(Duration.ofHours(1));
        assertThat(header(source)).isEqualTo("Bearer two");
    }

    @Test
    void row12_fiftyColdSendsNeedOneFetch() throws Exception {
        var released = new CountDownLatch(1);
        var server = bench.serve(token("x").after(released));
        var source = bench.source(server);

        var results = fiftyOnce(server, released, () -> header(source));

        assertThat(results).hasSize(50).containsOnly("Bearer x");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void row13_fiftyColdSendsShareOneFailure() throws Exception {
        var released = new CountDownLatch(1);
        var server = bench.serve(WireAnswer.of(503).whole().after(released));
        var source = bench.source(server);

        var results = fiftyOnce(server, released, () -> source.take(TokenBench.LONG));

        assertThat(results).hasSize(50).containsOnly(results.getFirst());
        assertThat(results.getFirst()).isInstanceOf(Unavailable.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void row15_whileTheNextTokenIsFetchedSendsGoOnWithTheOldOne() throws Exception {
        var released = new CountDownLatch(1);
        var server = bench.serve(token("one", "3600"), token("two", "3600").after(released));
        var source = bench.source(server);
        granted(source);

        bench.pass(DUE);
        assertThat(header(source)).isEqualTo("Bearer one");
        await().until(() -> server.requests().size() == 2);
        for (int i = 0; i < 100; i++) {
            assertThat(header(source)).isEqualTo("Bearer one");
        }
        assertThat(source.status().phase()).isEqualTo(TokenStatus.Phase.RENEWING);
        released.countDown();
        await().until(() -> header(source).equals("Bearer two"));
        assertThat(server.requests()).hasSize(2);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments("500", WireAnswer.of(500).whole()),
                arguments("503", WireAnswer.of(503).whole()),
                arguments("429", WireAnswer.of(429).whole()),
                arguments("a reset", RawReply.nothing().thenReset()),
                arguments("HTML", RawReply.json(200, "<html>")),
                arguments("200 with an error", RawReply.json(200, "{\"error\":\"server_error\"}")),
                arguments("401", RawReply.json(401, "{\"error\":\"invalid_client\"}")));
    }

    @ParameterizedTest(name = "16: {0} while a token is held")
    @MethodSource("failures")
    void sendsGoOnAndTheNextTokenIsAskedForAfterABackOff(String what, RawReply failure) throws Exception {
        var server = bench.serve(token("one", "3600"), failure, token("two", "3600"));
        var source = bench.source(server);
        granted(source);

        bench.pass(DUE);
        granted(source);
        await().until(() -> source.status().findNextFetch().isPresent());
        for (int i = 0; i < 100; i++) {
            assertThat(header(source)).isEqualTo("Bearer one");
        }
        assertThat(server.requests()).hasSize(2);
        bench.pass(source.status().findNextFetch().orElseThrow());
        granted(source);
        await().until(() -> header(source).equals("Bearer two"));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void row17_anExpiredTokenIsNeverSentThoughTheEndpointIsDown() throws Exception {
        var source = bench.source(
                bench.serve(token("one", "3600"), WireAnswer.of(500).whole()));
        granted(source);

        bench.pass(Duration.ofHours(1).minus(INSTANT));
        assertThat(header(source)).isEqualTo("Bearer one");
        await().until(() -> source.findFailure().isPresent());
        bench.pass(INSTANT);
        assertThat(unavailable(source).reason().code()).isEqualTo(ReasonCode.UNEXPECTED_STATUS);
        bench.pass(Duration.ofDays(1));
        unavailable(source);
    }

    @Test
    void row18_aTokenOfUnknownLifeOutlivesADayOfFailedRefetches() throws Exception {
        var refetching = new TokenPolicy(
                Set.of(), false, false, false, Duration.ofHours(24), Duration.ofMinutes(1), Duration.ofHours(1));
        try (var lines = LogLines.ofTokens()) {
            var server = bench.serve(token("one"), WireAnswer.of(500).whole());
            var source = bench.source(server, refetching);
            granted(source);

            for (int hour = 1; hour <= 24; hour++) {
                int asked = hour;
                bench.pass(Duration.ofHours(1));
                assertThat(header(source)).isEqualTo("Bearer one");
                await().until(() -> server.requests().size() == asked + 1
                        && source.status().findNextFetch().isPresent());
            }
            await().until(() -> lines.all().size() == 24);
            assertThat(lines.all()).allMatch(line -> line.contains("status 500"));
            assertThat(header(source)).isEqualTo("Bearer one");
        }
    }

    @Test
    void row26_theSameTokenAgainIsNoRenewal() throws Exception {
        var server = bench.serve(token("one"));
        var source = bench.source(server);

        source.reject(granted(source));

        for (int i = 0; i < 5; i++) {
            assertThat(unavailable(source).reason().detail()).contains("gave the token again");
        }
        assertThat(server.requests()).hasSize(2);
    }

    static Stream<Arguments> redirects() {
        return Stream.of(302, 303, 307, 308)
                .flatMap(status -> Stream.of("same host", "other host", "http").map(to -> arguments(status, to)));
    }

    @ParameterizedTest(name = "33: {0} to {1} is not followed")
    @MethodSource("redirects")
    void theCredentialIsSeenOnce(int status, String to) throws Exception {
        var sink = bench.serve(token("stolen"));
        var server = bench.serve(request -> request.target().equals("/oauth2/token")
                ? WireAnswer.of(status)
                        .header(
                                "Location",
                                location(to, sink, request.findHeader("Host").orElseThrow()))
                        .whole()
                : token("stolen"));
        var source = bench.source(server);

        for (int i = 0; i < 3; i++) {
            var reason = refused(source).reason();
            assertThat(reason.code()).isEqualTo(ReasonCode.REDIRECT);
            assertThat(reason.detail()).contains("status " + status).doesNotContain("secret-path");
        }
        assertThat(server.requests()).hasSize(1);
        assertThat(sink.connections()).isZero();
    }

    @Test
    void row34_aRefusedCredentialIsProbedOnceAPeriodThatGrowsToAnHour() throws Exception {
        var server = bench.serve(RawReply.json(401, "{\"error\":\"invalid_client\"}"));
        var source = bench.source(server);

        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(refused(source).retryAfter()).isEqualTo(Duration.ofMinutes(minutes));
            int before = server.requests().size();
            bench.pass(Duration.ofMinutes(minutes).minus(INSTANT));
            refused(source);
            assertThat(server.requests()).hasSize(before);
            bench.pass(INSTANT);
        }
        assertThat(server.requests()).hasSize(8);
    }

    static Stream<Arguments> bound() {
        return Stream.of(
                arguments(
                        "429 + Retry-After: 7",
                        WireAnswer.of(429).header("Retry-After", "7").whole()),
                arguments(
                        "400 slow_down + Retry-After: 7",
                        new WireAnswer(400, "Retry-After: 7\r\n", "{\"error\":\"slow_down\"}").whole()));
    }

    @ParameterizedTest(name = "39: {0} stops the client for 7 s, whatever it asks for, and nobody else")
    @MethodSource("bound")
    void aThrottledClientWaits(String what, RawReply reply) throws Exception {
        var server = bench.serve(reply, token("x"));
        var one = client(server, "me", "a");
        var same = client(server, "me", "b");

        assertThat(unavailable(one).retryAfter()).isEqualTo(Duration.ofSeconds(7));
        bench.pass(Duration.ofSeconds(7).minus(INSTANT));
        unavailable(one);
        unavailable(same);
        assertThat(server.requests()).hasSize(1);
        granted(client(server, "another", "a"));
        bench.pass(INSTANT);
        granted(same);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void row39_aServiceThatIsUnavailableStopsEverybodyForAMinuteAtMost() throws Exception {
        var server = bench.serve(WireAnswer.of(503).header("Retry-After", "600").whole(), token("x"));
        var one = client(server, "me", "a");
        var other = client(server, "another", "a");

        assertThat(unavailable(one).retryAfter()).isEqualTo(Duration.ofMinutes(1));
        bench.pass(Duration.ofMinutes(1).minus(INSTANT));
        unavailable(other);
        assertThat(server.requests()).hasSize(1);
        bench.pass(INSTANT);
        granted(other);
    }

    static Stream<Arguments> waits() {
        return Stream.of(
                arguments("40: an HTTP date in 7 s", "Mon, 23 Nov 2026 10:00:07 GMT", 7),
                arguments("40: a date that is past", "Mon, 23 Nov 2026 09:59:00 GMT", 1),
                arguments("40: -5", "-5", 1),
                arguments("40: soon", "soon", 1),
                arguments("40: a day", "86400", 3600),
                arguments("+: a date of RFC 850 in 7 s", "Monday, 23-Nov-26 10:00:07 GMT", 7),
                arguments("+: a date of C in 7 s", "Mon Nov 23 10:00:07 2026", 7),
                arguments("+: a date of RFC 850 in the last century", "Sunday, 06-Nov-94 08:49:37 GMT", 1),
                arguments("+: a date in ten years", "Sun, 23 Nov 2036 10:00:07 GMT", 3600),
                arguments("+: a date with a wrong day of the week", "Sun, 23 Nov 2026 10:00:07 GMT", 1),
                arguments("+: twenty digits", "99999999999999999999", 3600),
                arguments("+: 0", "0", 1),
                arguments("+: a fraction", "1.5", 1),
                arguments("+: two values in a line", "7, 9", 1),
                arguments("+: two lines, of which the first counts", "7\r\nRetry-After: 9", 7),
                arguments("+: nothing", "", 1));
    }

    @ParameterizedTest(name = "{0}: {2} s")
    @MethodSource("waits")
    void aThrottledClientWaitsAsItIsAskedWithinReason(String row, String value, int seconds) throws Exception {
        var server = bench.serve(WireAnswer.of(429).header("Retry-After", value).whole(), token("x"));
        var source = bench.source(server);

        var throttled = unavailable(source);

        assertThat(throttled.reason().code()).isEqualTo(ReasonCode.THROTTLED);
        assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
        bench.pass(Duration.ofSeconds(seconds).minus(INSTANT));
        unavailable(source);
        assertThat(server.requests()).hasSize(1);
        bench.pass(INSTANT);
        granted(source);
    }

    static Stream<Arguments> passing() {
        return Stream.of(
                arguments("41: 429", WireAnswer.of(429).whole()),
                arguments("41: 503", WireAnswer.of(503).whole()),
                arguments("41: 500", WireAnswer.of(500).whole()),
                arguments("41: 502 with HTML", WireAnswer.of(502).text("<html>").whole()),
                arguments("+: 408", WireAnswer.of(408).whole()),
                arguments("+: 425", WireAnswer.of(425).whole()),
                arguments(
                        "+: 400 temporarily_unavailable",
                        RawReply.json(400, "{\"error\":\"temporarily_unavailable\"}")),
                arguments(
                        "+: 500 with 10 MB",
                        WireAnswer.of(500).bytes(new byte[10_000_000]).whole()),
                arguments("+: a reset", RawReply.nothing().thenReset()));
    }

    @ParameterizedTest(name = "{0}: back-off from 1 s to 60 s")
    @MethodSource("passing")
    void aFailureThatMayPassIsAskedAgainAfterABackOff(String row, RawReply failure) throws Exception {
        var server = bench.serve(failure);
        var source = bench.source(server);

        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(unavailable(source).retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
            int before = server.requests().size();
            bench.pass(Duration.ofSeconds(seconds).minus(INSTANT));
            unavailable(source);
            assertThat(server.requests()).hasSize(before);
            bench.pass(INSTANT);
        }
        assertThat(server.requests()).hasSize(8);
    }

    private TokenSource client(RawTlsServer server, String id, String scope) {
        return bench.source(new TokenGrant(
                server.url("/oauth2/token"),
                new ClientIdAndSecret(id, Secret.of("secret")),
                new TokenParameters(scope, null, List.of(), Map.of()),
                TokenPolicy.STANDARD));
    }

    private static String location(String to, RawTlsServer sink, String host) {
        return switch (to) {
            case "same host" -> "https://" + host + "/secret-path";
            case "other host" -> sink.url("127.0.0.1", "/secret-path").toString();
            default -> "http://127.0.0.1:" + sink.port() + "/secret-path";
        };
    }

    /** What fifty callers get; the reply is released once the request is there. */
    private static <T> List<T> fiftyOnce(RawTlsServer server, CountDownLatch released, Callable<T> act)
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> started = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                started.add(threads.submit(act));
            }
            await().until(() -> server.requests().size() == 1);
            released.countDown();
            List<T> results = new ArrayList<>();
            for (var one : started) {
                results.add(one.get());
            }
            return results;
        }
    }
}
