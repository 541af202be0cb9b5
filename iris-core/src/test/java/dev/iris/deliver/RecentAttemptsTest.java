package dev.iris.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentAttemptsTest {
    private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");

    private final RecentAttempts attempts = new RecentAttempts();
    private int added;

    @Test
    void theNewestIsFirst() {
        add(new AttemptOutcome.TimedOut());
        add(new AttemptOutcome.Delivered());
        add(new AttemptOutcome.Failed(503, Duration.ZERO));

        assertThat(attempts.newestFirst())
                .extracting(Attempt::outcome)
                .containsExactly("failed-503", "delivered", "timeout");
        assertThat(attempts.newestFirst().get(1).findReason()).isEmpty();
    }

    @Test
    void whatFailedIsNotWashedAwayByWhatDidNot() {
        add(new AttemptOutcome.TimedOut());
        for (int i = 0; i < 1_000; i++) {
            add(new AttemptOutcome.Delivered());
        }

        assertThat(attempts.newestFirst()).hasSize(RecentAttempts.MOST + 1);
        assertThat(attempts.newestFirst().getLast().outcome()).isEqualTo("timeout");
        assertThat(attempts.newestFirst().getFirst().at()).isEqualTo(START.plusSeconds(1_000));
    }

    private void add(AttemptOutcome outcome) {
        attempts.add(Attempt.of(outcome, 1, START.plusSeconds(added++), Duration.ofMillis(7)));
    }
}
