package dev.iris.model;

import java.util.Set;

/** How a segment request is authenticated. */
public sealed interface Authentication {
    /**
     * A bearer token from an OAuth 2.0 token endpoint by client credentials (RFC 6749 section 4.4).
     *
     * @param renewOn statuses of the segment endpoint that say that the token is no longer good: 400 to 499
     */
    record OAuth2(TokenGrant grant, Set<Integer> renewOn) implements Authentication {
        /** What RFC 6750 section 3.1 has. */
        public static final Set<Integer> RENEW_ON = Set.of(401);

        public OAuth2 {
            renewOn = Set.copyOf(renewOn);
        }

        /** A grant that asks for nothing in particular, and renewal as RFC 6750 has it. */
        public OAuth2(HttpsUrl tokenEndpoint, ClientCredential credential) {
            this(new TokenGrant(tokenEndpoint, credential), RENEW_ON);
        }
    }

    /**
     * A user name and password in the Authorization header (RFC 7617).
     *
     * @param username without a colon
     */
    record Basic(String username, Rotation passwords) implements Authentication {}

    /** A bearer token that the partner gave once (RFC 6750 section 2.1). */
    record FixedBearer(Rotation tokens) implements Authentication {}

    /** No Authorization header. */
    record None() implements Authentication {}
}
