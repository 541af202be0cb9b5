package dev.iris.http;

import static dev.iris.http.EdgeFixture.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.HttpsResult.Failed;
import dev.iris.model.HttpsUrl;
import dev.iris.testkit.Gzip;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.RawTlsServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VertxEdgeIT {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final VertxEdge edge = EdgeFixture.edge();
    private final List<RawTlsServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        edge.close();
        servers.forEach(RawTlsServer::close);
    }

    @Test
    void onlyTheGivenHeadersHostAndContentLengthGoOut() throws Exception {
        var server = serve(request -> RawReply.json(200, "{}"));

        edge.exchange(post(server.url("/segments/aam?x=1")));

        var request = server.requests().getFirst();
        assertThat(request.line()).isEqualTo("POST /segments/aam?x=1 HTTP/1.1");
        assertThat(request.headersByLowerName())
                .containsExactly(
                        "host: localhost:" + server.port(),
                        "x-second: 2",
                        "authorization: Bearer secret-token-value",
                        "content-length: 2");
        assertThat(request.body()).isEqualTo("{}");
    }

    @Test
    void getCarriesABody() throws Exception {
        var server = serve(request -> RawReply.json(200, "{}"));
        var request =
                new HttpsRequest("GET", server.url("/"), List.of(), "body".getBytes(UTF_8), Duration.ofSeconds(30));

        edge.exchange(request);

        var seen = server.requests().getFirst();
        assertThat(seen.line()).isEqualTo("GET / HTTP/1.1");
        assertThat(seen.findHeader("content-length")).contains("4");
        assertThat(seen.body()).isEqualTo("body");
    }

    @Test
    void getWithoutABodyHasNoContentLength() throws Exception {
        var server = serve(request -> RawReply.json(200, "{}"));

        edge.exchange(new HttpsRequest("GET", server.url("/"), List.of(), new byte[0], Duration.ofSeconds(30)));

        assertThat(server.requests().getFirst().headersByLowerName())
                .containsExactly("host: localhost:" + server.port());
    }

    @Test
    void aHeaderGivenTwiceIsSentTwiceInOrder() throws Exception {
        var server = serve(request -> RawReply.json(200, "{}"));
        var headers = List.of(new HttpHeader("X-Signature", "new"), new HttpHeader("X-Signature", "old"));

        edge.exchange(new HttpsRequest("POST", server.url("/"), headers, new byte[0], Duration.ofSeconds(30)));

        assertThat(server.requests().getFirst().headersByLowerName())
                .containsExactly(
                        "host: localhost:" + server.port(),
                        "x-signature: new",
                        "x-signature: old",
                        "content-length: 0");
    }

    @Test
    void anAnswerIsGivenWithStatusHeadersAndBody() throws Exception {
        var server = serve(request -> RawReply.answer(404, "X-One: 1\r\nX-One: 2\r\n", "no".getBytes(UTF_8)));

        var answer = answered(edge.exchange(post(server.url("/"))));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headerValues("x-one")).containsExactly("1", "2");
        assertThat(answer.body()).isEqualTo(Body.utf8("no"));
    }

    @Test
    void connectionsAreKept() throws Exception {
        var server = serve(request -> RawReply.json(200, "{}"));

        for (int i = 0; i < 20; i++) {
            edge.exchange(post(server.url("/")));
        }

        assertThat(server.requests()).hasSize(20);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void manyRequestsGoOutAtOnce() throws Exception {
        var all = new CountDownLatch(64);
        var server = serve(request -> {
            all.countDown();
            return RawReply.json(200, "{}").after(all);
        });

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpsResult>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                results.add(threads.submit(() -> edge.exchange(post(server.url("/")))));
            }
            for (var result : results) {
                assertThat(result.get()).isInstanceOf(Answered.class);
            }
        }
        assertThat(server.connections()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) throws Exception {
        var elsewhere = serve(request -> RawReply.json(200, "{}"));
        var server =
                serve(request -> RawReply.answer(status, "Location: " + elsewhere.url("/there") + "\r\n", new byte[0]));

        var answer = answered(edge.exchange(post(server.url("/"))));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(server.requests()).hasSize(1);
        assertThat(elsewhere.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
    void gzipAnswersAreDecoded(String encoding) throws Exception {
        var server = serve(request ->
                RawReply.answer(400, "Content-Encoding: " + encoding + "\r\n", Gzip.of("plain".getBytes(UTF_8))));

        assertThat(answered(edge.exchange(post(server.url("/")))).body()).isEqualTo(Body.utf8("plain"));
    }

    @Test
    void identityAnswersAreTakenAsTheyAre() throws Exception {
        var server = serve(request -> RawReply.answer(200, "Content-Encoding: identity\r\n", "plain".getBytes(UTF_8)));

        assertThat(answered(edge.exchange(post(server.url("/")))).body()).isEqualTo(Body.utf8("plain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip", "gzip"})
    void otherEncodingsAndDamagedGzipAreUndecodable(String encoding) throws Exception {
        var server = serve(request ->
                RawReply.answer(200, "Content-Encoding: " + encoding + "\r\n", "partner-words".getBytes(UTF_8)));

        var failed = failed(edge.exchange(post(server.url("/"))));

        assertThat(failed.fault()).isEqualTo(EdgeFault.ANSWER_UNDECODABLE);
        assertThat(failed.detail()).doesNotContain("partner-words");
    }

    @Test
    void aStatusCountsEvenIfItsIgnoredBodyIsUndecodableOrTooLarge() throws Exception {
        var server = serve(request -> request.target().equals("/br")
                ? RawReply.answer(200, "Content-Encoding: br\r\n", "?".getBytes(UTF_8))
                : RawReply.answer(200, "", new byte[100_000]));

        for (var path : List.of("/br", "/large")) {
            var answer = answered(edge.exchange(post(server.url(path)).ignoringAnswerBody()));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(Body.EMPTY);
        }
    }

    @Test
    void anAnswerLongerThanTheCapIsCutAndItsConnectionClosed() throws Exception {
        var server = serve(
                request -> RawReply.bytes("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n" + "x".repeat(70_000))
                        .thenSilence());

        var failed = failed(edge.exchange(post(server.url("/"))));

        assertThat(failed.fault()).isEqualTo(EdgeFault.ANSWER_TOO_LARGE);
        await().until(() -> server.openConnections() == 0);
    }

    @Test
    void aSmallAnswerThatUnpacksToGigabytesIsCut() throws Exception {
        var bomb = Gzip.of(new byte[20_000_000]);
        var server = serve(request -> RawReply.answer(200, "Content-Encoding: gzip\r\n", bomb));

        assertThat(bomb.length).isLessThan(AnswerLimits.STANDARD.wireBytes());
        assertThat(failed(edge.exchange(post(server.url("/")))).fault()).isEqualTo(EdgeFault.ANSWER_TOO_LARGE);
    }

    @Test
    void anAnswerOfExactlyTheCapIsWhole() throws Exception {
        var body = new byte[AnswerLimits.STANDARD.wireBytes()];
        var server = serve(request -> RawReply.answer(200, "", body));

        assertThat(answered(edge.exchange(post(server.url("/")))).body().size()).isEqualTo(body.length);
    }

    @Test
    void aChunkedAnswerIsRead() throws Exception {
        var server = serve(request -> RawReply.bytes(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));

        assertThat(answered(edge.exchange(post(server.url("/")))).body()).isEqualTo(Body.utf8("abcde"));
    }

    @Test
    void atTheDeadlineTheConnectionIsClosed() throws Exception {
        var server = serve(request -> RawReply.silence());

        var failed = failed(edge.exchange(post(server.url("/"), SHORT)));

        assertThat(failed.fault()).isEqualTo(EdgeFault.TIMEOUT);
        await().until(() -> server.openConnections() == 0);
    }

    /** The second request is not answered before the connection of the first has ended. */
    @Test
    void whatIsSentAgainAfterTheDeadlineMeetsNoConnectionOfBefore() throws Exception {
        var requests = new AtomicInteger();
        var running = new AtomicReference<RawTlsServer>();
        var server = serve(request -> {
            if (requests.incrementAndGet() == 1) {
                return RawReply.silence();
            }
            await().until(() -> running.get().openConnections() == 1);
            return RawReply.json(200, "{}");
        });
        running.set(server);

        assertThat(failed(edge.exchange(post(server.url("/"), SHORT))).fault()).isEqualTo(EdgeFault.TIMEOUT);
        assertThat(edge.exchange(post(server.url("/")))).isInstanceOf(Answered.class);
    }

    @Test
    void anEndlessDripDoesNotMoveTheDeadline() throws Exception {
        var server = serve(request -> RawReply.bytes("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                .thenEndlessDrip());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var patient = threads.submit(() -> edge.exchange(post(server.url("/"))));
            await().until(() -> server.requests().size() == 1);

            var failed = failed(edge.exchange(post(server.url("/"), SHORT)));

            assertThat(failed.fault()).isEqualTo(EdgeFault.TIMEOUT);
            assertThat(patient.isDone())
                    .as("whether one with more time has ended")
                    .isFalse();
            await().until(() -> server.openConnections() == 1);
            server.close();
            assertThat(failed(patient.get()).fault()).isEqualTo(EdgeFault.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"drip", "silence", "end", "end without TLS's"})
    void theStatusOfARefusalCountsThoughItsBodyDoesNotCome(String fault) throws Exception {
        var begun = RawReply.bytes("HTTP/1.1 429 No\r\nRetry-After: 7\r\nContent-Length: 1000\r\n\r\n{");
        var reply = switch (fault) {
            case "drip" -> begun.thenEndlessDrip();
            case "silence" -> begun.thenSilence();
            case "end" -> begun.thenClose();
            default -> begun.thenTruncate();
        };
        var server = serve(request -> reply);

        var answer = answered(edge.exchange(post(server.url("/"), SHORT).needingBodyOfSuccess()));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.findHeader("retry-after")).contains("7");
        assertThat(answer.body().isEmpty()).isTrue();
        await().until(() -> server.openConnections() == 0);
        assertThat(failed(edge.exchange(post(server.url("/"), SHORT))).fault())
                .isIn(EdgeFault.TIMEOUT, EdgeFault.UNREACHABLE);
    }

    @Test
    void interruptionClosesTheConnection() throws Exception {
        var server = serve(request -> RawReply.silence());
        var thrown = new AtomicReference<Throwable>();
        var caller = Thread.ofVirtual().start(() -> {
            try {
                edge.exchange(post(server.url("/")));
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        await().until(() -> server.requests().size() == 1);

        caller.interrupt();
        caller.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        await().until(() -> server.openConnections() == 0);
    }

    @Test
    void aConnectionThatBreaksHalfWayIsUnreachable() throws Exception {
        var half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
        var server = serve(request -> request.target().equals("/close")
                ? RawReply.bytes(half).thenClose()
                : RawReply.bytes(half).thenReset());

        for (var path : List.of("/close", "/reset")) {
            assertThat(failed(edge.exchange(post(server.url(path)))).fault()).isEqualTo(EdgeFault.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-server\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"})
    void anAnswerThatIsNoHttpIsUndecodable(String bytes) throws Exception {
        var server = serve(request -> RawReply.bytes(bytes).thenSilence());

        assertThat(failed(edge.exchange(post(server.url("/")))).fault()).isEqualTo(EdgeFault.ANSWER_UNDECODABLE);
        await().until(() -> server.openConnections() == 0);
    }

    @Test
    void aRefusedConnectionIsUnreachable() throws Exception {
        var gone = serve(request -> RawReply.silence());
        gone.close();

        assertThat(failed(edge.exchange(post(gone.url("/")))).fault()).isEqualTo(EdgeFault.UNREACHABLE);
    }

    @Test
    void aHandshakeThatHangsIsBoundedByTheTotal() throws Exception {
        try (var mute = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            var url = HttpsUrl.parse("https://localhost:" + mute.getLocalPort());

            var failed = failed(edge.exchange(post(url).withTotal(SHORT)));

            assertThat(failed.fault()).isEqualTo(EdgeFault.UNREACHABLE);
        }
    }

    @Test
    void anAnswerAfterAnInterimOneIsTheAnswer() throws Exception {
        var server = serve(request ->
                RawReply.bytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));

        assertThat(answered(edge.exchange(post(server.url("/")))).status()).isEqualTo(200);
    }

    @Test
    void aClosedEdgeFailsWhatIsUnderWay() throws Exception {
        var server = serve(request -> RawReply.silence());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var result = threads.submit(() -> edge.exchange(post(server.url("/"))));
            await().until(() -> server.requests().size() == 1);

            edge.close();

            assertThat(failed(result.get()).fault()).isEqualTo(EdgeFault.UNREACHABLE);
        }
        assertThat(failed(edge.exchange(post(server.url("/")))).fault()).isEqualTo(EdgeFault.UNREACHABLE);
    }

    @Test
    void nothingOfARequestShowsItsSecret() {
        var request = post(HttpsUrl.parse("https://partner.example/"));

        assertThat(request.toString()).doesNotContain("secret-token-value");
        assertThatThrownBy(() -> new HttpsRequest(
                        "POST",
                        request.url(),
                        List.of(new HttpHeader("Authorization", "Bearer secret-token-value\r\nX: 1")),
                        new byte[0],
                        SHORT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret-token-value");
    }

    private RawTlsServer serve(Function<RawRequest, RawReply> script) {
        var server = EdgeFixture.server(script);
        servers.add(server);
        return server;
    }

    private static Answered answered(HttpsResult result) {
        assertThat(result).isInstanceOf(Answered.class);
        return (Answered) result;
    }

    private static Failed failed(HttpsResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return (Failed) result;
    }
}
