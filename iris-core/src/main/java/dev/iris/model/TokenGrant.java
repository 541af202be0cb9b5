package dev.iris.model;

/**
 * All that a token depends on: whoever has an equal grant can share one. Immutable.
 *
 * @param parameters what is asked for
 * @param policy how the answer is taken
 */
public record TokenGrant(
        HttpsUrl tokenEndpoint, ClientCredential credential, TokenParameters parameters, TokenPolicy policy) {
    /** A grant that asks for nothing in particular. */
    public TokenGrant(HttpsUrl tokenEndpoint, ClientCredential credential) {
        this(tokenEndpoint, credential, TokenParameters.NONE, TokenPolicy.STANDARD);
    }
}
