package dev.iris.oauth;

import dev.iris.model.Secret;
import dev.iris.model.TokenPolicy;
import dev.iris.oauth.FetchOutcome.Fetched;
import dev.iris.oauth.FetchOutcome.Standing;
import dev.iris.oauth.FetchOutcome.Transient;
import dev.iris.oauth.Flight.Landing;
import dev.iris.observe.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one credential's token: its state, the last failure, and how long to wait. State and failure may be read by anybody;
 * changes are confined to the owner's lock. Moments are a ticker's nanoseconds.
 */
final class TokenLedger {
    private final TokenPolicy policy;
    private final Paces paces;
    private final RandomGenerator random;
    private final FetchPacing pacing;
    private volatile TokenState state = new TokenState.None();
    private volatile @Nullable Reason failure;

    TokenLedger(TokenPolicy policy, Paces paces, RandomGenerator random) {
        this.policy = policy;
        this.paces = paces;
        this.random = random;
        this.pacing = new FetchPacing(random);
    }

    /** The state as it was left, which time may have changed. */
    TokenState left() {
        return state;
    }

    /** The state now. */
    TokenState state(long now) {
        return state.at(now);
    }

    /** Why the last request brought none; null when it did or there was none. */
    @Nullable
    Reason failure() {
        return failure;
    }

    /** Bars requests while those of the same client or endpoint are barred; empty when one may go out. */
    Optional<Gate> bar(long now) {
        var closed = paces.findClosed(now);
        closed.ifPresent(gate -> state = state.at(now).barred(gate));
        return closed;
    }

    void departed(Flight flight, long now) {
        state = state.at(now).departed(flight);
        pacing.departed(now);
    }

    /** Takes in what a request came to. */
    Landing settle(FetchOutcome outcome, long askedAt, long now) {
        return switch (outcome) {
            case Fetched fetched
            when pacing.isRejectedOneAgain(fetched.value()) -> failed(pacing.notRenewed(fetched.value(), now), now);
            case Fetched(var value, var life, var _, var _) -> hold(value, life, askedAt, now);
            case Transient passing -> failed(gate(passing, askedAt, now), now);
            case Standing standing -> failed(pacing.failed(standing, now), now);
        };
    }

    /** Drops the held token if it is this one; says whether it was. Either way it is no renewal if it comes again. */
    boolean rejected(AccessToken token, long now) {
        pacing.remember(token.value());
        var current = state.at(now);
        if (!holds(current, token)) {
            return false;
        }
        var barred = pacing.rejected(token, now);
        state = current.dropped();
        if (!(state instanceof TokenState.Asked)) {
            barred.ifPresent(gate -> state = state.barred(gate));
        }
        return true;
    }

    /** The token was given for its last use. */
    void usedUp() {
        state = state.dropped();
    }

    /** Ends every wait. */
    void release(long now) {
        pacing.reset();
        paces.endBackoffs();
        state = state.at(now).released();
    }

    /** Drops the held token and ends every wait. */
    void drop(long now) {
        release(now);
        state = state.dropped();
    }

    private static boolean holds(TokenState state, AccessToken token) {
        return switch (state) {
            case TokenState.Held(var held) -> held.token().isSameAs(token);
            case TokenState.Renewing(var held, var _) -> held.token().isSameAs(token);
            case TokenState.Keeping(var held, var _) -> held.token().isSameAs(token);
            case TokenState.LastUse(var held, var _) -> held.token().isSameAs(token);
            case TokenState.None _, TokenState.Asked _, TokenState.Waiting _ -> false;
        };
    }

    private Gate gate(Transient failed, long askedAt, long now) {
        return switch (failed.bound()) {
            case TOKEN -> pacing.failed(failed, now);
            case CLIENT -> gate(paces.client(), failed, askedAt, now);
            case ENDPOINT -> gate(paces.endpoint(), failed, askedAt, now);
        };
    }

    /** A failure that says nothing of the others bars this token alone. */
    private Gate gate(SharedPace pace, Transient failed, long askedAt, long now) {
        return pace.close(failed.reason(), failed.asked(), askedAt, now).orElseGet(() -> pacing.failed(failed, now));
    }

    private Landing hold(Secret value, @Nullable Duration life, long askedAt, long now) {
        failure = null;
        pacing.succeeded(value);
        paces.succeeded(now);
        var held = HeldToken.of(new AccessToken(value), askedAt, life, policy, random);
        var current = state.at(now);
        state = held.isAlive(now) ? current.granted(held) : current.grantedDead(held, pacing.arrivedDead(now));
        return new Landing.Brought();
    }

    private Landing failed(Gate gate, long now) {
        failure = gate.reason();
        state = state.at(now).barred(gate);
        return new Landing.Empty(gate.result(now));
    }
}
