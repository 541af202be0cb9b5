package dev.iris.testkit;

import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.partner.certificates.ServerCertificate;
import dev.iris.partner.certificates.Validity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A server certificate that a client must refuse although it is well made. */
public enum WrongCertificate {
    /** It was good until an hour ago. */
    EXPIRED,
    /** It will be good in an hour. */
    NOT_YET_VALID,
    /** Nobody vouches for it but itself. */
    SELF_SIGNED,
    /** An authority vouches for it that the client does not know. */
    OF_A_STRANGER,
    /** It names another host. */
    OF_ANOTHER_HOST;

    private static final String HOST = "localhost";

    /** One such certificate for localhost, made for a client that trusts this authority. */
    public ServerCertificate issue(CertificateAuthority trusted) {
        return switch (this) {
            case EXPIRED -> trusted.issueServer(List.of(HOST), Validity.expiredAt(Instant.now()));
            case NOT_YET_VALID -> trusted.issueServer(List.of(HOST), Validity.notYetAt(Instant.now()));
            case SELF_SIGNED -> CertificateAuthority.selfSignedServer(InstantSource.system(), HOST);
            case OF_A_STRANGER -> new CertificateAuthority(InstantSource.system()).issueServer(HOST);
            case OF_ANOTHER_HOST -> trusted.issueServer("elsewhere.example");
        };
    }
}
