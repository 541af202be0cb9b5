package dev.iris.model;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the answers of a token endpoint are taken. Immutable.
 *
 * @param otherTypes values of {@code token_type} that mean Bearer too, compared without case
 * @param typeRequired whether an answer without {@code token_type} is refused
 * @param strictCharacters whether a token may only be of the b64token characters (RFC 6750 section 2.1) instead of any visible
 *     ASCII
 * @param formEncoded whether an answer may be form-encoded instead of JSON
 * @param maxLife no life is believed to be longer
 * @param margin how long before its end a token is renewed; half its life if that is shorter
 * @param refetchAfter age at which a token of unknown life is renewed; null for never
 */
public record TokenPolicy(
        Set<String> otherTypes,
        boolean typeRequired,
        boolean strictCharacters,
        boolean formEncoded,
        Duration maxLife,
        Duration margin,
        @Nullable Duration refetchAfter) {
    /** What the contract's answers need. */
    public static final TokenPolicy STANDARD =
            new TokenPolicy(Set.of(), false, false, false, Duration.ofHours(24), Duration.ofSeconds(60), null);

    public TokenPolicy {
        otherTypes = Set.copyOf(otherTypes);
    }
}
