package dev.iris.oauth;

import static dev.iris.oauth.Taken.awaitNoneUnderWay;
import static dev.iris.oauth.Taken.granted;
import static dev.iris.oauth.Taken.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.EdgeFault;
import dev.iris.http.HttpHeader;
import dev.iris.http.Outbound;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.TokenPolicy;
import dev.iris.oauth.TokenStatus.Phase;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a token that is held is replaced, and by what. */
class TokenRenewalTest {
    private final ScriptedEdge edge = new ScriptedEdge();
    private final TestClock clock = new TestClock();

    @Test
    void aLifeCountsFromTheMomentOfTheRequest() throws Exception {
        var answer = new CountDownLatch(1);
        edge.waitingFor(answer).thenGrant("one", 100).thenGrant("two", 100);
        var source = source(TokenPolicy.STANDARD);
        source.take(Duration.ZERO);
        clock.advance(Duration.ofSeconds(30));
        answer.countDown();
        granted(source);

        clock.advance(Duration.ofSeconds(70));
        assertThat(source.status().phase()).isEqualTo(Phase.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        // life, margin, earliest and latest age in seconds at which the next token is asked for
        "3600, 60, 3480, 3540",
        "100, 60, 40, 50",
        "5, 60, 2, 2.5",
        "3600, 3600, 1440, 1800",
        "3600, 0, 3600, 3600"
    })
    void theMarginIsNeverMoreThanHalfTheLifeAndTheJitterATenthOfIt(
            long life, long margin, double earliest, double latest) {
        for (int seed = 0; seed < 200; seed++) {
            var held = HeldToken.of(
                    new AccessToken(Secret.of("t")),
                    0,
                    Duration.ofSeconds(life),
                    Grants.margin(Duration.ofSeconds(margin)),
                    new SplittableRandom(seed));
            assertThat(held.dueAfterNanos() / 1e9).isBetween(earliest, latest);
        }
    }

    @Test
    void theJitterIsDrawnOnceATokenAndNotWithEveryLook() throws Exception {
        edge.thenGrant("one", 3600);
        var source = source(TokenPolicy.STANDARD);
        granted(source);
        clock.advance(Duration.ofSeconds(3479));

        for (int i = 0; i < 1_000; i++) {
            granted(source);
        }
        assertThat(edge.requests()).hasSize(1);
    }

    /** The latest of moments is drawn for the token; whatever is drawn after that would make it earlier. */
    @Test
    void aTokenKeepsTheJitterThatWasDrawnForIt() throws Exception {
        var draws = new AtomicInteger();
        RandomGenerator lowestAndThenHighest = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public long nextLong(long bound) {
                return draws.getAndIncrement() == 0 ? 0 : bound - 1;
            }
        };
        edge.thenGrant("one", 3600).thenGrant("two", 3600);
        var outbound = new Outbound(edge, "Iris", SecretFiles.NONE);
        var source = Grants.source(
                new TokenSources(outbound, clock, Grants.WALL, lowestAndThenHighest), Grants.of(TokenPolicy.STANDARD));
        granted(source);
        clock.advance(Duration.ofSeconds(3539));

