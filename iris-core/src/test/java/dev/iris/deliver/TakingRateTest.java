package dev.iris.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TakingRateTest {
    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final TakingRate rate = new TakingRate(nanos::get);

    @Test
    void aPartnerThatTookNothingHasNoRate() {
        assertThat(rate.perSecond()).isEmpty();
        pass(100);
        assertThat(rate.perSecond()).isEmpty();
    }

    @Test
    void theRateIsThatOfTheLastHalfMinute() {
        take(60, 100);
        assertRate(100);
        take(15, 300);
        assertRate(200);
        take(15, 300);
        assertRate(300);
    }

    @Test
    void theRateOfAFastPartnerIsThatOfTheLastMoment() {
        take(5, 1_000);
        take(2, 20_000);
        assertRate(20_000);
    }

    @Test
    void aFastPartnerThatStoppedIsSlower() {
        take(10, 20_000);
        pass(5);
        assertThat(rate.perSecond().orElseThrow()).isBetween(1_500.0, 3_500.0);
    }

    @Test
    void whatWasNotTakenInAnOutageDoesNotCountAfterIt() {
        take(30, 1_000);
        pass(12);
        take(2, 1_000);
        assertRate(1_000);
    }

    @Test
    void aShortGapCounts() {
        take(10, 100);
        pass(5);
        take(5, 100);
        assertRate(75);
    }

    @Test
    void aPartnerThatStoppedIsSlowAndThenHasNoRate() {
        take(10, 100);
        pass(10);
        assertRate(50);
        pass(25);
        assertThat(rate.perSecond()).isEmpty();
    }

    @Test
    void aPartnerThatTakesOneEveryFewSecondsHasItsRate() {
        for (int i = 0; i < 20; i++) {
            rate.add(1);
            pass(5);
        }
        assertRate(0.2);
    }

    private void take(int seconds, int usersPerSecond) {
        for (int i = 0; i < seconds * 10; i++) {
            rate.add(usersPerSecond / 10);
            nanos.addAndGet(Duration.ofMillis(100).toNanos());
        }
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private void assertRate(double expected) {
        assertThat(rate.perSecond()).isPresent();
        assertThat(rate.perSecond().getAsDouble()).isCloseTo(expected, Offset.offset(expected * 0.05));
    }
}
