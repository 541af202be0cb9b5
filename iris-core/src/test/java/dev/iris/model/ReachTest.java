package dev.iris.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
    private static final int DEVICES = 100_000;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 10, 64, 100})
    void aSampleIsOneInSoMany(int denominator) {
        var reach = new Reach(denominator, false);
        var random = new Random(20_261_126);
        long included = IntStream.range(0, DEVICES)
                .mapToObj(i -> new DeviceId(Long.toUnsignedString(random.nextLong()) + random.nextInt(1_000_000_000)))
                .filter(reach::includes)
                .count();
        double expected = (double) DEVICES / denominator;
        assertThat((double) included).isBetween(expected * 0.9, expected * 1.1);
    }

    /** Written down, so that no version chooses others. */
    @ParameterizedTest
    @CsvSource({"19393572368547369350319949416899715727, false", "7, true", "38, false"})
    void itIsAlwaysTheSameDevices(String device, boolean expected) {
        assertThat(new Reach(3, false).includes(new DeviceId(device))).isEqualTo(expected);
        assertThat(new Reach(3, true).includes(new DeviceId(device))).isEqualTo(expected);
    }

    @Test
    void oneInOneIsAll() {
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> new DeviceId(Integer.toString(i))))
                .allMatch(Reach.ALL::includes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001})
    void otherDenominatorsAreRefused(int denominator) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Reach(denominator, false));
    }
}
