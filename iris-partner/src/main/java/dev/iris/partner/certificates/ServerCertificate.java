package dev.iris.partner.certificates;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server's private key and its certificate chain, the authority's certificate last; its text form shows no key. Immutable. */
public final class ServerCertificate {
    private static final String ALIAS = "server";
    private static final char[] IN_MEMORY = "in-memory".toCharArray();

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    ServerCertificate(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /** The server's own certificate. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The private key. */
    public PrivateKey key() {
        return key;
    }

    /** The private key as PEM (PKCS #8, not encrypted). */
    public String keyPem() {
        return Pem.of(key);
    }

    /** The server's certificate and then its authority's, as PEM; one that signed itself stands alone. */
    public String chainPem() {
        return chain.stream().map(Pem::of).collect(joining());
    }

    /** A new PKCS #12 store in memory that holds key and chain under {@code password}. */
    public KeyStore keyStore(char[] password) {
        try {
            var store = emptyStore();
            store.setKeyEntry(ALIAS, key, password, chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key store: cannot be made", e);
        }
    }

    /** A TLS context for a server that shows this certificate. */
    public SSLContext sslContext() {
        return sslContext(null);
    }

    /** As above; clients are taken for who they say when this authority signed their certificate. */
    public SSLContext sslContextForClientsOf(CertificateAuthority authority) {
        return sslContext(authority);
    }

    private SSLContext sslContext(@Nullable CertificateAuthority clients) {
        try {
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keyStore(IN_MEMORY), IN_MEMORY);
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), clients == null ? null : clients.trustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS context: cannot be made", e);
        }
    }

    @Override
    public String toString() {
        return "server certificate of " + certificate().getSubjectX500Principal();
    }

    static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            char @Nullable [] none = null;
            store.load(null, none);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException("key store: cannot be made", e);
        }
    }
}
