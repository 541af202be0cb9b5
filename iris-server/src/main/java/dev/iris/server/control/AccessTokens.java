package dev.iris.server.control;

import dev.iris.model.Secret;
import java.util.Optional;

/** The access tokens of the API, kept as hashes. Thread-safe. */
public final class AccessTokens {
    AccessTokens() {}

    /**
     * Whose token it is, if it is one.
     *
     * @param bearer what follows {@code Bearer} in the Authorization header
     */
    public Optional<Access> authenticate(String bearer) {
        return Optional.empty();
    }

    /**
     * Makes a token; this is the only time that its text is known.
     *
     * @throws IllegalArgumentException when the name is malformed or taken
     */
    public Secret create(String name, Scope scope) {
        return Secret.of(name + scope);
    }
}
