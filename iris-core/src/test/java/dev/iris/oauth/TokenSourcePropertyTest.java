package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.Body;
import dev.iris.http.EdgeFault;
import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsEdge;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult;
import dev.iris.http.Outbound;
import dev.iris.model.PartnerTls;
import dev.iris.model.SecretFiles;
import dev.iris.oauth.TokenResult.Granted;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, a source keeps what it promises. Each run prints the seed that repeats it. */
class TokenSourcePropertyTest {
    private static final int RUNS = 400;
    private static final int STEPS = 250;

    @ParameterizedTest
    @ValueSource(longs = {20_261_123, 7, 42, 1_000_003})
    void promisesHoldInEveryOrderOfEvents(long seed) throws Exception {
        for (long run = 0; run < RUNS; run++) {
            var world = new Run(seed * RUNS + run);
            for (int i = 0; i < STEPS; i++) {
                world.step();
            }
            world.end();
        }
    }

    /** One life of a source: events by chance, one after the other, and what must be true after each. */
    private static final class Run implements HttpsEdge {
        private final SplittableRandom random;
        private final String name;
        private final TestClock clock = new TestClock();
        private final Queue<Runnable> flights = new ArrayDeque<>();
        private final TokenSource source;
        private final List<AccessToken> seen = new ArrayList<>();
        private final Map<String, Grant> grants = new HashMap<>();
        private final Set<String> rejected = new HashSet<>();
        private final Set<String> known = new HashSet<>();
        private String waitedFor = "";
        private String held = "";
        private int number;
        private int newestSent;
        private long askedAt;
        private long notBefore;
        private boolean grantsNext;
        private boolean isOver;

        Run(long seed) {
            this.random = new SplittableRandom(seed);
            this.name = "seed " + seed;
            this.notBefore = clock.nanos();
            var outbound = new Outbound(this, "Iris", SecretFiles.NONE);
            source = new TokenSources(outbound, clock, Grants.WALL, random, this::depart)
                    .acquire(Grants.opaque("b3BhcXVl"), PartnerTls.NONE)
                    .source();
        }

        void step() throws InterruptedException {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> take();
                case 4, 5 -> reject();
                case 6 -> clock.advance(Duration.ofMillis(random.nextInt(2_000)));
                case 7 -> clock.advance(Duration.ofSeconds(random.nextInt(200)));
                case 8, 9 -> land();
                case 10 -> waitForLanding();
                default -> intervene();
            }
        }

