package dev.iris.http;

import static dev.iris.http.EdgeFixture.AUTHORITY;
import static dev.iris.http.EdgeFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.HttpsResult.Failed;
import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.partner.certificates.Validity;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawTlsServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class EdgeTrustIT {
    @Test
    void aCertificateOfAnUnknownAuthorityIsUntrusted() throws Exception {
        var stranger = new CertificateAuthority(InstantSource.system());

        assertRefused(stranger.issueServer("localhost").sslContext(), EdgeFault.CERTIFICATE_UNTRUSTED, "authority");
    }

    @Test
    void anExpiredCertificateIsUntrusted() throws Exception {
        var certificate = AUTHORITY.issueServer(List.of("localhost"), Validity.expiredAt(Instant.now()));

        assertRefused(certificate.sslContext(), EdgeFault.CERTIFICATE_UNTRUSTED, "expired");
    }

    @Test
    void aCertificateThatIsNotValidYetIsUntrusted() throws Exception {
        var certificate = AUTHORITY.issueServer(List.of("localhost"), Validity.notYetAt(Instant.now()));

        assertRefused(certificate.sslContext(), EdgeFault.CERTIFICATE_UNTRUSTED, "not valid yet");
    }

    @Test
    void aCertificateForAnotherHostIsRefusedAsThat() throws Exception {
        assertRefused(AUTHORITY.issueServer("partner.example").sslContext(), EdgeFault.CERTIFICATE_HOST, "host");
    }

    @Test
    void aNameInACertificateDoesNotStandForAnAddress() throws Exception {
        var tls = AUTHORITY.issueServer("localhost").sslContext();
        try (var server = RawTlsServer.start(tls, request -> RawReply.json(200, "{}"));
                var edge = EdgeFixture.edge()) {
            var result = edge.exchange(post(server.url("127.0.0.1", "/")));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.fault()).isEqualTo(EdgeFault.CERTIFICATE_HOST));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aCertificateMayNameAnAddress() throws Exception {
        try (var server = EdgeFixture.server(request -> RawReply.json(200, "{}"));
                var edge = EdgeFixture.edge()) {
            assertThat(edge.exchange(post(server.url("127.0.0.1", "/")))).isInstanceOf(Answered.class);
            assertThat(server.requests().getFirst().findHeader("Host")).contains("127.0.0.1:" + server.port());
        }
    }

    @Test
    void aDotAtTheEndOfANameChangesNothing() throws Exception {
        try (var server = EdgeFixture.server(request -> RawReply.json(200, "{}"));
                var edge = EdgeFixture.edge()) {
            assertThat(edge.exchange(post(server.url("localhost.", "/")))).isInstanceOf(Answered.class);
            assertThat(server.requests().getFirst().findHeader("Host")).contains("localhost:" + server.port());
        }
    }

    private static void assertRefused(SSLContext tls, EdgeFault fault, String word) throws Exception {
        try (var server = RawTlsServer.start(tls, request -> RawReply.json(200, "{}"));
                var edge = EdgeFixture.edge()) {
            var result = edge.exchange(post(server.url("/")));

            assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.fault()).isEqualTo(fault);
                assertThat(failed.detail()).contains(word);
            });
            assertThat(server.handshakes()).isZero();
            assertThat(server.requests()).isEmpty();
        }
    }
}
