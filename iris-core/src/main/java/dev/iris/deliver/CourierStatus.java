package dev.iris.deliver;

import dev.iris.oauth.TokenStatus;
import dev.iris.observe.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a destination is being served, since the start of the server.
 *
 * @param circuit whether messages flow
 * @param parked whether it gets nothing until somebody changes what {@code reason} says
 * @param delivered users that the partner acknowledged
 * @param failed users in messages that failed for good that time and went back to the outbox
 * @param messages messages that the partner acknowledged
 * @param reason why the last token request or the last attempt failed; null when both succeeded or there was none
 */
public record CourierStatus(
        CircuitPosition circuit,
        boolean parked,
        long delivered,
        long failed,
        long messages,
        @Nullable Reason reason,
        TokenStatus token) {
    /** Why the destination is not being served now. */
    public Optional<Reason> findReason() {
        return Optional.ofNullable(reason);
    }
}
