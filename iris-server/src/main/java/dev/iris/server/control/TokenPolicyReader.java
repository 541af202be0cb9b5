package dev.iris.server.control;

import dev.iris.json.Members;
import dev.iris.model.TokenPolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Reads how the answers of a token endpoint are taken. */
final class TokenPolicyReader {
    /** Kinds of token that are no bearer tokens whatever a partner says (RFC 9449, RFC 8693 section 2.2.1). */
    private static final Set<String> OTHER_KINDS = Set.of("dpop", "mac", "pop", "n_a");

    private static final int MOST_TYPES = 20;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private TokenPolicyReader() {}

    static TokenPolicy read(Members token) {
        var standard = TokenPolicy.STANDARD;
        var types = token.texts("acceptTypes", TokenPolicyReader::type);
        if (types.size() > MOST_TYPES) {
            token.problem("acceptTypes", "are " + types.size() + " (expected: at most " + MOST_TYPES + ")");
        }
        var read = new TokenPolicy(
                new HashSet<>(types),
                token.flag("typeRequired").orElse(standard.typeRequired()),
                token.flag("strictCharacters").orElse(standard.strictCharacters()),
                token.flag("formEncoded").orElse(standard.formEncoded()),
                Durations.read(token, "maxLife", MINUTE, Duration.ofDays(30)).orElse(standard.maxLife()),
                Durations.read(token, "margin", Duration.ZERO, Duration.ofHours(1))
                        .orElse(standard.margin()),
                Durations.read(token, "refetchAfter", MINUTE, Duration.ofDays(365))
                        .orElse(null));
        token.refuseUnknown();
        return read;
    }

    private static String type(String text) {
        if (!text.matches("[!-~]{1,100}")) {
            throw new IllegalArgumentException("is malformed (expected: 1 to 100 visible ASCII characters)");
        }
        if (OTHER_KINDS.contains(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    text + " is no name for a bearer token (expected: none of DPoP, MAC, PoP and N_A)");
        }
        return text;
    }
}
