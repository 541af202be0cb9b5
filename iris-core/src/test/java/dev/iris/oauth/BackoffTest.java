package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waitsForWhatMayPassAreAnyTimeUpToTheDoubledOne() {
        var random = new SplittableRandom(1);
        for (int failures = 0; failures < 10; failures++) {
            var most = Duration.ofSeconds(Math.min(60, 1L << failures));
            var waits = nth(failures, random).toList();
            assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(Duration.ZERO, most));
            assertThat(waits).anySatisfy(wait -> assertThat(wait).isLessThan(most.dividedBy(4)));
            assertThat(waits)
                    .anySatisfy(wait ->
                            assertThat(wait).isGreaterThan(most.dividedBy(4).multipliedBy(3)));
        }
    }

    @Test
    void waitsForWhatSomebodyMustChangeDoubleFromAMinuteToAnHour() {
        var backoff = Backoff.standing(new SplittableRandom(1));
        var minutes =
                IntStream.range(0, 8).mapToObj(_ -> backoff.next().toMinutes()).toList();

        assertThat(minutes).isEqualTo(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L));
    }

    @Test
    void aSuccessStartsThemAnew() {
        var backoff = Backoff.standing(new SplittableRandom(1));
        backoff.next();
        backoff.next();
        backoff.reset();

        assertThat(backoff.next()).isEqualTo(Duration.ofMinutes(1));
    }

    private static Stream<Duration> nth(int failures, SplittableRandom random) {
        return IntStream.range(0, 200).mapToObj(_ -> {
            var backoff = Backoff.passing(random);
            IntStream.range(0, failures).forEach(_ -> backoff.next());
            return backoff.next();
        });
    }
}
