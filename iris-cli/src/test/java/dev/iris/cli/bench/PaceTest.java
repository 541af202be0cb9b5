package dev.iris.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void upToAThousandEventsASecondTravelAlone() {
        assertThat(Pace.of(500)).isEqualTo(new Pace(1, Duration.ofMillis(2)));
        assertThat(Pace.of(1_000)).isEqualTo(new Pace(1, Duration.ofMillis(1)));
    }

    @Test
    void moreShareRequests() {
        assertThat(Pace.of(2_000)).isEqualTo(new Pace(2, Duration.ofMillis(1)));
    }
}
