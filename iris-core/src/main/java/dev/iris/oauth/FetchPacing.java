package dev.iris.oauth;

import dev.iris.model.Secret;
import dev.iris.oauth.FetchOutcome.Standing;
import dev.iris.oauth.FetchOutcome.Transient;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long one source waits after what its requests came to. Confined to its owner's lock; moments are a ticker's nanoseconds. */
final class FetchPacing {
    /** Rejected tokens that are remembered: a server that gives one of them again has renewed nothing. */
    private static final int REMEMBERED = 8;

    private static final Duration AFTER_DEAD = Duration.ofSeconds(1);

    private final Backoff passing;
    private final Backoff standing;
    private final Backoff renewals;
    private final Deque<Secret> rejected = new ArrayDeque<>();
    private @Nullable Secret waitedFor;
    private boolean isRenewal;
    private @Nullable Long renewedAt;

    FetchPacing(RandomGenerator random) {
        passing = Backoff.passing(random);
        standing = Backoff.standing(random);
        renewals = Backoff.renewals(random);
    }

    /** A request goes out. */
    void departed(long now) {
        if (isRenewal) {
            renewedAt = now;
        }
        isRenewal = false;
    }

    /** A token was rejected, held or not. */
    void remember(Secret value) {
        rejected.remove(value);
        rejected.addLast(value);
        if (rejected.size() > REMEMBERED) {
            rejected.removeFirst();
        }
    }

    /**
     * A held token was rejected, so the next request is a renewal. The first goes out at once; others keep a distance, which grows while
     * tokens are rejected that were never accepted.
     */
    Optional<Gate> rejected(AccessToken token, long now) {
        waitedFor = null;
        isRenewal = true;
        if (token.wasAccepted()) {
            renewals.reset();
        }
        if (renewedAt == null) {
            return Optional.empty();
        }
        var reason = new Reason(ReasonCode.UNEXPECTED_STATUS, "the segment endpoint rejects fresh tokens");
        return Optional.of(Gate.passing(reason, renewals.next(), renewedAt)).filter(gate -> gate.isClosed(now));
    }

    /** Whether the server gave again what was rejected. Once that was waited for, the token may be tried again. */
    boolean isRejectedOneAgain(Secret value) {
        return rejected.contains(value) && !Objects.equals(waitedFor, value);
    }

    Gate notRenewed(Secret value, long now) {
        waitedFor = value;
        var detail = "the token endpoint gave the token again that the segment endpoint had rejected";
        return Gate.passing(new Reason(ReasonCode.TOKEN_UNUSABLE, detail), passing.next(), now);
    }

    Gate failed(Transient failure, long now) {
        var backoff = passing.next();
        return Gate.passing(failure.reason(), failure.asked() == null ? backoff : failure.asked(), now);
    }

    Gate failed(Standing failure, long now) {
        var probe = standing.next();
        var asked = failure.asked();
        return Gate.standing(failure.reason(), asked == null || asked.compareTo(probe) < 0 ? probe : asked, now);
    }

    /** A token came that had expired on its way: no hot loop. */
    Gate arrivedDead(long now) {
        return Gate.passing(
                new Reason(ReasonCode.TOKEN_UNUSABLE, "the token had expired when it came"), AFTER_DEAD, now);
    }

    /** A token came. One that was rejected before ends no back-off: it must show first that it is accepted now. */
    void succeeded(Secret value) {
        isRenewal = false;
        standing.reset();
        if (!rejected.contains(value)) {
            passing.reset();
        }
    }

    /** Forgets every wait: something was changed, or somebody asks. */
    void reset() {
        rejected.clear();
        waitedFor = null;
        renewedAt = null;
        passing.reset();
        standing.reset();
        renewals.reset();
    }
}