        /** One who waits is answered when the request lands, whatever it comes to, or when the time is over though it never does. */
        private void waitForLanding() throws InterruptedException {
            if (flights.isEmpty() || source.status().phase() != TokenStatus.Phase.FETCHING) {
                return;
            }
            boolean lands = random.nextBoolean();
            var answer = new CompletableFuture<TokenResult>();
            var waiter = Thread.ofVirtual().start(() -> wait(lands ? Taken.LONG : Duration.ofNanos(1), answer));
            if (lands) {
                while (waiter.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
                land();
            }
            waiter.join();
            var result = answer.join();
            if (result instanceof Granted(var token)) {
                assertThat(lands).as("%s: granted without a landing", name).isTrue();
                check(token);
                seen.add(token);
            }
        }

        private void wait(Duration most, CompletableFuture<TokenResult> answer) {
            try {
                answer.complete(source.take(most));
            } catch (InterruptedException e) {
                answer.completeExceptionally(e);
            }
        }

        /** However it went, the source serves again once the server does. */
        void end() throws InterruptedException {
            while (!flights.isEmpty()) {
                land();
            }
            clock.advance(Duration.ofHours(2));
            isOver = true;
            source.take(Duration.ZERO);
            flights.forEach(flight -> fly(flight, true));
            assertThat(source.take(Duration.ZERO)).as(name).isInstanceOf(Granted.class);
        }

        private void depart(Runnable flight) {
            assertThat(flights)
                    .as("%s: requests under way before this one", name)
                    .isEmpty();
            assertThat(clock.nanos() - notBefore)
                    .as("%s: time since the server's wait", name)
                    .isNotNegative();
            askedAt = clock.nanos();
            flights.add(flight);
        }

        private void take() throws InterruptedException {
            if (source.take(Duration.ZERO) instanceof Granted(var token)) {
                check(token);
                seen.add(token);
                if (random.nextBoolean()) {
                    token.accept();
                }
            }
        }

        private void check(AccessToken token) {
            var value = token.value().reveal();
            var grant = Objects.requireNonNull(grants.get(value));
            assertThat(rejected).as("%s: rejected", name).doesNotContain(value);
            assertThat(grant.number()).as("%s: number of the grant", name).isGreaterThanOrEqualTo(newestSent);
            newestSent = grant.number();
            if (grant.isDeadOnArrival()) {
                assertThat(grant.uses().incrementAndGet()).as("%s: uses", name).isEqualTo(1);
                return;
            }
            assertThat(clock.nanos() - grant.askedAt()).as("%s: age", name).isLessThan(grant.life());
        }

        private void reject() {
            if (!seen.isEmpty()) {
                var token = seen.get(Math.max(0, seen.size() - 1 - random.nextInt(4)));
                var value = token.value().reveal();
                boolean isHeld = isHeld(value);
                source.reject(token);
                rejected.add(value);
                known.add(value);
                waitedFor = isHeld ? "" : waitedFor;
            }
        }

        private boolean isHeld(String value) {
            var grant = Objects.requireNonNull(grants.get(value));
            boolean isUsable = grant.isDeadOnArrival()
                    ? grant.uses().get() == 0
                    : source.status().age() != null;
            return isUsable && held.equals(value);
        }

        private void land() {
            var flight = flights.poll();
            if (flight != null) {
                fly(flight, random.nextInt(3) > 0);
            }
        }

        private void fly(Runnable flight, boolean isGranted) {
            grantsNext = isGranted;
            flight.run();
        }

        private void intervene() {
            switch (random.nextInt(4)) {
                case 0 -> source.renew();
                case 1 -> source.retryNow();
                default -> {
                    return;
                }
            }
            known.clear();
            waitedFor = "";
        }

        @Override
        public HttpsResult exchange(HttpsRequest request) {
            return grantsNext ? grant() : failure();
        }

        private HttpsResult grant() {
            boolean isSame = !isOver && number > 0 && random.nextInt(6) == 0;
            var value = "token" + (isSame ? number : ++number);
            long seconds = random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(300);
            long life =
                    seconds == 0 ? Long.MAX_VALUE : Duration.ofSeconds(seconds).toNanos();
            var grant = new Grant(number, askedAt, life, !isAlive(askedAt, life), new AtomicInteger());
            if (known.contains(value) && !waitedFor.equals(value)) {
                waitedFor = value;
            } else {
                rejected.remove(value);
                held = grant.isDeadOnArrival() && source.status().age() != null ? held : value;
                grants.merge(value, grant, this::better);
            }
            return answer(
                    200,
                    "{\"access_token\":\"" + value + "\"" + (seconds == 0 ? "}" : ",\"expires_in\":" + seconds + "}"));
        }

        private Grant better(Grant old, Grant newer) {
            return newer.isDeadOnArrival() && isAlive(old.askedAt(), old.life()) ? old : newer;
        }

        private boolean isAlive(long since, long life) {
            return clock.nanos() - since < life;
        }

        private HttpsResult failure() {
            return switch (random.nextInt(6)) {
                case 0 -> new HttpsResult.Failed(EdgeFault.UNREACHABLE, "scripted");
                case 1 -> answer(500, "");
                case 2 -> answer(401, "{\"error\":\"invalid_client\"}");
                case 3 -> answer(200, "<html>");
                case 4 -> throttled(1 + random.nextInt(100));
                default -> answer(200, "{\"error\":\"invalid_scope\"}");
            };
        }

        private HttpsResult throttled(int seconds) {
            notBefore = clock.nanos() + Duration.ofSeconds(seconds).toNanos();
            return answer(429, "", new HttpHeader("Retry-After", String.valueOf(seconds)));
        }

        private static HttpsResult answer(int status, String body, HttpHeader... headers) {
            return new HttpsResult.Answered(status, List.of(headers), Body.utf8(body));
        }

        @Override
        public void close() {}
    }

    /** What the server granted last under one value. */
    private record Grant(int number, long askedAt, long life, boolean isDeadOnArrival, AtomicInteger uses) {}
}
