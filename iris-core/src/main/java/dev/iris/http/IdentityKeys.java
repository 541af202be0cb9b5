package dev.iris.http;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows one identity, or none, to whoever asks for a client certificate, and remembers that somebody did: a partner that gets none
 * mostly ends the connection without saying why. Thread-safe.
 *
 * <p>The JDK's own keeps it back when the partner names authorities that did not sign it; then an operator sees a partner that demands
 * a certificate though one is set.
 */
final class IdentityKeys extends X509ExtendedKeyManager {
    private static final String ALIAS = "identity";

    private final @Nullable ClientIdentity identity;
    private volatile boolean asked;

    IdentityKeys(@Nullable ClientIdentity identity) {
        this.identity = identity;
    }

    /** Whether there is an identity to show. */
    boolean areSet() {
        return identity != null;
    }

    /** Whether a partner asked for one and got none. */
    boolean areMissed() {
        return asked && identity == null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        asked = true;
        return identity != null && List.of(keyTypes).contains(identity.key().getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineClientAlias(keyTypes, issuers, null);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return identity != null && keyType.equals(identity.key().getAlgorithm()) ? new String[] {ALIAS} : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return identity == null ? null : identity.key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
