package dev.iris.interop;

import dev.iris.http.AddressGuard;
import dev.iris.http.Cidr;
import dev.iris.http.HttpsEdge;
import dev.iris.http.VertxEdge;
import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.partner.certificates.ServerCertificate;
import java.time.InstantSource;
import java.util.List;

/** The real edge, allowed to connect to this machine, and the one authority that it and the servers of the tests trust. */
final class LocalEdge {
    static final CertificateAuthority AUTHORITY = new CertificateAuthority(InstantSource.system());

    private LocalEdge() {}

    static HttpsEdge open() {
        return new VertxEdge(
                new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1"))),
                List.of(AUTHORITY.certificate()));
    }

    /** A certificate good for this machine. */
    static ServerCertificate certificate() {
        return AUTHORITY.issueServer("localhost", "127.0.0.1");
    }
}
