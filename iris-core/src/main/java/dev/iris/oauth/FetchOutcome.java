package dev.iris.oauth;

import dev.iris.model.Secret;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one token request came to. */
sealed interface FetchOutcome {
    /**
     * A usable bearer token.
     *
     * @param life since the request was sent; null when the server does not say: until it is rejected
     * @param remarks what the answer should have said otherwise
     */
    record Fetched(Secret value, @Nullable Duration life, List<String> remarks) implements FetchOutcome {
        public Fetched {
            remarks = List.copyOf(remarks);
        }
    }

    /** Nothing usable, for a cause that may pass by itself; {@code asked} is the wait that the server asked for, if it did. */
    record Transient(Reason reason, @Nullable Duration asked) implements FetchOutcome {}

    /** Nothing usable, and asking again changes nothing until somebody changes something. */
    record Standing(Reason reason) implements FetchOutcome {}

    static FetchOutcome unusable(String detail) {
        return new Transient(new Reason(ReasonCode.TOKEN_UNUSABLE, detail), null);
    }
}
