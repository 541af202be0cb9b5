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
 * @param usersPerSecond that the partner acknowledged lately; null when there were none
 * @param reason why the last token request or the last attempt failed; null when both succeeded or there was none
 */
public record CourierStatus(
        CircuitPosition circuit,
        boolean parked,
        long delivered,
        long failed,
        long messages,
        @Nullable Double usersPerSecond,
        @Nullable Reason reason,
        TokenStatus token) {
    /** How many users a second the partner acknowledged lately, if any. */
    public Optional<Double> findUsersPerSecond() {
        return Optional.ofNullable(usersPerSecond);
    }

    /** Why the destination is not being served now. */
    public Optional<Reason> findReason() {
        return Optional.ofNullable(reason);
    }
}
