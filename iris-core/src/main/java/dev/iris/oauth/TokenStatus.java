package dev.iris.oauth;

import dev.iris.oauth.TokenState.Asked;
import dev.iris.oauth.TokenState.Held;
import dev.iris.oauth.TokenState.Keeping;
import dev.iris.oauth.TokenState.LastUse;
import dev.iris.oauth.TokenState.None;
import dev.iris.oauth.TokenState.Renewing;
import dev.iris.oauth.TokenState.Waiting;
import dev.iris.observe.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may know of a credential's token.
 *
 * @param age since the token was asked for; null when none is held
 * @param life how much of its life is left; null when none is held or the server does not say
 * @param nextFetch how long no request will be made; null when one may be
 */
public record TokenStatus(
        Phase phase,
        @Nullable Duration age,
        @Nullable Duration life,
        @Nullable Duration nextFetch,
        TokenFigures figures) {
    /** Nothing is known yet. */
    public static final TokenStatus NONE = new TokenStatus(Phase.NONE, null, null, null, TokenFigures.NONE);

    /** Where a token stands. */
    public enum Phase {
        /** None is held and none was asked for, or the last one was rejected or expired. */
        NONE,
        /** None is held, and the request for one is under way. */
        FETCHING,
        /** One is held and used. */
        HELD,
        /** One is held and used, and the request for the next is under way. */
        RENEWING,
        /** None is held: the last request failed, the next waits for its time. */
        FAILED;

        /** The phase as it stands in answers, such as {@code held}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static TokenStatus of(TokenState state, @Nullable Reason failure, TokenFigures figures, long now) {
        return switch (state) {
            case None _ -> without(failure == null ? Phase.NONE : Phase.FAILED, null, figures);
            case Asked _ -> without(Phase.FETCHING, null, figures);
            case Waiting(var gate) -> without(Phase.FAILED, gate.left(now), figures);
            case LastUse(var _, var gate) -> without(Phase.FAILED, gate.left(now), figures);
            case Held(var held) -> with(Phase.HELD, held, null, figures, now);
            case Renewing(var held, var _) -> with(Phase.RENEWING, held, null, figures, now);
            case Keeping(var held, var gate) -> with(Phase.HELD, held, gate.left(now), figures, now);
        };
    }

    /** Age of the held token. */
    public Optional<Duration> findAge() {
        return Optional.ofNullable(age);
    }

    /** What is left of the held token's life, if the server told its life. */
    public Optional<Duration> findLife() {
        return Optional.ofNullable(life);
    }

    /** How long no request will be made. */
    public Optional<Duration> findNextFetch() {
        return Optional.ofNullable(nextFetch);
    }

    private static TokenStatus without(Phase phase, @Nullable Duration nextFetch, TokenFigures figures) {
        return new TokenStatus(phase, null, null, nextFetch, figures);
    }

    private static TokenStatus with(
            Phase phase, HeldToken held, @Nullable Duration nextFetch, TokenFigures figures, long now) {
        return new TokenStatus(phase, held.age(now), held.findLife(now).orElse(null), nextFetch, figures);
    }
}
