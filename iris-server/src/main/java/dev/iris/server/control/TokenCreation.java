package dev.iris.server.control;

import dev.iris.model.Secret;

/** What became of the wish for an access token. */
public sealed interface TokenCreation {
    /**
     * There is a new token.
     *
     * @param text this is the only time that it is known
     */
    record Created(AccessTokenView view, Secret text) implements TokenCreation {}

    /** Another token has the name. */
    record NameTaken() implements TokenCreation {}

    /** There are as many tokens as a server holds. */
    record TooMany(int most) implements TokenCreation {}
}
