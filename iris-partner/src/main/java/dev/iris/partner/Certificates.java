package dev.iris.partner;

import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.partner.certificates.Validity;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;

/** What the partner shows of itself in TLS. Thread-safe. */
final class Certificates {
    private static final List<String> NAMES = List.of("localhost", "127.0.0.1");

    private final SSLContext valid;
    private final SSLContext expired;

    Certificates(CertificateAuthority authority, Instant now) {
        this.valid = authority.issueServer(NAMES, Validity.around(now)).sslContext();
        this.expired = authority.issueServer(NAMES, Validity.expiredAt(now)).sslContext();
    }

    SSLContext shownAt(Door door) {
        return door == Door.EXPIRED_CERTIFICATE ? expired : valid;
    }
}
