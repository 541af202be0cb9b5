package dev.iris.http;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Certificates as people keep them: PEM. */
public final class Certificates {
    private static final int MOST = 1_000;

    private Certificates() {}

    /**
     * Reads every certificate of a PEM text, one or more, in order.
     *
     * @throws IllegalArgumentException says what is wrong, such as {@code holds no certificate (expected: …)}; it quotes nothing
     */
    public static List<X509Certificate> parse(String pem) {
        var blocks = PemBlock.read(pem);
        require(!blocks.isEmpty(), "holds no certificate (expected: PEM, -----BEGIN CERTIFICATE-----)");
        require(blocks.size() <= MOST, "holds " + blocks.size() + " certificates (expected: at most " + MOST + ")");
        return blocks.stream().map(Certificates::read).toList();
    }

    /** A TLS context that trusts the JDK's authorities and these. */
    public static SSLContext trusting(List<X509Certificate> authorities) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {PartnerTrust.of(authorities)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private static X509Certificate read(PemBlock block) {
        require(
                block.label().equals("CERTIFICATE"),
                "holds a block " + block.label() + " (expected: nothing but CERTIFICATE)");
        var der = block.findDer()
                .orElseThrow(() -> new IllegalArgumentException("holds a damaged certificate (expected: base64)"));
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("holds a damaged certificate (expected: X.509)", e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
