package dev.iris.oauth;

import dev.iris.model.Secret;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one token request came to. */
sealed interface FetchOutcome {
    /** Codes that say by themselves that it is about tokens. */
    Set<ReasonCode> OF_TOKENS =
            Set.of(ReasonCode.CREDENTIAL_REFUSED, ReasonCode.TOKEN_UNUSABLE, ReasonCode.SECRET_UNREADABLE);

    /**
     * A usable bearer token.
     *
     * @param life since the request was sent; null when the server does not say: until it is rejected
     * @param remarks what the answer should have said otherwise
     * @param isNarrower whether it is good for less than the scope that was asked for
     */
    record Fetched(Secret value, @Nullable Duration life, List<String> remarks, boolean isNarrower)
            implements FetchOutcome {
        public Fetched {
            remarks = List.copyOf(remarks);
        }

        /** The same with one more remark. */
        Fetched remarked(String remark) {
            return new Fetched(
                    value,
                    life,
                    Stream.concat(remarks.stream(), Stream.of(remark)).toList(),
                    isNarrower);
        }
    }

    /** Nothing usable, for a cause that may pass by itself; {@code asked} is the wait that the server asked for, if it did. */
    record Transient(Reason reason, Bound bound, @Nullable Duration asked) implements FetchOutcome {}

    /**
     * Nothing usable, and asking again changes nothing until somebody changes something.
     *
     * @param asked the wait that the server asked for before it is asked again, if it did
     */
    record Standing(Reason reason, @Nullable Duration asked) implements FetchOutcome {
        Standing(Reason reason) {
            this(reason, null);
        }

        boolean blamesCredential() {
            return reason.code() == ReasonCode.CREDENTIAL_REFUSED;
        }
    }

    /** Who waits after a failure that may pass. */
    enum Bound {
        /** Whoever needs this token. */
        TOKEN,
        /** The same client, whatever it asks for. */
        CLIENT,
        /** Everybody at that endpoint, for a minute at most: credentials must not stall each other for long. */
        ENDPOINT
    }

    /** The same, when the server asked for a wait: if nothing came, it is meant for the client, whatever it asked for. */
    default FetchOutcome waiting(@Nullable Duration wait) {
        return switch (this) {
            case Transient(var reason, var _, var asked)
            when asked == null && wait != null -> new Transient(reason, Bound.CLIENT, wait);
            case Standing(var reason, var asked) when asked == null -> new Standing(reason, wait);
            case Fetched _, Transient _, Standing _ -> this;
        };
    }

    /** The same, with a reason that says which of the partner's endpoints it is of. */
    default FetchOutcome located() {
        return switch (this) {
            case Fetched fetched -> fetched;
            case Transient(var reason, var bound, var asked) -> new Transient(located(reason), bound, asked);
            case Standing(var reason, var asked) -> new Standing(located(reason), asked);
        };
    }

    private static Reason located(Reason reason) {
        return OF_TOKENS.contains(reason.code())
                ? reason
                : new Reason(reason.code(), "token endpoint: " + reason.detail());
    }

    static FetchOutcome unusable(String detail) {
        return new Transient(new Reason(ReasonCode.TOKEN_UNUSABLE, detail), Bound.TOKEN, null);
    }
}
