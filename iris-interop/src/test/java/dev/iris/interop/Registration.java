package dev.iris.interop;

import com.nimbusds.jose.jwk.JWKSet;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.Placement;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.SigningAlgorithm;

/** How an authorization server is to know a client again. */
sealed interface Registration {
    /** The client's id. */
    String id();

    /** By a secret, in the header or in the body. */
    record BySecret(String id, String secret) implements Registration {
        /** The same as Iris is told it. */
        ClientIdAndSecret credential(Placement placement) {
            return new ClientIdAndSecret(id, Rotation.of(Secret.of(secret)), placement);
        }

        ClientIdAndSecret credential() {
            return credential(Placement.BASIC);
        }
    }

    /** By assertions that one of these keys signed. */
    record ByAssertion(String id, SigningAlgorithm algorithm, JWKSet keys) implements Registration {}

    /** By a certificate of the authority that the server trusts, issued to this subject (RFC 8705 section 2.1). */
    record ByCertificate(String id, String subject) implements Registration {}

    /** By one of these certificates, which nobody else vouches for (RFC 8705 section 2.2). */
    record BySelfSigned(String id, JWKSet keys) implements Registration {}
}
