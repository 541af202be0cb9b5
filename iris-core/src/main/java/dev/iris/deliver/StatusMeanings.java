package dev.iris.deliver;

import dev.iris.model.Authentication;
import dev.iris.model.DeliverySettings;
import dev.iris.model.Destination;
import dev.iris.model.StatusMeaning;
import java.time.Duration;
import java.util.Set;

/** What the statuses of one destination's answers mean. Immutable. */
final class StatusMeanings {
    private static final int UNAUTHORISED = 401;
    private static final int THROTTLED = 429;
    private static final Set<Integer> PASSING = Set.of(408, 425);
    private static final Set<Integer> OF_ENTRIES = Set.of(400, 409, 413, 422);
    private static final String INSUFFICIENT_SCOPE = "insufficient_scope";

    private final DeliverySettings settings;
    private final Authentication authentication;

    StatusMeanings(Destination destination) {
        this.settings = destination.delivery();
        this.authentication = destination.authentication();
    }

    /**
     * What became of a message that was answered.
     *
     * @param error of a Bearer challenge; empty when there was none
     * @param pause that the partner asked for; zero when it did not
     */
    AttemptOutcome outcome(int status, String error, Duration pause) {
        var told = settings.onStatus().get(status);
        if (told != null) {
            return outcome(told, status, error, pause);
        }
        if (settings.successStatus().contains(status)) {
            return new AttemptOutcome.Delivered();
        }
        if (renews(status, error)) {
            return new AttemptOutcome.Unauthorised(status);
        }
        if (status == UNAUTHORISED && !(authentication instanceof Authentication.OAuth2)) {
            return authentication instanceof Authentication.None
                    ? new AttemptOutcome.Refused(status, error, AttemptOutcome.Blame.DESTINATION)
                    : new AttemptOutcome.CredentialRefused(status);
        }
        if (status == THROTTLED) {
            return new AttemptOutcome.Throttled(pause);
        }
        if (status >= 500 || PASSING.contains(status)) {
            return new AttemptOutcome.Failed(status, pause);
        }
        var blame = OF_ENTRIES.contains(status) ? AttemptOutcome.Blame.ENTRY : AttemptOutcome.Blame.DOUBTFUL;
        return new AttemptOutcome.Refused(status, error, blame);
    }

    private static AttemptOutcome outcome(StatusMeaning told, int status, String error, Duration pause) {
        return switch (told) {
            case DELIVERED -> new AttemptOutcome.Delivered();
            case RETRY -> new AttemptOutcome.Failed(status, pause);
            case BISECT -> new AttemptOutcome.Refused(status, error, AttemptOutcome.Blame.ENTRY);
            case PARK -> new AttemptOutcome.Refused(status, error, AttemptOutcome.Blame.DESTINATION);
        };
    }

    /** A token that lacks a scope is good: another one would lack it too (RFC 6750 section 3.1). */
    private boolean renews(int status, String error) {
        return switch (authentication) {
            case Authentication.OAuth2(var _, var renewOn) ->
                renewOn.contains(status) && !error.equals(INSUFFICIENT_SCOPE);
            case Authentication.Basic _, Authentication.FixedBearer _, Authentication.None _ -> false;
        };
    }
}
