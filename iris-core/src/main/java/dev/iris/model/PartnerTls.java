package dev.iris.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of TLS is particular to one destination; it holds for its token endpoint too.
 *
 * @param identity who Iris is to a partner that asks for a client certificate; null to show none
 * @param trustedCertificates PEM texts of authorities trusted besides those of the server
 */
public record PartnerTls(@Nullable Identity identity, List<String> trustedCertificates) {
    /** Nothing is particular. */
    public static final PartnerTls NONE = new PartnerTls(null, List.of());

    /**
     * A client certificate and its private key.
     *
     * @param certificate the chain
     * @param key PEM text of the private key
     */
    public record Identity(CertificateSource certificate, SecretSource key) {
        /** An identity whose chain Iris keeps as PEM text. */
        public Identity(String certificatePem, SecretSource key) {
            this(new CertificateSource.Told(certificatePem), key);
        }

        /** Its parts as they are now, those that cannot be read empty: equal lists mean that nothing changed. */
        public List<Secret> now(SecretFiles files) {
            return List.of(read(() -> Secret.of(certificate.resolve(files))), read(() -> key.resolve(files)));
        }

        private static Secret read(Part part) {
            try {
                return part.read();
            } catch (SecretUnreadableException e) {
                return Secret.of("");
            }
        }

        /** What may stand in a file. */
        private interface Part {
            Secret read() throws SecretUnreadableException;
        }

        /** Whether a part of it stands in a file and so may change without a word. */
        public boolean isInFiles() {
            return certificate instanceof CertificateSource.InFile || key instanceof SecretSource.InFile;
        }
    }

    public PartnerTls {
        trustedCertificates = List.copyOf(trustedCertificates);
    }
}
