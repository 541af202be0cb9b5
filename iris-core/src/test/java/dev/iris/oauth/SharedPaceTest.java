package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedPaceTest {
    private static final Reason AWAY = new Reason(ReasonCode.UNREACHABLE, "away");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SharedPace pace = new SharedPace(Grants.HIGHEST);
    private final TestClock clock = new TestClock();

    @Test
    void requestsThatWereUnderWayTogetherAndFailAreCountedOnce() {
        long departed = clock.nanos();
        clock.advance(SECOND);

        var first = fail(departed);
        for (int i = 0; i < 50; i++) {
            clock.advance(Duration.ofMillis(1));
            assertThat(fail(departed)).isEqualTo(first);
        }

        assertThat(left(first)).isEqualTo(Duration.ofMillis(950));
    }

    @Test
    void aTokenThatWasAskedForBeforeDoesNotEndTheWaitThatTheServerAsksFor() {
        pace.close(AWAY, Duration.ofMinutes(10), clock.nanos(), clock.nanos());
        clock.advance(SECOND);
        pace.succeeded(clock.nanos());

        assertThat(left(pace.findClosed(clock.nanos()))).isEqualTo(Duration.ofSeconds(599));
    }

    @Test
    void thoseThatDepartAfterTheGateOpenedAndFailAreCountedOnceMore() {
        fail(clock.nanos());
        clock.advance(SECOND);
        long departed = clock.nanos();
        clock.advance(SECOND);

        fail(departed);

        assertThat(left(fail(departed))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aRequestThatWasUnderWayWhenAnotherSucceededSaysNothingOfAll() {
        long departed = clock.nanos();
        clock.advance(SECOND);
        pace.succeeded(clock.nanos());
        clock.advance(SECOND);

        assertThat(fail(departed)).isEmpty();
        assertThat(pace.findClosed(clock.nanos())).isEmpty();
    }

    @Test
    void whatTheServerAskedForHoldsWheneverTheRequestDeparted() {
        long departed = clock.nanos();
        clock.advance(SECOND);
        fail(clock.nanos());

        var asked = pace.close(AWAY, Duration.ofSeconds(7), departed, clock.nanos());

        assertThat(left(asked)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aShorterWaitReplacesNoLongerOne() {
        pace.close(AWAY, Duration.ofSeconds(7), clock.nanos(), clock.nanos());
        clock.advance(SECOND);

        assertThat(left(pace.close(AWAY, SECOND, clock.nanos(), clock.nanos()))).isEqualTo(Duration.ofSeconds(6));
        assertThat(left(fail(clock.nanos()))).isEqualTo(Duration.ofSeconds(6));
        assertThat(left(pace.findClosed(clock.nanos()))).isEqualTo(Duration.ofSeconds(6));
    }

    private Optional<Gate> fail(long departed) {
        return pace.close(AWAY, null, departed, clock.nanos());
    }

    private Duration left(Optional<Gate> gate) {
        return gate.orElseThrow().left(clock.nanos());
    }
}
