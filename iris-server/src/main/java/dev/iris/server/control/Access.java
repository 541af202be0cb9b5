package dev.iris.server.control;

import java.util.Set;

/**
 * Who asks, and what they may do.
 *
 * @param name of the access token
 * @param scopes implied ones included
 */
public record Access(String name, Set<Scope> scopes) {
    public Access {
        scopes = Set.copyOf(scopes);
    }

    /** Whether the bearer may do what the scope stands for. */
    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
