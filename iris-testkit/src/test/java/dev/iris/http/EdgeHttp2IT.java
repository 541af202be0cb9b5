package dev.iris.http;

import static dev.iris.http.EdgeFixture.answered;
import static dev.iris.http.EdgeFixture.assertFailed;
import static dev.iris.http.EdgeFixture.failed;
import static dev.iris.http.EdgeFixture.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.iris.http.HttpsResult.Answered;
import dev.iris.model.HttpsUrl;
import dev.iris.model.Ticker;
import dev.iris.testkit.RawReply;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeHttp2IT {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Channel CHANNEL = Channel.of("#1", 64).withHttp2();
    private static final EdgeBounds IMPATIENT =
            new EdgeBounds(Duration.ofMinutes(5), Duration.ofMinutes(10), 10, 1_000, Duration.ofMillis(300));

    private final VertxEdge edge = EdgeFixture.edge();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HttpServerRequest> held = new ArrayList<>();

    @AfterEach
    void stop() {
        edge.close();
        threads.shutdownNow();
    }

    @Test
    void aRequestNamesItsHostAsAuthorityAndItsHeadersInOrder() throws Exception {
        try (var partner = Http2Partner.start(Http2Partner::answer)) {
            answered(edge.exchange(request(partner, "/segments/aam?x=1")));

            assertThat(partner.requests())
                    .containsExactly(new Http2Partner.Seen(
                            "HTTP_2",
                            "POST",
                            "/segments/aam?x=1",
                            "localhost:" + partner.port(),
                            List.of("x-second: 2", "authorization: Bearer secret-token-value", "content-length: 2"),
                            "{}"));
        }
    }

    @Test
    void anAnswerIsGivenWithStatusHeadersAndBody() throws Exception {
        try (var partner = Http2Partner.start(request ->
                request.response().setStatusCode(404).putHeader("X-One", "1").end("no"))) {
            var answer = answered(edge.exchange(request(partner, "/")));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.headerValues("X-One")).containsExactly("1");
            assertThat(answer.body()).isEqualTo(Body.utf8("no"));
        }
    }

    @Test
    void getWithoutABodyHasNoContentLength() throws Exception {
        try (var partner = Http2Partner.start(Http2Partner::answer)) {
            var get = new HttpsRequest("GET", url(partner, "/"), List.of(), new byte[0], Duration.ofSeconds(30));

            answered(edge.exchange(get.withChannel(CHANNEL)));

            assertThat(partner.requests().getFirst().headers()).isEmpty();
        }
    }

    @Test
    void manyRequestsAtOnceShareOneConnection() throws Exception {
        int many = 64;
        try (var partner = Http2Partner.start(answeringAllAt(many))) {
            assertAnswered(send(many, partner));

            assertThat(partner.connections()).isEqualTo(1);
        }
    }

    @Test
    void aPartnerThatTakesOneAtATimeOnAConnectionIsGivenOneAtATime() throws Exception {
        try (var partner = Http2Partner.start(1, Http2Partner::answer)) {
            assertAnswered(send(40, partner));

            assertThat(partner.requests()).hasSize(40);
        }
    }

    @Test
    void aPartnerWithoutHttp2IsSpokenToInHttp1() throws Exception {
        int many = 32;
        var all = new CountDownLatch(many);
        try (var server = EdgeFixture.server(request -> {
            all.countDown();
            return RawReply.json(200, "{}").after(all);
        })) {
            List<Future<HttpsResult>> results = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                results.add(
                        threads.submit(() -> edge.exchange(post(server.url("/")).withChannel(CHANNEL))));
            }
            assertAnswered(results);

            assertThat(server.requests().getFirst().line()).isEqualTo("POST / HTTP/1.1");
            assertThat(server.requests().getFirst().findHeader("Host")).contains("localhost:" + server.port());
            assertThat(server.connections()).isEqualTo(many);
        }
    }

    @Test
    void anIpv4AddressMayBeTheAuthority() throws Exception {
        try (var partner = Http2Partner.start(Http2Partner::answer)) {
            var url = HttpsUrl.parse("https://127.0.0.1:" + partner.port() + "/");

            answered(edge.exchange(post(url).withChannel(CHANNEL)));

            assertThat(partner.requests().getFirst().authority()).isEqualTo("127.0.0.1:" + partner.port());
        }
    }

    @Test
    void withoutTheSettingHttp2IsNotOffered() throws Exception {
        try (var partner = Http2Partner.start(Http2Partner::answer)) {
            answered(edge.exchange(post(url(partner, "/")).withChannel(Channel.of("#1", 1))));

            assertThat(partner.requests().getFirst().version()).isEqualTo("HTTP_1_1");
        }
    }

    @Test
    void atTheDeadlineTheStreamIsResetAndItsConnectionKept() throws Exception {
        try (var partner = Http2Partner.start(holding("/hang"));
                var patient = EdgeFixture.edge(Ticker.system(), patience())) {
            var result = patient.exchange(request(partner, "/hang", SHORT));

            assertFailed(result, EdgeFault.TIMEOUT, "300 ms");
            assertThat(partner.resets()).isEqualTo(1);
            answered(patient.exchange(request(partner, "/")));
            assertThat(partner.connections()).isEqualTo(1);
        }
    }

    @Test
    void aDeadlineOfOneRequestDoesNotTouchTheOthersOfItsConnection() throws Exception {
        try (var partner = Http2Partner.start(holding("/slow", "/hang"))) {
            answered(edge.exchange(request(partner, "/")));
            var slow = threads.submit(() -> edge.exchange(request(partner, "/slow")));
            await().until(() -> partner.requests().size() == 2);

            assertThat(failed(edge.exchange(request(partner, "/hang", SHORT))).fault())
                    .isEqualTo(EdgeFault.TIMEOUT);
            Http2Partner.answer(held.getFirst());

            assertThat(slow.get()).isInstanceOf(Answered.class);
            assertThat(partner.connections()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionOnWhichNothingComesBackIsClosedAtTheDeadline() throws Exception {
        var isLost = new AtomicBoolean();
        try (var partner = Http2Partner.start(Http2Partner::answer);
                var network = TcpServer.start(socket -> Relay.join(socket, partner.port(), isLost::get));
                var impatient = EdgeFixture.edge(Ticker.system(), IMPATIENT)) {
            var url = HttpsUrl.parse("https://localhost:" + network.port() + "/");
            answered(impatient.exchange(post(url).withChannel(CHANNEL)));

            isLost.set(true);
            var lost = impatient.exchange(post(url, SHORT).withChannel(CHANNEL));
            isLost.set(false);

            assertThat(failed(lost).fault()).isEqualTo(EdgeFault.TIMEOUT);
            answered(impatient.exchange(post(url).withChannel(CHANNEL)));
            assertThat(network.connections()).isEqualTo(2);
        }
    }

    @Test
    void anAnswerLongerThanTheCapIsCutAndItsStreamReset() throws Exception {
        try (var partner = Http2Partner.start(request -> {
            if ("/large".equals(request.path())) {
                request.response().putHeader("Content-Length", "10000000").write(Buffer.buffer(new byte[100_000]));
            } else {
                Http2Partner.answer(request);
            }
        })) {
            for (int i = 0; i < 5; i++) {
                assertThat(failed(edge.exchange(request(partner, "/large"))).fault())
                        .isEqualTo(EdgeFault.ANSWER_TOO_LARGE);
            }

            answered(edge.exchange(request(partner, "/")));
            assertThat(partner.resets()).isEqualTo(5);
            assertThat(partner.connections()).isEqualTo(1);
        }
    }

    @Test
    void aStreamThatThePartnerResetsIsUnreachable() throws Exception {
        try (var partner = Http2Partner.start(request -> request.response().reset(2))) {
            assertFailed(edge.exchange(request(partner, "/")), EdgeFault.UNREACHABLE, "gave up");
        }
    }

    @Test
    void aConnectionThatThePartnerClosesIsUnreachable() throws Exception {
        try (var partner = Http2Partner.start(request -> request.connection().close())) {
            assertThat(failed(edge.exchange(request(partner, "/"))).fault()).isEqualTo(EdgeFault.UNREACHABLE);
        }
    }

    @Test
    void headersWithoutEndAreNotRead() throws Exception {
        try (var partner = Http2Partner.start(request ->
                request.response().putHeader("X-Long", "x".repeat(100_000)).end("{}"))) {
            failed(edge.exchange(request(partner, "/")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) throws Exception {
        try (var elsewhere = EdgeFixture.server(request -> RawReply.json(200, "{}"));
                var partner = Http2Partner.start(request -> request.response()
                        .setStatusCode(status)
                        .putHeader("Location", elsewhere.url("/there").toString())
                        .end())) {
            assertThat(answered(edge.exchange(request(partner, "/"))).status()).isEqualTo(status);

            assertThat(partner.requests()).hasSize(1);
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @Test
    void interruptionResetsTheStream() throws Exception {
        try (var partner = Http2Partner.start(holding("/hang"))) {
            var thrown = new AtomicReference<Throwable>();
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    edge.exchange(request(partner, "/hang"));
                } catch (InterruptedException e) {
                    thrown.set(e);
                }
            });
            await().until(() -> partner.requests().size() == 1);

            caller.interrupt();
            caller.join();

            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            assertThat(partner.resets()).isEqualTo(1);
        }
    }

    @Test
    void aClosedEdgeFailsWhatIsUnderWay() throws Exception {
        try (var partner = Http2Partner.start(holding("/hang"))) {
            var result = threads.submit(() -> edge.exchange(request(partner, "/hang")));
            await().until(() -> partner.requests().size() == 1);

            edge.close();

            assertThat(failed(result.get()).fault()).isEqualTo(EdgeFault.UNREACHABLE);
        }
    }

    /** Keeps requests for these paths, answers others. */
    private Handler<HttpServerRequest> holding(String... paths) {
        return request -> {
            if (List.of(paths).contains(request.path())) {
                held.add(request);
            } else {
                Http2Partner.answer(request);
            }
        };
    }

    /** Answers nothing until so many have come. */
    private Handler<HttpServerRequest> answeringAllAt(int many) {
        return request -> {
            synchronized (held) {
                held.add(request);
                if (held.size() == many) {
                    held.forEach(Http2Partner::answer);
                }
            }
        };
    }

    private List<Future<HttpsResult>> send(int many, Http2Partner partner) {
        List<Future<HttpsResult>> results = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            results.add(threads.submit(() -> edge.exchange(request(partner, "/"))));
        }
        return results;
    }

    private static void assertAnswered(List<Future<HttpsResult>> results) throws Exception {
        for (var result : results) {
            assertThat(result.get()).isInstanceOf(Answered.class);
        }
    }

    private static HttpsRequest request(Http2Partner partner, String path) {
        return post(url(partner, path)).withChannel(CHANNEL);
    }

    private static HttpsRequest request(Http2Partner partner, String path, Duration timeout) {
        return post(url(partner, path), timeout).withChannel(CHANNEL);
    }

    private static HttpsUrl url(Http2Partner partner, String path) {
        return HttpsUrl.parse("https://localhost:" + partner.port() + path);
    }

    /** Waits for a slow machine rather than close the connection. */
    private static EdgeBounds patience() {
        var standard = EdgeBounds.STANDARD;
        return new EdgeBounds(
                standard.connectionLife(),
                standard.channelKept(),
                standard.mostChannels(),
                standard.mostWaiting(),
                Duration.ofMinutes(1));
    }
}
