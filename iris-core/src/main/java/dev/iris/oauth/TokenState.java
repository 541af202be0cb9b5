package dev.iris.oauth;

import dev.iris.model.Secret;
import dev.iris.oauth.FetchOutcome.Fetched;
import dev.iris.oauth.FetchOutcome.Standing;
import dev.iris.oauth.FetchOutcome.Transient;
import dev.iris.oauth.TokenResult.Granted;
import dev.iris.oauth.TokenResult.Unavailable;
import dev.iris.observe.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one credential's token: the held one, the last failure, and when to ask again. What is held and what failed may be
 * read by anybody; changes are confined to the owner's lock. Moments are a ticker's nanoseconds.
 */
final class TokenState {
    private final RandomGenerator random;
    private final FetchPacing pacing;
    private volatile @Nullable Held held;
    private volatile @Nullable Reason failure;

    TokenState(RandomGenerator random) {
        this.random = random;
        this.pacing = new FetchPacing(random);
    }

    /** The held token, if it can be sent. */
    @Nullable
    Held usable(long now) {
        var current = held;
        return current != null && current.isUsable(now) ? current : null;
    }

    /** Why the last request brought none; null when it did or there was none. */
    @Nullable
    Reason failure() {
        return failure;
    }

    /** Why no request may go out now. */
    Optional<Unavailable> refusal(long now) {
        return pacing.refusal(now);
    }

    void departed(long now) {
        pacing.departed(now);
    }

    void rejected(AccessToken token, long now) {
        var current = held;
        if (current != null && current.granted().token() == token) {
            held = null;
            pacing.rejected(token, now);
        }
    }

    void dropHeld() {
        held = null;
    }

    void endWaits() {
        pacing.reset();
    }

    /** Takes in what a request came to; what it returns is for all who waited. */
    TokenResult settle(FetchOutcome outcome, long askedAt, long now) {
        return switch (outcome) {
            case Fetched(Secret value, var life, var remarks)
            when pacing.isRejectedOneAgain(value) -> failed(pacing.notRenewed(now));
            case Fetched(Secret value, var life, var remarks) -> hold(value, life, askedAt, now);
            case Transient passing -> failed(pacing.failed(passing, now));
            case Standing standing -> failed(pacing.failed(standing, now));
        };
    }

    /** A token that expired on its way is given to those who waited and not held for others. */
    private Granted hold(Secret value, @Nullable Duration life, long askedAt, long now) {
        var fresh = Held.of(new AccessToken(value), askedAt, life, random);
        held = fresh;
        failure = null;
        pacing.succeeded(value);
        if (!fresh.isUsable(now)) {
            pacing.arrivedExpired(now);
        }
        return fresh.granted();
    }

    private Unavailable failed(Unavailable unavailable) {
        failure = unavailable.reason();
        return unavailable;
    }
}
