package dev.iris.partner;

import java.time.Duration;

/** How long a token lives and whether the token answer tells it. Immutable. */
public sealed interface TokenLife {
    /** No {@code expires_in}, as in the contract: a token lives until it is expired by hand or script. */
    record Untold() implements TokenLife {}

    /** {@code expires_in} in whole seconds, and the token dies then. */
    record Told(Duration expiresIn) implements TokenLife {
        public Told {
            if (expiresIn.toSeconds() < 1) {
                throw new IllegalArgumentException(
                        "expires_in: " + expiresIn.toMillis() + "ms (expected: a second or more)");
            }
        }
    }
}
