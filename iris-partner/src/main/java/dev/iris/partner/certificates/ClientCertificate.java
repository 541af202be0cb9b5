package dev.iris.partner.certificates;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A client's private key, its certificate and its authority's; its text form shows no key. Immutable. */
public final class ClientCertificate {
    private final PrivateKey key;
    private final X509Certificate certificate;
    private final X509Certificate authority;

    ClientCertificate(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
        this.key = key;
        this.certificate = certificate;
        this.authority = authority;
    }

    /** The private key as PEM (PKCS #8, not encrypted). */
    public String keyPem() {
        return Pem.of(key);
    }

    /** The client's certificate and then its authority's, as PEM. */
    public String chainPem() {
        return Pem.of(certificate) + Pem.of(authority);
    }

    @Override
    public String toString() {
        return "client certificate of " + certificate.getSubjectX500Principal();
    }
}
