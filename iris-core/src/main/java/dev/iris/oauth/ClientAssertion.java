package dev.iris.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.iris.http.PrivateKeyPem;
import dev.iris.model.Secret;
import dev.iris.model.SigningAlgorithm;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Signs assertions of who a client is (RFC 7523 section 3): each is good for one request. Immutable. */
public final class ClientAssertion {
    /** Long enough for clocks that differ a little, short enough for a server that remembers every id until then. */
    static final Duration LIFE = Duration.ofMinutes(2);

    private final JWSAlgorithm algorithm;
    private final JWSSigner signer;
    private final @Nullable String keyId;

    private ClientAssertion(JWSAlgorithm algorithm, JWSSigner signer, @Nullable String keyId) {
        this.algorithm = algorithm;
        this.signer = signer;
        this.keyId = keyId;
    }

    /**
     * Reads a private key.
     *
     * @param pem PKCS #8, RSA of 2,048 bits and more or EC on P-256, P-384 or P-521
     * @param algorithm null for the usual one of the key: RS256, or the ES algorithm of the curve
     * @param keyId goes into the header; null for none
     * @throws IllegalArgumentException says what is wrong, and nothing of the key
     */
    public static ClientAssertion of(Secret pem, @Nullable SigningAlgorithm algorithm, @Nullable String keyId) {
        var key = PrivateKeyPem.parse(pem);
        var chosen = algorithm == null ? usual(key) : JWSAlgorithm.parse(algorithm.name());
        return new ClientAssertion(chosen, signer(key, chosen), keyId);
    }

    /** A new assertion, whose id no other has. */
    String sign(String clientId, String audience, Instant now, RandomGenerator random) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(clientId)
                .subject(clientId)
                .audience(audience)
                .jwtID("%016x%016x".formatted(random.nextLong(), random.nextLong()))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
        var header = new JWSHeader.Builder(algorithm)
                .type(JOSEObjectType.JWT)
                .keyID(keyId)
                .build();
        var assertion = new SignedJWT(header, claims);
        try {
            assertion.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a key that was accepted does not sign", e);
        }
        return assertion.serialize();
    }

    private static JWSAlgorithm usual(PrivateKey key) {
        return key instanceof ECPrivateKey ec ? onCurve(ec) : JWSAlgorithm.RS256;
    }

    private static JWSAlgorithm onCurve(ECPrivateKey key) {
        return switch (key.getParams().getCurve().getField().getFieldSize()) {
            case 256 -> JWSAlgorithm.ES256;
            case 384 -> JWSAlgorithm.ES384;
            default -> JWSAlgorithm.ES512;
        };
    }

    private static JWSSigner signer(PrivateKey key, JWSAlgorithm algorithm) {
        boolean wantsEc = JWSAlgorithm.Family.EC.contains(algorithm);
        if (wantsEc != key instanceof ECPrivateKey) {
            throw new IllegalArgumentException(
                    "does not fit the algorithm " + algorithm + " (expected: an " + (wantsEc ? "EC" : "RSA") + " key)");
        }
        try {
            return key instanceof ECPrivateKey ec ? ecSigner(ec, algorithm) : new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("is on a curve that is not known (expected: P-256, P-384 or P-521)", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is too short (expected: RSA of at least 2048 bits)", e);
        }
    }

    private static JWSSigner ecSigner(ECPrivateKey key, JWSAlgorithm algorithm) throws JOSEException {
        var curve = Curve.forECParameterSpec(key.getParams());
        if (!Curve.forJWSAlgorithm(algorithm).contains(curve)) {
            throw new JOSEException("curve");
        }
        return new ECDSASigner(key, curve);
    }
}
