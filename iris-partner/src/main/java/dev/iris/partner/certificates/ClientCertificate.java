package dev.iris.partner.certificates;

import static java.util.stream.Collectors.joining;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** A client's private key and its certificate chain; its text form shows no key. Immutable. */
public final class ClientCertificate {
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    ClientCertificate(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /** The client's own certificate. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The private key as PEM (PKCS #8, not encrypted). */
    public String keyPem() {
        return Pem.of(key);
    }

    /** The client's certificate and then its authority's, as PEM; one that signed itself stands alone. */
    public String chainPem() {
        return chain.stream().map(Pem::of).collect(joining());
    }

    @Override
    public String toString() {
        return "client certificate of " + certificate().getSubjectX500Principal();
    }
}
