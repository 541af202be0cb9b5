package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.Body;
import dev.iris.http.HttpsEdge;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult;
import dev.iris.http.Outbound;
import dev.iris.model.PartnerTls;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.Ticker;
import dev.iris.oauth.TokenResult.Granted;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Real threads, many of them, at one source. */
class TokenSourceCrowdTest {
    private static final int CROWD = 10_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ScriptedEdge edge = new ScriptedEdge();

    @Test
    void tenThousandThreadsOnAColdCacheMakeOneRequest() throws Exception {
        var answer = new CountDownLatch(1);
        edge.waitingFor(answer).thenGrant("one");
        var source = source(edge, new TestClock());
        var waiting = new CountDownLatch(CROWD);

        var results = atOnce(CROWD, () -> {
            waiting.countDown();
            if (waiting.getCount() == 0) {
                answer.countDown();
            }
            return source.take(LONG);
        });

        assertThat(results).hasSize(CROWD).containsOnly(results.getFirst());
        assertThat(results.getFirst()).isInstanceOf(Granted.class);
        assertThat(edge.requests()).hasSize(1);
    }

    @Test
    void tenThousandRejectionsOfOneTokenMakeOneRenewal() throws Exception {
        edge.thenGrant("one").thenGrant("two");
        var source = source(edge, new TestClock());
        var one = ((Granted) source.take(LONG)).token();
        var sent = new CountDownLatch(CROWD);

        var results = atOnce(CROWD, () -> {
            sent.countDown();
            sent.await();
            source.reject(one);
            return source.take(LONG);
        });

        assertThat(results)
                .allSatisfy(
                        result -> assertThat(((Granted) result).token().value()).isEqualTo(Secret.of("two")));
        assertThat(edge.requests()).hasSize(2);
        assertThat(source.status().figures().renewals()).isEqualTo(1);
        assertThat(source.status().figures().lateRejections()).isEqualTo(CROWD - 1);
    }

    @Test
    void aRequestThatHangsKeepsNobodyFromTheTokenThatIsHeld() throws Exception {
        var clock = new TestClock();
        edge.thenGrant("one", 100);
        var source = source(edge, clock);
        var one = source.take(LONG);
        var never = new CountDownLatch(1);
        edge.waitingFor(never).thenGrant("two", 100);
        clock.advance(Duration.ofSeconds(90));

        var results = atOnce(100, () -> source.take(LONG));

        assertThat(results).containsOnly(one);
        never.countDown();
    }

    @Test
    void callersWhoseTimeIsOverAreAnsweredWhileTheRequestHangs() throws Exception {
        var never = new CountDownLatch(1);
        edge.waitingFor(never).thenGrant("one");
        var source = source(edge, new TestClock());

        var results = atOnce(
                100,
                () -> source.take(Duration.ofMillis(ThreadLocalRandom.current().nextInt(20))));

        assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOf(TokenResult.Unavailable.class));
        assertThat(edge.requests()).hasSizeLessThanOrEqualTo(1);
        never.countDown();
    }

    @Test
    void promisesHoldForManyThreadsAtOnce() throws Exception {
        var server = new BusyServer();
        var source = source(server, Ticker.system());
        Set<AccessToken> rejected = ConcurrentHashMap.newKeySet();

        atOnce(64, () -> {
            int newest = 0;
            for (int i = 0; i < 200; i++) {
                var knownBefore = Set.copyOf(rejected);
                if (source.take(LONG) instanceof Granted(var token)) {
                    int number = Integer.parseInt(token.value().reveal());
                    assertThat(number).isGreaterThanOrEqualTo(newest);
                    assertThat(knownBefore).doesNotContain(token);
                    newest = number;
                    token.accept();
                    if (ThreadLocalRandom.current().nextInt(50) == 0) {
                        source.reject(token);
                        rejected.add(token);
                    }
                }
                if (ThreadLocalRandom.current().nextInt(50) == 0) {
                    source.retryNow();
                }
            }
            return newest;
        });

        assertThat(server.most.get()).isEqualTo(1);
        assertThat(server.number.get()).isGreaterThan(1);
    }

    /** Grants numbered tokens of short lives, and fails now and then. */
    private static final class BusyServer implements HttpsEdge {
        private final AtomicInteger number = new AtomicInteger();
        private final AtomicInteger current = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public HttpsResult exchange(HttpsRequest request) {
            most.accumulateAndGet(current.incrementAndGet(), Math::max);
            try {
                int mine = number.incrementAndGet();
                boolean fails = mine % 5 == 0;
                var body = "{\"access_token\":\"" + mine + "\",\"expires_in\":1}";
                return new HttpsResult.Answered(fails ? 500 : 200, List.of(), Body.utf8(body));
            } finally {
                current.decrementAndGet();
            }
        }

        @Override
        public void close() {}
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

    private static TokenSource source(HttpsEdge edge, Ticker ticker) {
        var outbound = new Outbound(edge, "Iris", SecretFiles.NONE);
        return new TokenSources(outbound, ticker, InstantSource.system(), RandomGenerator.getDefault())
                .acquire(Grants.opaque("b3BhcXVl"), PartnerTls.NONE)
                .source();
    }
}
