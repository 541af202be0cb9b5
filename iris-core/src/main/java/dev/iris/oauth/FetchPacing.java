package dev.iris.oauth;

import dev.iris.model.Secret;
import dev.iris.oauth.FetchOutcome.Standing;
import dev.iris.oauth.FetchOutcome.Transient;
import dev.iris.oauth.TokenResult.Unavailable;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When the next token request may go out, and why not before. Confined to its owner's lock; moments are a ticker's nanoseconds. */
final class FetchPacing {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofSeconds(60);
    private static final Duration STANDING_FIRST = Duration.ofMinutes(1);
    private static final Duration STANDING_CAP = Duration.ofMinutes(60);
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(1);

    private final Backoff passing;
    private final Backoff standing;
    private @Nullable Gate gate;
    private @Nullable AccessToken rejected;
    private boolean wasWaitedFor;
    private boolean isRenewal;
    private @Nullable Long renewedAt;

    FetchPacing(RandomGenerator random) {
        passing = Backoff.withFullJitter(FIRST, CAP, random);
        standing = Backoff.steady(STANDING_FIRST, STANDING_CAP, random);
    }

    /** Why no request may go out now; empty when one may. */
    Optional<Unavailable> refusal(long now) {
        var closed = gate;
        if (closed == null || closed.until - now <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Unavailable(closed.reason, Duration.ofNanos(closed.until - now)));
    }

    /** A request goes out. */
    void departed(long now) {
        if (isRenewal) {
            renewedAt = now;
        }
        isRenewal = false;
    }

    /** A held token was rejected: the next request is a renewal, and those keep a distance. */
    void rejected(AccessToken token, long now) {
        rejected = token;
        wasWaitedFor = false;
        isRenewal = true;
        if (renewedAt != null) {
            var reason = new Reason(ReasonCode.UNEXPECTED_STATUS, "renewed less than a second ago");
            close(reason, BETWEEN_RENEWALS.minusNanos(now - renewedAt), now);
        }
    }

    /** Whether the server gave again what was rejected. Once that was waited for, the token may be tried again. */
    boolean isRejectedOneAgain(Secret value) {
        return !wasWaitedFor && rejected != null && rejected.hasValueOf(value);
    }

    Unavailable notRenewed(long now) {
        wasWaitedFor = true;
        var detail = "the token endpoint gave the token again that the segment endpoint had refused";
        return close(new Reason(ReasonCode.TOKEN_UNUSABLE, detail), passing.next(), now);
    }

    Unavailable failed(Transient failure, long now) {
        var backoff = passing.next();
        return close(failure.reason(), failure.asked() == null ? backoff : failure.asked(), now);
    }

    Unavailable failed(Standing failure, long now) {
        return close(failure.reason(), standing.next(), now);
    }

    /** A token came that had expired on its way: no hot loop. */
    void arrivedExpired(long now) {
        close(new Reason(ReasonCode.TOKEN_UNUSABLE, "the token had expired when it came"), FIRST, now);
    }

    /** A token came. One that was rejected before ends no back-off: it must show first that it is accepted now. */
    void succeeded(Secret value) {
        gate = null;
        isRenewal = false;
        standing.reset();
        if (rejected == null || !rejected.hasValueOf(value)) {
            rejected = null;
            passing.reset();
        }
    }

    /** Forgets every wait: something was changed, or somebody asks. */
    void reset() {
        gate = null;
        rejected = null;
        renewedAt = null;
        passing.reset();
        standing.reset();
    }

    /** Closes the gate for so long, or longer when it is closed for longer already. */
    private Unavailable close(Reason reason, Duration wait, long now) {
        var until = now + Math.max(0, wait.toNanos());
        if (gate == null || until - gate.until > 0) {
            gate = new Gate(reason, until);
        }
        return new Unavailable(reason, Duration.ofNanos(gate.until - now));
    }

    private record Gate(Reason reason, long until) {}
}
