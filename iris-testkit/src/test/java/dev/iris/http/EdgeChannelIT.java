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
import dev.iris.testkit.ManualTicker;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.RawTlsServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EdgeChannelIT {
    private static final Duration CHANNEL_KEPT = Duration.ofMinutes(10);

    private final CountDownLatch released = new CountDownLatch(1);
    private final RawTlsServer server = EdgeFixture.server(request ->
            request.target().equals("/hang") ? RawReply.json(200, "{}").after(released) : RawReply.json(200, "{}"));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        released.countDown();
        threads.shutdownNow();
        server.close();
    }

    @Test
    void aChannelWhosePartnerHangsDoesNotHoldUpAnotherToTheSameHost() throws Exception {
        var hanging = Channel.of("#1", 2);
        try (var edge = EdgeFixture.edge()) {
            var stuck = send(edge, hanging, "/hang", 6);
            await().until(() -> server.requests().size() == 2);

            for (int i = 0; i < 20; i++) {
                answered(edge.exchange(post(server.url("/")).withChannel(Channel.of("#2", 2))));
            }

            assertThat(stuck).noneMatch(Future::isDone);
            released.countDown();
            assertAnswered(stuck);
        }
    }

    @Test
    void channelsShareNoConnections() throws Exception {
        try (var edge = EdgeFixture.edge()) {
            for (int i = 0; i < 3; i++) {
                answered(edge.exchange(post(server.url("/" + i)).withChannel(Channel.of("#" + i, 1))));
            }

            assertThat(server.requests()).extracting(RawRequest::connection).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aChannelHasNoMoreRequestsAtOnceThanItMay() throws Exception {
        try (var edge = EdgeFixture.edge()) {
            var results = send(edge, Channel.of("#1", 3), "/hang", 12);
            await().until(() -> server.requests().size() == 3);

            released.countDown();

            assertAnswered(results);
            assertThat(server.requests()).hasSize(12);
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void aHostWithTwoAddressesGetsNoMoreConnectionsThanOneWithOne() throws Exception {
        var resolver = EdgeFixture.resolvingTo("127.0.0.1", "127.0.0.2");
        try (var edge = EdgeFixture.edge(resolver, "127.0.0.0/8")) {
            var results = send(edge, Channel.of("#1", 2), "/hang", 4);
            await().until(() -> server.requests().size() == 2);

            released.countDown();

            assertAnswered(results);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void moreThanMayWaitAreRefusedAtOnce() throws Exception {
        try (var edge = EdgeFixture.edge(Ticker.system(), bounds(CHANNEL_KEPT, 10, 2))) {
            var results = send(edge, Channel.of("#1", 1), "/hang", 10);
            await().until(() -> results.stream().filter(Future::isDone).count() == 7);

            for (var refused : results.stream().filter(Future::isDone).toList()) {
                assertFailed(refused.get(), EdgeFault.UNREACHABLE, "too many requests wait");
            }
            released.countDown();
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(3);
            await().until(() -> results.stream().allMatch(Future::isDone));
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void whoWaitsForATurnInVainIsToldSo() throws Exception {
        var channel = Channel.of("#1", 1);
        try (var edge = EdgeFixture.edge()) {
            var stuck = send(edge, channel, "/hang", 1);
            await().until(() -> server.requests().size() == 1);

            var result = edge.exchange(
                    post(server.url("/")).withTotal(Duration.ofMillis(200)).withChannel(channel));

            assertFailed(result, EdgeFault.UNREACHABLE, "in use");
            released.countDown();
            assertAnswered(stuck);
        }
    }

    @Test
    void timeInTheQueueIsNotThePartnersTime() throws Exception {
        var ticker = new ManualTicker();
        var channel = Channel.of("#1", 1);
        try (var edge = EdgeFixture.edge(ticker, EdgeBounds.STANDARD)) {
            var first = send(edge, channel, "/hang", 1);
            await().until(() -> server.requests().size() == 1);
            var request = post(server.url("/"), Duration.ofSeconds(3)).withChannel(channel);
            var waiting = new CountDownLatch(1);
            var second = threads.submit(() -> {
                waiting.countDown();
                return edge.exchange(request);
            });
            waiting.await();

            ticker.advance(Duration.ofSeconds(4));
            released.countDown();

            assertThat(second.get()).isInstanceOf(Answered.class);
            assertAnswered(first);
        }
    }

    @Test
    void aTurnIsFreeAgainAfterEveryEnd() throws Exception {
        var channel = Channel.of("#1", 1);
        try (var edge = EdgeFixture.edge()) {
            assertThat(failed(edge.exchange(post(server.url("/hang"), Duration.ofMillis(100))
                                    .withChannel(channel)))
                            .fault())
                    .isEqualTo(EdgeFault.TIMEOUT);
            failed(edge.exchange(post(server.url("169.254.169.254", "/")).withChannel(channel)));
            interrupted(edge, channel);

            answered(edge.exchange(post(server.url("/")).withChannel(channel)));
        }
    }

    @Test
    void aChannelThatNobodyUsesIsClosed() throws Exception {
        var ticker = new ManualTicker();
        try (var edge = EdgeFixture.edge(ticker, bounds(CHANNEL_KEPT, 10, 10))) {
            answered(edge.exchange(post(server.url("/")).withChannel(Channel.of("#1", 1))));
            ticker.advance(CHANNEL_KEPT.plusSeconds(1));

            answered(edge.exchange(post(server.url("/")).withChannel(Channel.of("#2", 1))));

            await().until(() -> server.openConnections() == 1);
            answered(edge.exchange(post(server.url("/")).withChannel(Channel.of("#1", 1))));
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void aChannelInUseIsNotClosedHoweverLongItTakes() throws Exception {
        var ticker = new ManualTicker();
        try (var edge = EdgeFixture.edge(ticker, bounds(CHANNEL_KEPT, 1, 10))) {
            var slow = send(edge, Channel.of("#1", 1), "/hang", 1);
            await().until(() -> server.requests().size() == 1);
            ticker.advance(CHANNEL_KEPT.multipliedBy(2));

            answered(edge.exchange(post(server.url("/")).withChannel(Channel.of("#2", 1))));
            answered(edge.exchange(post(server.url("/")).withChannel(Channel.of("#3", 1))));

            released.countDown();
            assertAnswered(slow);
        }
    }

    @Test
    void ofTooManyChannelsTheLongestUnusedIsClosed() throws Exception {
        var ticker = new ManualTicker();
        try (var edge = EdgeFixture.edge(ticker, bounds(CHANNEL_KEPT, 2, 10))) {
            for (var owner : List.of("#1", "#2", "#1", "#3")) {
                ticker.advance(Duration.ofSeconds(1));
                answered(edge.exchange(post(server.url("/" + owner.charAt(1))).withChannel(Channel.of(owner, 1))));
            }

            await().until(() -> server.openConnections() == 2);
            answered(edge.exchange(post(server.url("/1")).withChannel(Channel.of("#1", 1))));
            assertThat(server.requests().getLast().connection()).isEqualTo(1);
        }
    }

    @Test
    void manyChannelsThatComeAndGoLoseNoExchange() throws Exception {
        try (var edge = EdgeFixture.edge(Ticker.system(), bounds(CHANNEL_KEPT, 2, 100))) {
            List<Future<HttpsResult>> results = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                results.addAll(send(edge, Channel.of("#" + i % 6, 4), "/", 1));
            }

            assertAnswered(results);
            assertThat(server.requests()).hasSize(120);
        }
    }

    @Test
    void busyConnectionsAreReplacedWhenTheirLifeIsOverAndNoExchangeIsLost() throws Exception {
        try (var edge = EdgeFixture.edge(Ticker.system(), briefLife())) {
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                answered(edge.exchange(post(server.url("/")).withChannel(Channel.of("#1", 1))));
                return server.connections() > 5;
            });
        }
    }

    @Test
    void anExchangeOutlivesTheLifeOfItsConnection() throws Exception {
        try (var edge = EdgeFixture.edge(Ticker.system(), briefLife())) {
            var slow = send(edge, Channel.of("#1", 2), "/hang", 1);
            await().until(() -> server.requests().size() == 1);
            await().until(() -> {
                answered(edge.exchange(post(server.url("/")).withChannel(Channel.of("#1", 2))));
                return server.connections() > 3;
            });

            released.countDown();

            assertAnswered(slow);
        }
    }

    @Test
    void http2ConnectionsAreReplacedTooWhenTheirLifeIsOver() throws Exception {
        var channel = Channel.of("#1", 8).withHttp2();
        try (var partner = Http2Partner.start(Http2Partner::answer);
                var edge = EdgeFixture.edge(Ticker.system(), briefLife())) {
            var url = HttpsUrl.parse("https://localhost:" + partner.port() + "/");
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                answered(edge.exchange(post(url).withChannel(channel)));
                return partner.connections() > 5;
            });
        }
    }

    private static EdgeBounds briefLife() {
        return new EdgeBounds(Duration.ofMillis(100), CHANNEL_KEPT, 10, 10, Duration.ofSeconds(5));
    }

    private List<Future<HttpsResult>> send(VertxEdge edge, Channel channel, String path, int count) {
        List<Future<HttpsResult>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(
                    threads.submit(() -> edge.exchange(post(server.url(path)).withChannel(channel))));
        }
        return results;
    }

    private void interrupted(VertxEdge edge, Channel channel) throws InterruptedException {
        int before = server.requests().size();
        var caller = Thread.ofVirtual().start(() -> {
            try {
                edge.exchange(post(server.url("/hang")).withChannel(channel));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> server.requests().size() > before);
        caller.interrupt();
        caller.join();
    }

    private static void assertAnswered(List<Future<HttpsResult>> results) throws Exception {
        for (var result : results) {
            assertThat(result.get()).isInstanceOf(Answered.class);
        }
    }

    private static EdgeBounds bounds(Duration kept, int channels, int waiting) {
        return new EdgeBounds(Duration.ofMinutes(5), kept, channels, waiting, Duration.ofSeconds(5));
    }
}
