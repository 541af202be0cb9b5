package dev.iris.deliver;

import dev.iris.observe.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver a message, as an operator sees it: nothing of what was sent, and no word of the partner.
 *
 * @param at when it ended
 * @param took from the request to the end of the answer
 * @param users entries of the message
 * @param outcome a word such as {@code delivered}, {@code refused-400} or {@code timeout}
 * @param reason why it was not delivered; null when it was
 */
public record Attempt(
        Instant at,
        Duration took,
        int users,
        String outcome,
        @Nullable Reason reason) {
    /** Why it was not delivered; empty when it was. */
    public Optional<Reason> findReason() {
        return Optional.ofNullable(reason);
    }

    static Attempt of(AttemptOutcome outcome, int users, Instant at, Duration took) {
        boolean isDelivered = outcome instanceof AttemptOutcome.Delivered;
        return new Attempt(at, took, users, outcome.word(), isDelivered ? null : outcome.reason());
    }
}
