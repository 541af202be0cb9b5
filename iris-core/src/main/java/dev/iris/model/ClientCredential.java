package dev.iris.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How Iris proves to a token endpoint who it is: exactly one way a request (RFC 6749 section 2.3). */
public sealed interface ClientCredential {
    /** An opaque Basic value, sent byte for byte as given. */
    record OpaqueBasic(Rotation values) implements ClientCredential {
        public OpaqueBasic(Secret value) {
            this(Rotation.of(value));
        }
    }

    /** A client id and secret. */
    record ClientIdAndSecret(String clientId, Rotation secrets, Placement placement) implements ClientCredential {
        public ClientIdAndSecret(String clientId, Secret secret) {
            this(clientId, Rotation.of(secret), Placement.BASIC);
        }
    }

    /** Where client id and secret stand in the request. */
    enum Placement {
        /** In the Authorization header, each form-encoded first (RFC 6749 section 2.3.1). */
        BASIC,
        /** In the Authorization header as they are (RFC 7617), for endpoints that do not decode them. */
        BASIC_RAW,
        /** In the body. */
        POST
    }

    /**
     * A client assertion signed with a private key, a new one for every request (RFC 7523 section 2.2).
     *
     * @param keys PEM texts of private keys, RSA or EC
     * @param keyIds of the keys, in their order; empty for assertions without
     * @param algorithm null for the usual one of the key
     * @param audience whom the assertion is for, usually the issuer; null for the token endpoint
     */
    record PrivateKeyJwt(
            String clientId,
            Rotation keys,
            List<String> keyIds,
            @Nullable SigningAlgorithm algorithm,
            @Nullable String audience)
            implements ClientCredential {
        public PrivateKeyJwt {
            keyIds = List.copyOf(keyIds);
            if (!keyIds.isEmpty() && keyIds.size() != keys.newestFirst().size()) {
                throw new IllegalArgumentException(keyIds.size() + " key ids (expected: none, or one a key)");
            }
        }
    }

    /** The certificate that Iris shows (RFC 8705 section 2); certificate and key are those of the destination. */
    record TlsClient(String clientId) implements ClientCredential {}

    /** What stands for the client where its id is not known: the opaque values themselves. */
    default Object client() {
        return switch (this) {
            case OpaqueBasic(var values) -> values;
            case ClientIdAndSecret(var id, var _, var _) -> id;
            case PrivateKeyJwt(var id, var _, var _, var _, var _) -> id;
            case TlsClient(var id) -> id;
        };
    }

    /** The secrets of which one is used at a time; empty when there is none. */
    default List<SecretSource> sources() {
        return switch (this) {
            case OpaqueBasic(var values) -> values.newestFirst();
            case ClientIdAndSecret(var _, var secrets, var _) -> secrets.newestFirst();
            case PrivateKeyJwt(var _, var keys, var _, var _, var _) -> keys.newestFirst();
            case TlsClient _ -> List.of();
        };
    }
}
