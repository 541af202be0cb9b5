package dev.iris.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.iris.model.Secret;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;

/**
 * Who Iris is to a partner that asks for a client certificate (mutual TLS): a certificate chain and the private key of its first
 * certificate. Its text form shows no key. Immutable.
 */
public final class ClientIdentity {
    private static final int LONGEST_CHAIN = 10;
    private static final byte[] SAMPLE = "iris".getBytes(US_ASCII);

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private ClientIdentity(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /**
     * Reads an identity.
     *
     * @param certificatePem Iris's certificate first, then those between it and the authority
     * @param keyPem the private key, PKCS #8, RSA or EC, not encrypted
     * @throws IllegalArgumentException says what is wrong with which of the two, and nothing of the key
     */
    public static ClientIdentity parse(String certificatePem, Secret keyPem) {
        var chain = about("the certificate ", () -> Certificates.parse(certificatePem));
        var key = about("the private key ", () -> PrivateKeyPem.parse(keyPem));
        require(
                chain.size() <= LONGEST_CHAIN,
                "the certificate is a chain of " + chain.size() + " (expected: at most " + LONGEST_CHAIN + ")");
        require(
                belongs(key, chain.getFirst()),
                "the private key does not belong to the certificate (expected: the key of the first certificate)");
        return new ClientIdentity(chain, key);
    }

    /** Iris's own certificate: whom it names and how long it is valid. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    List<X509Certificate> chain() {
        return chain;
    }

    PrivateKey key() {
        return key;
    }

    /** The same chain: as the key belongs to its first certificate, it is the same too. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ClientIdentity identity && chain.equals(identity.chain);
    }

    @Override
    public int hashCode() {
        return chain.hashCode();
    }

    @Override
    public String toString() {
        return "client identity of " + certificate().getSubjectX500Principal();
    }

    /** What the one signs the other verifies. */
    private static boolean belongs(PrivateKey key, X509Certificate certificate) {
        try {
            var signature =
                    Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(key);
            signature.update(SAMPLE);
            var signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static <T> T about(String what, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + e.getMessage(), e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
