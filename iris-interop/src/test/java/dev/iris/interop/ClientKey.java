package dev.iris.interop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.iris.model.ClientCredential.PrivateKeyJwt;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.SigningAlgorithm;
import dev.iris.partner.certificates.ClientCertificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's private key, and its public half as an authorization server is told of it.
 *
 * @param pem PKCS #8
 */
record ClientKey(Secret pem, JWK known) {
    static ClientKey ec() {
        return of(LocalEdge.AUTHORITY.issueClient("key"));
    }

    static ClientKey rsa() {
        return of(LocalEdge.AUTHORITY.issueRsaClient("key"));
    }

    /** The key of a certificate; its public half names the certificate too. */
    static ClientKey of(ClientCertificate certificate) {
        try {
            return new ClientKey(Secret.of(certificate.keyPem()), JWK.parse(certificate.certificate()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a key that is no JWK", e);
        }
    }

    /**
     * What Iris needs to sign with it.
     *
     * @param audience null for the token endpoint
     */
    PrivateKeyJwt credential(String client, SigningAlgorithm algorithm, @Nullable String audience) {
        return new PrivateKeyJwt(client, Rotation.of(pem), List.of(known.getKeyID()), algorithm, audience);
    }

    /** The public half alone. */
    JWKSet set() {
        return new JWKSet(known);
    }
}
