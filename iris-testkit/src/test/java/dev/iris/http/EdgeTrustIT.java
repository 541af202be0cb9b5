package dev.iris.http;

import static dev.iris.http.EdgeFixture.AUTHORITY;
import static dev.iris.http.EdgeFixture.assertFailed;
import static dev.iris.http.EdgeFixture.failed;
import static dev.iris.http.EdgeFixture.post;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.HttpsResult.Failed;
import dev.iris.model.HttpsUrl;
import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.partner.certificates.Validity;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawTlsServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeTrustIT {
    /** A handshake record with a ServerHello: version 3.2, 32 bytes of zeros, no session, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, no compression. */
    private static final String SERVER_HELLO_OF_TLS_1_1 =
            "160302002a020000260302" + "0000000000000000000000000000000000000000000000000000000000000000" + "00c01300";

    private static final String ALERT_PROTOCOL_VERSION = "15030200020246";

    /** What computes TLS in these tests. */
    TlsEngine engine() {
        return TlsEngine.best();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void onLinuxNativeCodeComputesTls() {
        assertThat(TlsEngine.best()).isEqualTo(TlsEngine.NATIVE);
    }

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
                var edge = EdgeFixture.edge(engine())) {
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
                var edge = EdgeFixture.edge(engine())) {
            assertThat(edge.exchange(post(server.url("127.0.0.1", "/")))).isInstanceOf(Answered.class);
            assertThat(server.requests().getFirst().findHeader("Host")).contains("127.0.0.1:" + server.port());
        }
    }

    @Test
    void aDotAtTheEndOfANameChangesNothing() throws Exception {
        try (var server = EdgeFixture.server(request -> RawReply.json(200, "{}"));
                var edge = EdgeFixture.edge(engine())) {
            assertThat(edge.exchange(post(server.url("localhost.", "/")))).isInstanceOf(Answered.class);
            assertThat(server.requests().getFirst().findHeader("Host")).contains("localhost:" + server.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVER_HELLO_OF_TLS_1_1, ALERT_PROTOCOL_VERSION})
    void aPartnerThatSpeaksNoTls12IsToldAsThat(String hex) throws Exception {
        try (var old = TcpServer.start(socket -> {
                    socket.getInputStream().read();
                    socket.getOutputStream().write(HexFormat.of().parseHex(hex));
                    socket.getInputStream().readAllBytes();
                });
                var edge = EdgeFixture.edge(engine())) {
            var result = edge.exchange(post(HttpsUrl.parse("https://localhost:" + old.port() + "/")));

            assertFailed(result, EdgeFault.UNREACHABLE, "the partner speaks no TLS 1.2 or later");
        }
    }

    @Test
    void aRefusalOfTheHandshakeIsToldWithItsAlert() throws Exception {
        try (var server = TcpServer.start(socket -> {
                    socket.getInputStream().read();
                    socket.getOutputStream().write(HexFormat.of().parseHex("15030300020228"));
                    socket.getInputStream().readAllBytes();
                });
                var edge = EdgeFixture.edge(engine())) {
            var result = edge.exchange(post(HttpsUrl.parse("https://localhost:" + server.port() + "/")));

            assertFailed(result, EdgeFault.UNREACHABLE, "handshake_failure");
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsUnreachable() throws Exception {
        try (var server = TcpServer.start(socket -> socket.getOutputStream().write("220 mail\r\n".getBytes(US_ASCII)));
                var edge = EdgeFixture.edge(engine())) {
            var result = edge.exchange(post(HttpsUrl.parse("https://localhost:" + server.port() + "/")));

            assertFailed(result, EdgeFault.UNREACHABLE, "TLS handshake failed");
            assertThat(failed(result).detail()).doesNotContain("mail");
        }
    }

    /** Whatever the version of TLS, not one byte of a request leaves. */
    private void assertRefused(SSLContext tls, EdgeFault fault, String word) throws Exception {
        for (var version : List.of("TLSv1.2", "TLSv1.3")) {
            var parameters = tls.getDefaultSSLParameters();
            parameters.setProtocols(new String[] {version});
            for (var channel : List.of(Channel.of("#1", 1), Channel.of("#2", 1).withHttp2())) {
                assertRefused(tls, parameters, channel, fault, word);
            }
        }
    }

    private void assertRefused(SSLContext tls, SSLParameters parameters, Channel channel, EdgeFault fault, String word)
            throws Exception {
        try (var server = RawTlsServer.start(tls, parameters, request -> RawReply.json(200, "{}"));
                var edge = EdgeFixture.edge(engine())) {
            assertFailed(edge.exchange(post(server.url("/")).withChannel(channel)), fault, word);
            assertThat(server.handshakes()).isZero();
            assertThat(server.applicationBytes()).isZero();
            assertThat(server.requests()).isEmpty();
        }
    }
}
