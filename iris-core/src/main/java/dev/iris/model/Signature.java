package dev.iris.model;

import java.util.List;

/**
 * How requests to a segment endpoint are signed.
 *
 * @param header that carries the signature, once for each key
 * @param keys none to sign nothing; two while the partner changes from one to the other, the newer first
 */
public record Signature(String header, MacAlgorithm algorithm, List<SecretSource> keys) {
    /** Nothing is signed. */
    public static final Signature NONE = new Signature("X-Signature", MacAlgorithm.HMAC_SHA1, List.of());

    public Signature {
        keys = List.copyOf(keys);
        if (keys.size() > Rotation.MOST) {
            throw new IllegalArgumentException(keys.size() + " keys (expected: at most " + Rotation.MOST + ")");
        }
    }
}
