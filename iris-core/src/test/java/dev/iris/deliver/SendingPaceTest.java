package dev.iris.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendingPaceTest {
    private final AtomicLong nanos = new AtomicLong();
    private final SendingPace pace = new SendingPace(nanos::get);

    @Test
    void anOperatorEndsAPauseThatThePartnerAskedFor() {
        pace.pause(Duration.ofMinutes(60));
        assertThat(pace.ask(null)).isEqualTo(Duration.ofMinutes(60));

        pace.retryNow();

        assertThat(pace.ask(null)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"20, 0", "100, 0", "100, 1", "1000, 0", "1000, 1", "5000, 0"})
    void aPartnerThatThrottlesAboveARateIsServedNearItAndSeldomThrottles(int limit, int retryAfterSeconds) {
        var took = Duration.ofMinutes(10);
        int accepted = 0;
        int throttled = 0;
        Deque<Long> lastSecond = new ArrayDeque<>();
        while (nanos.get() < took.toNanos()) {
            var wait = pace.ask(null);
            if (wait.isPositive()) {
                nanos.addAndGet(wait.toNanos());
                continue;
            }
            nanos.addAndGet(Duration.ofNanos(100_000).toNanos());
            while (!lastSecond.isEmpty() && nanos.get() - lastSecond.peekFirst() >= 1_000_000_000L) {
                lastSecond.removeFirst();
            }
            if (lastSecond.size() < limit) {
                lastSecond.addLast(nanos.get());
                pace.succeeded(32, 32, true);
                accepted++;
            } else {
                pace.throttled(nanos.get(), Duration.ofSeconds(retryAfterSeconds));
                throttled++;
            }
        }

        assertThat(accepted / (double) took.toSeconds()).isGreaterThan(0.8 * limit);
        assertThat(throttled / (double) (accepted + throttled)).isLessThan(0.01);
    }

    @Test
    void aCeilingIsKept() {
        int sent = 0;
        while (nanos.get() < Duration.ofSeconds(10).toNanos()) {
            var wait = pace.ask(50);
            nanos.addAndGet(wait.toNanos());
            sent += wait.isZero() ? 1 : 0;
        }
        assertThat(sent).isBetween(495, 505);
    }

    @Test
    void aPartnerThatNeverThrottlesIsNeverWaitedFor() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(pace.ask(null)).isZero();
        }
    }

    @Test
    void anAskedPauseIsKept() {
        pace.throttled(nanos.get(), Duration.ofSeconds(7));

        assertThat(pace.ask(null)).isEqualTo(Duration.ofSeconds(7));
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(pace.ask(null)).isZero();
    }

    @Test
    void itBeginsWithAFewAndAllowsMoreAsLongAsHalfAreUsed() {
        assertThat(pace.mostInFlight(32)).isEqualTo(4);
        pace.succeeded(32, 1, true);
        assertThat(pace.mostInFlight(32)).isEqualTo(4);
        for (int i = 0; i < 100; i++) {
            pace.succeeded(32, 2, true);
        }
        assertThat(pace.mostInFlight(32)).isEqualTo(5);
        for (int i = 5; i < 32; i++) {
            pace.succeeded(32, i, true);
        }
        assertThat(pace.mostInFlight(32)).isEqualTo(32);
    }

    @Test
    void messagesThatAreNotFullAllowTheFirstFewAlone() {
        for (int i = 0; i < 100; i++) {
            pace.succeeded(32, 4, false);
        }
        assertThat(pace.mostInFlight(32)).isEqualTo(4);

        pace.restart();
        for (int i = 0; i < 100; i++) {
            pace.succeeded(32, 4, false);
        }
        assertThat(pace.mostInFlight(32)).isEqualTo(4);
    }

    @Test
    void aPartnerThatTakesNothingForASecondIsNotTakenForASlowOne() {
        for (int i = 0; i < 100; i++) {
            pace.succeeded(32, 32, true);
        }
        pace.throttled(nanos.get(), Duration.ZERO);
        nanos.addAndGet(Duration.ofMillis(1_500).toNanos());
        pace.throttled(nanos.get(), Duration.ZERO);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(sentWithin(Duration.ofSeconds(1))).isBetween(38, 48);
    }

    @Test
    void aPartnerThatNeverTookAnythingIsPausedForAndNotTakenForASlowOne() {
        pace.throttled(nanos.get(), Duration.ZERO);
        assertThat(pace.ask(null)).isPositive();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        for (int i = 0; i < 100; i++) {
            assertThat(pace.ask(null)).isZero();
        }
    }

    private int sentWithin(Duration time) {
        long end = nanos.get() + time.toNanos();
        int sent = 0;
        while (nanos.get() < end) {
            var wait = pace.ask(null);
            nanos.addAndGet(wait.toNanos());
            sent += wait.isZero() ? 1 : 0;
        }
        return sent;
    }

    @Test
    void failuresOfMessagesInFlightTogetherHalveTheirNumberOnce() {
        useAll();
        long sentAt = nanos.getAndAdd(1_000);
        for (int i = 0; i < 32; i++) {
            pace.failed(sentAt, 32);
            nanos.incrementAndGet();
        }
        assertThat(pace.mostInFlight(32)).isEqualTo(16);

        for (int round = 0; round < 10; round++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            pace.failed(nanos.get(), 32);
        }
        assertThat(pace.mostInFlight(32)).isEqualTo(1);
    }

    @Test
    void successesBringTheNumberBackByAndBy() {
        useAll();
        pace.failed(nanos.get(), 32);
        assertThat(pace.mostInFlight(32)).isEqualTo(16);
        for (int i = 0; i < 16; i++) {
            pace.succeeded(32, 32, true);
        }
        assertThat(pace.mostInFlight(32)).isEqualTo(16);
        for (int i = 0; i < 1_000; i++) {
            pace.succeeded(32, 32, true);
        }
        assertThat(pace.mostInFlight(32)).isEqualTo(32);
    }

    @Test
    void afterAnOutageItBeginsWithOneAndDoubles() {
        pace.restart();
        assertThat(pace.mostInFlight(32)).isEqualTo(1);
        for (int most = 2; most <= 32; most++) {
            pace.succeeded(32, 32, true);
            assertThat(pace.mostInFlight(32)).isEqualTo(most);
        }
    }

    private void useAll() {
        for (int i = 0; i < 32; i++) {
            pace.succeeded(32, 32, true);
        }
    }
}
