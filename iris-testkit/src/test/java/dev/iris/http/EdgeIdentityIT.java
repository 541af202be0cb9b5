package dev.iris.http;

import static dev.iris.http.EdgeFixture.AUTHORITY;
import static dev.iris.http.EdgeFixture.answered;
import static dev.iris.http.EdgeFixture.assertFailed;
import static dev.iris.http.EdgeFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.model.Secret;
import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.partner.certificates.ClientCertificate;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawTlsServer;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeIdentityIT {
    private static final CertificateAuthority STRANGER = new CertificateAuthority(InstantSource.system());
    private static final Channel PLAIN = Channel.of("#1", 4);

    private final VertxEdge edge = EdgeFixture.edge(engine());

    /** What computes TLS in these tests. */
    TlsEngine engine() {
        return TlsEngine.best();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anIdentityIsShownToAPartnerThatDemandsOne(String version) throws Exception {
        try (var partner = demanding(AUTHORITY, version)) {
            var ec = PLAIN.withIdentity(identity(AUTHORITY.issueClient("iris")));
            var rsa = PLAIN.withIdentity(identity(AUTHORITY.issueRsaClient("iris")));

            answered(edge.exchange(post(partner.url("/")).withChannel(ec)));
            answered(edge.exchange(post(partner.url("/")).withChannel(rsa)));
        }
    }

    @Test
    void withoutAnIdentityADemandForOneIsToldAsThat() throws Exception {
        try (var partner = demanding(AUTHORITY, "TLSv1.2")) {
            var result = edge.exchange(post(partner.url("/")).withChannel(PLAIN));

            assertFailed(result, EdgeFault.UNREACHABLE, "demands a client certificate");
            assertThat(partner.applicationBytes()).isZero();
        }
    }

    @Test
    void anIdentityThatThePartnerDoesNotTrustIsToldAsThat() throws Exception {
        try (var partner = demanding(STRANGER, "TLSv1.2")) {
            var channel = PLAIN.withIdentity(identity(AUTHORITY.issueClient("iris")));

            var result = edge.exchange(post(partner.url("/")).withChannel(channel));

            assertFailed(result, EdgeFault.UNREACHABLE, "refused the client certificate");
            assertThat(partner.applicationBytes()).isZero();
        }
    }

    /** In TLS 1.3 the client is done before its certificate is looked at, so the refusal may be lost behind the end of the connection. */
    @Test
    void inTls13APartnerThatDemandsAnIdentityTakesNoRequestWithoutOne() throws Exception {
        try (var partner = demanding(AUTHORITY, "TLSv1.3")) {
            var result = edge.exchange(post(partner.url("/")).withChannel(PLAIN));

            assertFailed(result, EdgeFault.UNREACHABLE, "a client certificate");
            assertThat(partner.requests()).isEmpty();
        }
    }

    @Test
    void anIdentityIsNotShownOnOtherChannels() throws Exception {
        try (var partner = demanding(AUTHORITY, "TLSv1.2")) {
            var shown = PLAIN.withIdentity(identity(AUTHORITY.issueClient("iris")));
            answered(edge.exchange(post(partner.url("/")).withChannel(shown)));

            var result = edge.exchange(post(partner.url("/")).withChannel(PLAIN));

            assertFailed(result, EdgeFault.UNREACHABLE, "demands a client certificate");
        }
    }

    /** Some servers ask for a certificate only when they know what is wanted, which in TLS 1.2 is another handshake. */
    @Test
    void aPartnerMayShakeHandsAgainBeforeItAnswersWhoHasAnIdentity() throws Exception {
        var parameters = AUTHORITY.issueServer("localhost").sslContext().getDefaultSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.2"});
        var reply = RawReply.bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n")
                .thenShakeHands()
                .then("\r\n{}");
        try (var partner =
                RawTlsServer.start(AUTHORITY.issueServer("localhost").sslContext(), parameters, request -> reply)) {
            var channel = PLAIN.withIdentity(identity(AUTHORITY.issueClient("iris")));

            assertThat(answered(edge.exchange(post(partner.url("/")).withChannel(channel)))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anIdentityDoesNotHinderAPartnerThatDemandsNone() throws Exception {
        try (var partner = EdgeFixture.server(request -> RawReply.json(200, "{}"))) {
            var channel = PLAIN.withIdentity(identity(STRANGER.issueClient("iris")));

            answered(edge.exchange(post(partner.url("/")).withChannel(channel)));
        }
    }

    @Test
    void anAuthorityOfOneChannelIsNotTrustedOnAnother() throws Exception {
        var tls = STRANGER.issueServer("localhost").sslContext();
        try (var partner = RawTlsServer.start(tls, request -> RawReply.json(200, "{}"))) {
            var trusting = Channel.of("#2", 4).withAuthorities(List.of(STRANGER.certificate()));

            answered(edge.exchange(post(partner.url("/")).withChannel(trusting)));
            var result = edge.exchange(post(partner.url("/")).withChannel(PLAIN));

            assertFailed(result, EdgeFault.CERTIFICATE_UNTRUSTED, "authority");
            assertThat(partner.requests()).hasSize(1);
        }
    }

    @Test
    void anAuthorityOfAChannelIsTrustedBesidesThoseOfTheEdge() throws Exception {
        try (var partner = EdgeFixture.server(request -> RawReply.json(200, "{}"))) {
            var trusting = PLAIN.withAuthorities(List.of(STRANGER.certificate()));

            answered(edge.exchange(post(partner.url("/")).withChannel(trusting)));
        }
    }

    @Test
    void anAuthorityThatIsTrustedNoMoreIsNotTrustedOnAnOldConnection() throws Exception {
        var tls = STRANGER.issueServer("localhost").sslContext();
        try (var partner = RawTlsServer.start(tls, request -> RawReply.json(200, "{}"))) {
            answered(edge.exchange(
                    post(partner.url("/")).withChannel(PLAIN.withAuthorities(List.of(STRANGER.certificate())))));

            var result = edge.exchange(post(partner.url("/")).withChannel(PLAIN.withAuthorities(List.of())));

            assertFailed(result, EdgeFault.CERTIFICATE_UNTRUSTED, "authority");
        }
    }

    private static RawTlsServer demanding(CertificateAuthority clients, String version) {
        var tls = AUTHORITY.issueServer("localhost").sslContextForClientsOf(clients);
        var parameters = tls.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setNeedClientAuth(true);
        return RawTlsServer.start(tls, parameters, request -> RawReply.json(200, "{}"));
    }

    private static ClientIdentity identity(ClientCertificate certificate) {
        return ClientIdentity.parse(certificate.chainPem(), Secret.of(certificate.keyPem()));
    }
}
