package dev.iris.http;

import dev.iris.model.Secret;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A private key as people keep it: PEM of PKCS #8 (RFC 5958), RSA or EC, not encrypted. No message shows anything of it. */
public final class PrivateKeyPem {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC");
    private static final String CONVERT = "(expected: -----BEGIN PRIVATE KEY-----, PKCS #8, not encrypted;"
            + " openssl pkcs8 -topk8 -nocrypt -in key.pem gives it)";

    private PrivateKeyPem() {}

    /**
     * The one private key of a text.
     *
     * @throws IllegalArgumentException says what is wrong, and nothing of the key
     */
    public static PrivateKey parse(Secret pem) {
        var keys = PemBlock.read(pem.reveal()).stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.size() != 1) {
            throw new IllegalArgumentException("holds " + keys.size() + " private keys " + CONVERT);
        }
        return read(keys.getFirst());
    }

    private static PrivateKey read(PemBlock block) {
        if (!block.label().equals("PRIVATE KEY")) {
            throw new IllegalArgumentException("is in the form " + block.label() + " " + CONVERT);
        }
        return block.findDer().stream()
                .flatMap(PrivateKeyPem::read)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is damaged, or neither RSA nor EC " + CONVERT));
    }

    private static Stream<PrivateKey> read(byte[] der) {
        return ALGORITHMS.stream().map(algorithm -> find(algorithm, der)).flatMap(Optional::stream);
    }

    private static Optional<PrivateKey> find(String algorithm, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " keys are unknown to this JDK", e);
        }
    }
}
