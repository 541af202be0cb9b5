package dev.iris.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MedianTest {
    @Test
    void itIsTheMiddleOne() {
        assertThat(Median.of(DoubleStream.of(9, 1, 2))).isEqualTo(2);
    }

    @Test
    void itIsTheMeanOfTheMiddleTwo() {
        assertThat(Median.of(DoubleStream.of(9, 1, 2, 3))).isEqualTo(2.5);
    }

    @Test
    void nothingHasNone() {
        assertThatThrownBy(() -> Median.of(DoubleStream.empty())).isInstanceOf(IllegalArgumentException.class);
    }
}
