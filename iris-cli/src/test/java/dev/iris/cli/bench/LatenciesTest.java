package dev.iris.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void percentilesAreExactToThreeDigits() {
        for (int millis = 1; millis <= 1_000; millis++) {
            latencies.add(millis * 1_000L);
        }

        assertThat(latencies.percentileMillis(50)).isCloseTo(500, within(0.5));
        assertThat(latencies.percentileMillis(99)).isCloseTo(990, within(1.0));
        assertThat(latencies.percentileMillis(99.9)).isCloseTo(999, within(1.0));
        assertThat(latencies.maxMillis()).isCloseTo(1_000, within(1.0));
        assertThat(latencies.count()).isEqualTo(1_000);
    }

    @Test
    void oneSlowAmongManyIsTheMaximumAndNotTheMedian() {
        for (int i = 0; i < 999; i++) {
            latencies.add(2_000);
        }
        latencies.add(5_000_000);

        assertThat(latencies.percentileMillis(50)).isCloseTo(2, within(0.01));
        assertThat(latencies.percentileMillis(99.9)).isCloseTo(2, within(0.01));
        assertThat(latencies.maxMillis()).isCloseTo(5_000, within(5.0));
    }

    @Test
    void lessThanNothingIsNothingAndMoreThanAnHourIsAnHour() {
        latencies.add(-5);
        latencies.add(Long.MAX_VALUE);

        assertThat(latencies.percentileMillis(50)).isZero();
        assertThat(latencies.maxMillis()).isCloseTo(3_600_000, within(3_600.0));
    }

    @Test
    void noneAtAllIsZero() {
        assertThat(latencies.percentileMillis(99)).isZero();
        assertThat(latencies.maxMillis()).isZero();
    }
}
