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
     * @param certificate PEM text of the chain, Iris's own certificate first
     * @param key PEM text of the private key
     */
    public record Identity(String certificate, SecretSource key) {}

    public PartnerTls {
        trustedCertificates = List.copyOf(trustedCertificates);
    }
}
