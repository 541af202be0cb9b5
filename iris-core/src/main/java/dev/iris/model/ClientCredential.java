package dev.iris.model;

/** How Iris proves to a token endpoint who it is. */
public sealed interface ClientCredential {
    /** An opaque Basic value, sent byte for byte as given. */
    record OpaqueBasic(SecretSource value) implements ClientCredential {
        public OpaqueBasic(Secret value) {
            this(new SecretSource.Stored(value));
        }
    }

    /** A client id and secret; form-encoded each, joined and base64-encoded (RFC 6749 section 2.3.1). */
    record ClientIdAndSecret(String clientId, SecretSource secret) implements ClientCredential {
        public ClientIdAndSecret(String clientId, Secret secret) {
            this(clientId, new SecretSource.Stored(secret));
        }
    }
}
