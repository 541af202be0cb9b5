package dev.iris.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    private static final Duration WEEK = Duration.ofDays(7);

    @ParameterizedTest
    @CsvSource({"20ms,20", "3s,3000", "1m,60000", "72h,259200000", "7d,604800000", "0ms,0", "0s,0"})
    void aDurationIsReadByItsUnit(String text, long millis) {
        assertThat(Durations.parse(text, Duration.ZERO, WEEK)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"0,0ms", "20,20ms", "3000,3s", "60000,1m", "90000,90s", "259200000,72h"})
    void aDurationIsWrittenInTheLargestUnitThatLeavesAWholeNumber(long millis, String text) {
        assertThat(Durations.write(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3 s", "-3s", "1.5s", "3S", "1w", "PT3S", "9999999999s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text, Duration.ZERO, WEEK))
                .withMessage("is no duration (expected: such as 20ms, 3s, 1m or 72h)");
    }

    @Test
    void aDurationOutOfBoundsIsRefusedWithTheBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse("8d", Duration.ofSeconds(1), WEEK))
                .withMessage("8d (expected: 1s to 168h)");
    }
}
