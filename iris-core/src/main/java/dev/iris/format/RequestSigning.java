package dev.iris.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.model.MacAlgorithm;
import dev.iris.model.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what a request says: the HMAC of its bytes (RFC 2104), in base64. Thread-safe. */
public final class RequestSigning {
    private RequestSigning() {}

    /**
     * The signature of what is signed.
     *
     * @param key its UTF-8 is the key
     */
    public static String sign(byte[] signed, MacAlgorithm algorithm, Secret key) {
        try {
            var mac = Mac.getInstance(algorithm.toString());
            mac.init(new SecretKeySpec(key.reveal().getBytes(UTF_8), algorithm.toString()));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
