package dev.iris.server.control;

import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.PrivateKeyJwt;
import dev.iris.model.Rotation;
import dev.iris.model.SigningAlgorithm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says of assertions: all of {@link PrivateKeyJwt} but the client's id.
 *
 * @param keyIds none, or one a key
 * @param algorithm null for the usual one of the key
 * @param audience null for the token endpoint
 */
record AssertionSettings(
        Rotation keys,
        List<String> keyIds,
        @Nullable SigningAlgorithm algorithm,
        @Nullable String audience) {
    AssertionSettings {
        keyIds = List.copyOf(keyIds);
    }

    /** Only keys are told. */
    AssertionSettings(Rotation keys) {
        this(keys, List.of(), null, null);
    }

    ClientCredential credential(String clientId) {
        return new PrivateKeyJwt(clientId, keys, keyIds, algorithm, audience);
    }
}
