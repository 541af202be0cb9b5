package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.EdgeFault;
import dev.iris.http.HttpHeader;
import dev.iris.oauth.TokenResult.Granted;
import dev.iris.oauth.TokenResult.Unavailable;
import dev.iris.oauth.TokenStatus.Phase;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSourceTest {

    private final ScriptedEdge edge = new ScriptedEdge();
    private final TestClock clock = new TestClock();
    private final TokenSource source = Grants.source(edge, clock, Grants.opaque("b3BhcXVl"));

    @Test
    void aTokenOfUnknownLifeIsKeptUntilItIsRejected() throws Exception {
        edge.thenGrant("one").thenGrant("two");
        var one = Taken.granted(source);
        clock.advance(Duration.ofDays(300));

        assertThat(Taken.granted(source)).isSameAs(one);
        assertThat(one.authorization()).isEqualTo(new HttpHeader("Authorization", "Bearer one"));

        source.reject(one);
        assertThat(Taken.granted(source).authorization().value()).isEqualTo("Bearer two");
        assertThat(edge.requests()).hasSize(2);
    }

    @Test
    void manyWhoWaitShareOneRequest() throws Exception {
        var answer = new CountDownLatch(1);
        edge.waitingFor(answer).thenGrant("one");

        var results = takeAtOnce(20, answer);

        assertThat(results).hasSize(20).containsOnly(results.getFirst());
        assertThat(edge.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 401})
    void manyWhoWaitShareOneFailure(int status) throws Exception {
        var answer = new CountDownLatch(1);
        edge.waitingFor(answer).thenAnswer(status, "");

        var results = takeAtOnce(20, answer);

        assertThat(results).hasSize(20).containsOnly(results.getFirst());
        assertThat(results.getFirst()).isNotInstanceOf(Granted.class);
        assertThat(edge.requests()).hasSize(1);
    }

    @Test
    void aWaiterThatLeavesDoesNotCancelTheRequest() throws Exception {
        var answer = new CountDownLatch(1);
        edge.waitingFor(answer).thenGrant("one");

        assertThat(source.take(Duration.ofMillis(1))).isInstanceOfSatisfying(Unavailable.class, left -> {
            assertThat(left.reason().code()).isEqualTo(ReasonCode.TIMEOUT);
            assertThat(left.retryAfter()).isZero();
        });
        answer.countDown();

        assertThat(Taken.granted(source).authorization().value()).isEqualTo("Bearer one");
        assertThat(edge.requests()).hasSize(1);
    }

    @Test
    void anInterruptedWaiterDoesNotCancelTheRequest() throws Exception {
        var answer = new CountDownLatch(1);
        edge.waitingFor(answer).thenGrant("one");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> source.take(Taken.LONG));
            waiting.cancel(true);
        }
        answer.countDown();

        assertThat(Taken.granted(source).authorization().value()).isEqualTo("Bearer one");
        assertThat(edge.requests()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void oneRejectedTokenIsRenewedOnceHoweverManyRejectIt() throws Exception {
        edge.thenGrant("one").thenGrant("two");
        var one = Taken.granted(source);

        for (int i = 0; i < 20; i++) {
            source.reject(one);
            assertThat(Taken.granted(source).authorization().value()).isEqualTo("Bearer two");
        }
        assertThat(edge.requests()).hasSize(2);
    }

    @Test
    void anExpiredTokenIsNeverGiven() throws Exception {
        edge.thenGrant("one", 3600).thenFail(EdgeFault.UNREACHABLE).thenGrant("two", 3600);
        Taken.granted(source);
        clock.advance(Duration.ofHours(1));

        assertThat(source.status().phase()).isEqualTo(Phase.NONE);
        assertThat(Taken.unavailable(source).reason().code()).isEqualTo(ReasonCode.UNREACHABLE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(Taken.granted(source).authorization().value()).isEqualTo("Bearer two");
    }

    @Test
    void aTokenIsUsedUntilShortlyBeforeItsEnd() throws Exception {
        edge.thenGrant("one", 3600);
        var one = Taken.granted(source);
        clock.advance(Duration.ofSeconds(3600 - 121));

        assertThat(Taken.granted(source)).isSameAs(one);
        assertThat(edge.requests()).hasSize(1);
    }

    @Test
    void aTokenNearItsEndIsGivenWhileOneRequestBringsTheNext() throws Exception {
        edge.thenGrant("one", 3600);
        var one = Taken.granted(source);
        var answer = new CountDownLatch(1);
        edge.waitingFor(answer).thenGrant("two", 3600);
        clock.advance(Duration.ofSeconds(3600 - 30));

        for (int i = 0; i < 10; i++) {
            assertThat(Taken.granted(source)).isSameAs(one);
        }
        answer.countDown();
        clock.advance(Duration.ofSeconds(30));

        assertThat(Taken.granted(source).authorization().value()).isEqualTo("Bearer two");
        assertThat(edge.requests()).hasSize(2);
    }

    @Test
    void aTokenThatExpiredOnItsWayServesOnlyThoseWhoWaited() throws Exception {
        var answer = new CountDownLatch(1);
        edge.waitingFor(answer).thenGrant("one", 5).thenGrant("two", 5);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> source.take(Taken.LONG));
            while (edge.requests().isEmpty()) {
                Thread.onSpinWait();
            }
            clock.advance(Duration.ofSeconds(6));
            answer.countDown();
            assertThat(first.get()).isInstanceOf(Granted.class);
        }
        assertThat(Taken.unavailable(source).retryAfter()).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(Taken.granted(source).authorization().value()).isEqualTo("Bearer two");
    }

    @Test
    void failuresAreFollowedByWaitsThatDoubleUpToAMinute() throws Exception {
        for (var seconds : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            edge.thenAnswer(500, "");
            assertThat(Taken.unavailable(source).retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
            clock.advance(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(Taken.unavailable(source).retryAfter()).isEqualTo(Duration.ofNanos(1));
            clock.advance(Duration.ofNanos(1));
        }
        edge.thenGrant("one");
        source.reject(Taken.granted(source));
        edge.thenAnswer(500, "");
        assertThat(Taken.unavailable(source).retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRefusedCredentialIsTriedAgainAfterGrowingTimesUpToAnHour() throws Exception {
        for (var minutes : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            edge.thenAnswer(401, "{\"error\":\"invalid_client\"}");
            var refused = Taken.refused(source);
            assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(minutes));
            assertThat(refused.reason().code()).isEqualTo(ReasonCode.CREDENTIAL_REFUSED);
            assertThat(refused.reason().detail()).isEqualTo("status 401, error invalid_client");
            clock.advance(Duration.ofMinutes(minutes));
        }
        assertThat(source.status().phase()).isEqualTo(Phase.FAILED);
        assertThat(source.status().figures().count(FetchResult.CREDENTIAL_REFUSED))
                .isEqualTo(8);
    }

    @Test
    void aTokenThatIsGrantedEndsTheGrowthOfTheTimesAfterRefusals() throws Exception {
        edge.thenAnswer(401, "").thenAnswer(401, "").thenGrant("one").thenAnswer(401, "");
        clock.advance(Taken.refused(source).retryAfter());
        clock.advance(Taken.refused(source).retryAfter());
        source.reject(Taken.granted(source));

        assertThat(Taken.refused(source).retryAfter()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void retryNowEndsTheWaitAndStartsItAnew() throws Exception {
        edge.thenAnswer(401, "").thenAnswer(401, "").thenGrant("one");
        Taken.refused(source);
        assertThat(edge.requests()).hasSize(1);

        source.retryNow();
        assertThat(Taken.refused(source).retryAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(edge.requests()).hasSize(2);

        source.retryNow();
        Taken.granted(source);
    }

    @Test
    void theServersOwnWaitIsKept() throws Exception {
        edge.thenAnswer(429, "", new HttpHeader("Retry-After", "7")).thenGrant("one");

        var throttled = Taken.unavailable(source);
        clock.advance(Duration.ofMillis(6_999));
        Taken.unavailable(source);
        assertThat(edge.requests()).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        Taken.granted(source);

        assertThat(throttled.reason().code()).isEqualTo(ReasonCode.THROTTLED);
        assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void freshTokensThatAreAllRejectedAreRenewedAtGrowingDistances() throws Exception {
        takeAndRejectFor(Duration.ofSeconds(100), false);

        // The first, its renewal, and others 1, 3, 7, 15, 31 and 63 seconds after that one.
        assertThat(edge.requests()).hasSize(8);
    }

    @Test
    void theDistanceOfARenewalIsCountedFromTheOneBeforeIt() throws Exception {
        edge.thenGrant("one").thenGrant("two").thenGrant("three");
        source.reject(Taken.granted(source));
        var two = Taken.granted(source);
        clock.advance(Duration.ofMillis(600));

        source.reject(two);

        assertThat(Taken.unavailable(source).retryAfter()).isEqualTo(Duration.ofMillis(400));
        clock.advance(Duration.ofMillis(400));
        assertThat(Taken.value(source)).isEqualTo("three");
    }

    @Test
    void tokensThatWereAcceptedAndAreRejectedThenAreRenewedOnceASecond() throws Exception {
        takeAndRejectFor(Duration.ofSeconds(10), true);

        assertThat(edge.requests()).hasSizeBetween(10, 12);
    }

    private void takeAndRejectFor(Duration time, boolean acceptedBefore) throws InterruptedException {
        var step = Duration.ofMillis(100);
        for (long i = 0; i < time.dividedBy(step); i++) {
            edge.thenGrant("token" + i);
        }
        for (long i = 0; i < time.dividedBy(step); i++) {
            if (source.take(Taken.LONG) instanceof Granted(var token)) {
                if (acceptedBefore) {
                    token.accept();
                }
                source.reject(token);
            }
            clock.advance(step);
        }
    }

    @Test
    void theSameTokenAgainIsNoRenewal() throws Exception {
        edge.thenGrant("one").thenGrant("one").thenGrant("one");
        source.reject(Taken.granted(source));

        var same = Taken.unavailable(source);
        assertThat(same.reason().code()).isEqualTo(ReasonCode.TOKEN_UNUSABLE);
        assertThat(same.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(edge.requests()).hasSize(2);

        clock.advance(Duration.ofSeconds(1));
        Taken.granted(source);
    }

    @Test
    void theSameTokenRejectedAgainWaitsLonger() throws Exception {
        for (int i = 0; i < 5; i++) {
            edge.thenGrant("one");
        }
        source.reject(Taken.granted(source));
        clock.advance(Taken.unavailable(source).retryAfter());
        source.reject(Taken.granted(source));

        assertThat(Taken.unavailable(source).retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void renewDropsTheHeldToken() throws Exception {
        edge.thenGrant("one").thenGrant("one");
        var first = Taken.granted(source);

        source.renew();

        assertThat(Taken.granted(source)).isNotSameAs(first);
    }

    @Test
    void statusTellsAgeAndRequests() throws Exception {
        assertThat(source.status())
                .isEqualTo(TokenStatus.of(new TokenState.None(), null, new TokenTally().figures(), 0));
        edge.thenGrant("one");
        Taken.granted(source);
        clock.advance(Duration.ofSeconds(90));

        assertThat(source.status().phase()).isEqualTo(Phase.HELD);
        assertThat(source.status().findAge()).contains(Duration.ofSeconds(90));
        assertThat(source.status().findLife()).isEmpty();
        assertThat(source.status().figures().fetches()).isEqualTo(1);
        assertThat(source.findFailure()).isEmpty();
    }

    @Test
    void figuresCountRequestsResultsTimeAndRenewals() throws Exception {
        edge.taking(() -> clock.advance(Duration.ofMillis(250)))
                .thenGrant("one")
                .thenAnswer(500, "")
                .thenGrant("two");
        var one = Taken.granted(source);
        source.reject(one);
        Taken.unavailable(source);

        assertThat(source.status().phase()).isEqualTo(Phase.FAILED);
        assertThat(source.status().findNextFetch())
                .hasValueSatisfying(next -> assertThat(next).isBetween(Duration.ZERO, Duration.ofSeconds(1)));

        clock.advance(Duration.ofMinutes(1));
        Taken.granted(source);
        source.reject(one);

        var figures = source.status().figures();
        assertThat(figures.fetches()).isEqualTo(3);
        assertThat(figures.count(FetchResult.GRANTED)).isEqualTo(2);
        assertThat(figures.count(FetchResult.UNAVAILABLE)).isEqualTo(1);
        assertThat(figures.took()).isEqualTo(Duration.ofMillis(750));
        assertThat(figures.renewals()).isEqualTo(1);
        assertThat(figures.lateRejections()).isEqualTo(1);
    }

    @Test
    void aFailureInsideIrisIsAFailureAndNoHang() throws Exception {
        assertThat(Taken.unavailable(source).reason().code()).isEqualTo(ReasonCode.UNREACHABLE);
    }

    @Test
    void noTextShowsTheToken() throws Exception {
        edge.thenGrant("secret-token-value");

        assertThat(source.take(Taken.LONG).toString()).doesNotContain("secret-token-value");
    }

    private List<TokenResult> takeAtOnce(int count, CountDownLatch answer) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var started = new CountDownLatch(count);
            List<Future<TokenResult>> waiting = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                waiting.add(threads.submit(() -> {
                    started.countDown();
                    return source.take(Taken.LONG);
                }));
            }
            started.await();
            answer.countDown();
            List<TokenResult> results = new ArrayList<>();
            for (var result : waiting) {
                results.add(result.get());
            }
            return results;
        }
    }
}
