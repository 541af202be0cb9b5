package dev.iris.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.chaos.DeviceHistory.Verdict;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The account would notice. */
class DeviceHistoryTest {
    private static final Target TARGET = new Target("423", "u", Map.of("A", "A", "B", "b"), false);
    private static final Target SECOND = new Target("423", "v", Map.of("A", "A"), true);

    private final DeviceHistory history = new DeviceHistory();

    @BeforeEach
    void tellThreeTruths() {
        accepted(new Truth(0, Set.of("A"), true));
        accepted(new Truth(1, Set.of("A", "B", "C"), false));
        history.tell(new Truth(2, Set.of("B"), true));
    }

    @Test
    void theLastAcceptedEventIsRight() {
        assertThat(history.judge(Set.of("A", "b"), TARGET)).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void aLaterUnansweredEventIsRightToo() {
        assertThat(history.judge(Set.of("b"), TARGET)).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void anOlderEventMeansThatSomethingWasLost() {
        assertThat(history.judge(Set.of("A"), TARGET)).isEqualTo(Verdict.LOST);
        assertThat(history.judge(Set.of(), TARGET)).isEqualTo(Verdict.LOST);
    }

    @Test
    void whatNoEventSaidWasInvented() {
        assertThat(history.judge(Set.of("A", "x"), TARGET)).isEqualTo(Verdict.INVENTED);
    }

    @Test
    void anIdThatIsGoneHoldsNothing() {
        assertThat(history.judge(Set.of(), SECOND)).isEqualTo(Verdict.RIGHT);
        assertThat(history.judge(Set.of("A"), SECOND)).isEqualTo(Verdict.LOST);
    }

    private void accepted(Truth truth) {
        history.tell(truth);
        history.accepted(truth);
    }
}
