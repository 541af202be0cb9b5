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
}