        for (int i = 0; i < 1_000; i++) {
            granted(source);
        }
        awaitNoneUnderWay(source);
        assertThat(edge.requests()).hasSize(1);
    }

    @Test
    void tokensOfOneMomentAreNotAllRenewedAtOneMoment() {
        var random = new SplittableRandom(7);
        var ages = IntStream.range(0, 1_000)
                .mapToObj(_ -> HeldToken.of(
                        new AccessToken(Secret.of("t")), 0, Duration.ofHours(1), TokenPolicy.STANDARD, random))
                .map(held -> Duration.ofNanos(held.dueAfterNanos()).toSeconds())
                .distinct();

        assertThat(ages).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "503", "429", "reset", "html", "error", "refused"})
    void aTokenIsUsedToItsEndWhileTheNextCannotBeHad(String failure) throws Exception {
        edge.thenGrant("one", 100);
        var source = source(TokenPolicy.STANDARD);
        granted(source);
        clock.advance(Duration.ofSeconds(60));
        fail(failure);

        for (int i = 0; i < 39; i++) {
            assertThat(value(source)).isEqualTo("one");
            awaitNoneUnderWay(source);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(source.findFailure()).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(source.status().phase()).isNotEqualTo(Phase.HELD);
    }

    @Test
    void theFirstSuccessReplacesTheTokenThatWasKept() throws Exception {
        edge.thenGrant("one", 100);
        var source = source(TokenPolicy.STANDARD);
        granted(source);
        clock.advance(Duration.ofSeconds(60));
        edge.thenAnswer(503, "").thenGrant("two", 100);
        granted(source);
        awaitNoneUnderWay(source);
        clock.advance(Duration.ofSeconds(1));
        granted(source);
        awaitNoneUnderWay(source);

        assertThat(value(source)).isEqualTo("two");
        assertThat(edge.requests()).hasSize(3);
    }

    @Test
    void aTokenOfUnknownLifeIsNotRenewedAtAnyAgeUnlessSoWished() throws Exception {
        edge.thenGrant("one").thenGrant("two");
        var source = source(TokenPolicy.STANDARD);
        granted(source);

        for (int day = 0; day < 300; day++) {
            clock.advance(Duration.ofDays(1));
            assertThat(value(source)).isEqualTo("one");
            awaitNoneUnderWay(source);
        }
        assertThat(edge.requests()).hasSize(1);
    }

    @Test
    void aTokenOfUnknownLifeIsRenewedAtAnAgeIfSoWished() throws Exception {
        edge.thenGrant("one").thenGrant("two");
        var source = source(Grants.refetchAfter(Duration.ofHours(1)));
        granted(source);
        clock.advance(Duration.ofMinutes(53));
        assertThat(value(source)).isEqualTo("one");
        assertThat(edge.requests()).hasSize(1);

        clock.advance(Duration.ofMinutes(7));
        assertThat(value(source)).isEqualTo("one");
        awaitNoneUnderWay(source);
        assertThat(value(source)).isEqualTo("two");
    }

    @Test
    void aTokenOfUnknownLifeIsKeptThoughItsRenewalFailsForADay() throws Exception {
        edge.thenGrant("one");
        var source = source(Grants.refetchAfter(Duration.ofHours(1)));
        granted(source);
        for (int hour = 0; hour < 24; hour++) {
            edge.thenAnswer(500, "");
            clock.advance(Duration.ofHours(1));
            assertThat(value(source)).isEqualTo("one");
            awaitNoneUnderWay(source);
        }
        assertThat(source.status().phase()).isEqualTo(Phase.HELD);
        assertThat(source.findFailure()).isPresent();
    }

    @Test
    void aRejectedTokenIsRememberedWhileItsRenewalIsUnderWay() throws Exception {
        edge.thenGrant("one", 100);
        var source = source(TokenPolicy.STANDARD);
        var one = granted(source);
        var answer = new CountDownLatch(1);
        edge.waitingFor(answer).thenGrant("one", 100);
        clock.advance(Duration.ofSeconds(60));
        granted(source);

        source.reject(one);
        answer.countDown();

        assertThat(source.take(Taken.LONG)).isInstanceOf(TokenResult.Unavailable.class);
    }

    @Test
    void aDeadTokenServesOneAttemptAlone() throws Exception {
        edge.thenGrant("one", 5).thenGrant("two", 5);
        var answer = new CountDownLatch(1);
        edge.waitingFor(answer);
        var source = source(TokenPolicy.STANDARD);
        source.take(Duration.ZERO);
        clock.advance(Duration.ofSeconds(6));
        answer.countDown();

        assertThat(source.await(Taken.LONG)).isInstanceOf(TokenResult.Granted.class);
        assertThat(value(source)).isEqualTo("one");
        assertThat(Taken.unavailable(source).retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(edge.requests()).hasSize(1);
    }

    private void fail(String failure) {
        switch (failure) {
            case "reset" -> edge.thenFail(EdgeFault.UNREACHABLE);
            case "html" -> edge.thenAnswer(200, "<html>");
            case "error" -> edge.thenAnswer(200, "{\"error\":\"server_error\"}");
            case "refused" -> edge.thenAnswer(401, "{\"error\":\"invalid_client\"}");
            default -> edge.thenAnswer(Integer.parseInt(failure), "", new HttpHeader("Retry-After", "60"));
        }
        for (int i = 0; i < 40; i++) {
            edge.thenAnswer(500, "");
        }
    }

    private TokenSource source(TokenPolicy policy) {
        return Grants.source(edge, clock, Grants.of(policy));
    }
}
