package dev.iris.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom Iris trusts: the JDK's authorities and the operator's. It tells a certificate that nobody vouches for from one for another
 * host, because an operator mends the two in different places. Thread-safe.
 */
final class PartnerTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager authorities;

    private PartnerTrust(X509ExtendedTrustManager authorities) {
        this.authorities = authorities;
    }

    static PartnerTrust of(List<X509Certificate> extra) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            add(store, "jdk", List.of(manager(null).getAcceptedIssuers()));
            add(store, "extra", extra);
            return new PartnerTrust(manager(store));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK's trusted authorities cannot be read", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, keyExchange);
        try {
            authorities.checkServerTrusted(chain, keyExchange, engine);
        } catch (CertificateException e) {
            throw refusal(e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, keyExchange);
        try {
            authorities.checkServerTrusted(chain, keyExchange, socket);
        } catch (CertificateException e) {
            throw refusal(e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
        try {
            authorities.checkServerTrusted(chain, keyExchange);
        } catch (CertificateException e) {
            throw new UntrustedCertificateException(e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("Iris serves nobody here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket) throws CertificateException {
        throw new CertificateException("Iris serves nobody here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        throw new CertificateException("Iris serves nobody here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }

    /** The chain was sound before its use was looked at: what is wrong now is the host, unless this use asks for stronger keys. */
    private static CertificateException refusal(CertificateException failure) {
        return Causes.find(failure, CertPathValidatorException.class).isPresent()
                ? new UntrustedCertificateException(failure)
                : new WrongHostException(failure);
    }

    private static void add(KeyStore store, String kind, List<X509Certificate> certificates)
            throws GeneralSecurityException {
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry(kind + i, certificates.get(i));
        }
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }

    /** Nobody trusted vouches for the certificate, or it is not valid now. */
    static final class UntrustedCertificateException extends CertificateException {
        private static final long serialVersionUID = 1L;

        UntrustedCertificateException(CertificateException cause) {
            super("untrusted", cause);
        }
    }

    /** The certificate is trusted but for another host. */
    static final class WrongHostException extends CertificateException {
        private static final long serialVersionUID = 1L;

        WrongHostException(CertificateException cause) {
            super("another host", cause);
        }
    }
}
