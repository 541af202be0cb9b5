package dev.iris.partner.certificates;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority of its own (EC P-256) that lives in memory: whoever trusts its certificate trusts the servers and clients it
 * made certificates for, and nobody else. Two authorities never trust each other. Thread-safe.
 */
public final class CertificateAuthority {
    private static final Duration YEARS = Duration.ofDays(10 * 365);
    private static final int RSA_BITS = 2048;
    private static final String NAME = "Iris test authority";

    private final InstantSource clock;
    private final KeyPair keys;
    private final X509Certificate certificate;

    /** Makes keys and a certificate valid from one day before now. */
    public CertificateAuthority(InstantSource clock) {
        this.clock = clock;
        this.keys = newKeys();
        var now = clock.instant();
        var validity = new Validity(Validity.around(now).from(), now.plus(YEARS));
        this.certificate = CertificateForm.ofAuthority(NAME, keys, validity);
    }

    /** The certificate to trust. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The certificate to trust, as PEM. */
    public String certificatePem() {
        return Pem.of(certificate);
    }

    /** As {@link #issueServer(List, Validity)}, valid now. */
    public ServerCertificate issueServer(String... names) {
        return issueServer(List.of(names), Validity.around(clock.instant()));
    }

    /**
     * Makes new keys and a certificate for a server.
     *
     * @param names host names and literal IPv4 or IPv6 addresses, at least one; each becomes a subject alternative name
     */
    public ServerCertificate issueServer(List<String> names, Validity validity) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("names: none (expected: at least one host name or address)");
        }
        var server = newKeys();
        var issued = CertificateForm.ofServer(names, server.getPublic(), validity, certificate, keys.getPrivate());
        return new ServerCertificate(server.getPrivate(), List.of(issued, certificate));
    }

    /** Makes new EC keys and a certificate for a client, valid now. */
    public ClientCertificate issueClient(String name) {
        return issueClient(name, newKeys());
    }

    /** As above with RSA keys. */
    public ClientCertificate issueRsaClient(String name) {
        return issueClient(name, newRsaKeys());
    }

    /** Makes new EC keys and a certificate that nobody vouches for but the client itself, valid from one day before the clock's now. */
    public static ClientCertificate selfSignedClient(String name, InstantSource clock) {
        var client = newKeys();
        var signed = CertificateForm.ofSelfSignedClient(name, client, Validity.around(clock.instant()));
        return new ClientCertificate(client.getPrivate(), List.of(signed));
    }

    /** Makes new EC keys and a certificate that nobody vouches for but the server itself, valid from one day before the clock's now. */
    public static ServerCertificate selfSignedServer(InstantSource clock, String... names) {
        var server = newKeys();
        var signed = CertificateForm.ofSelfSignedServer(List.of(names), server, Validity.around(clock.instant()));
        return new ServerCertificate(server.getPrivate(), List.of(signed));
    }

    private ClientCertificate issueClient(String name, KeyPair client) {
        var validity = Validity.around(clock.instant());
        var issued = CertificateForm.ofClient(name, client.getPublic(), validity, certificate, keys.getPrivate());
        return new ClientCertificate(client.getPrivate(), List.of(issued, certificate));
    }

    /** A TLS context for a client that trusts this authority alone. */
    public SSLContext trustingContext() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS context: cannot be made", e);
        }
    }

    /** What trusts this authority alone. */
    TrustManager[] trustManagers() throws GeneralSecurityException {
        var store = ServerCertificate.emptyStore();
        store.setCertificateEntry("authority", certificate);
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("EC P-256 keys: cannot be made", e);
        }
    }

    private static KeyPair newRsaKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA keys: cannot be made", e);
        }
    }
}
