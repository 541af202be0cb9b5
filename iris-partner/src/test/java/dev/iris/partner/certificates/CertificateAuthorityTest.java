package dev.iris.partner.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-23T16:17:22Z");
    private static final CertificateAuthority AUTHORITY = new CertificateAuthority(InstantSource.fixed(NOW));

    @Test
    void serverCertificateIsSignedByTheAuthorityAndNamesHostsAndAddresses() throws GeneralSecurityException {
        var server = AUTHORITY.issueServer("localhost", "127.0.0.1", "::1").certificate();

        server.verify(AUTHORITY.certificate().getPublicKey());
        assertThat(server.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
    }

    @Test
    void anotherAuthorityDidNotSignIt() {
        var server = AUTHORITY.issueServer("localhost").certificate();
        var other = new CertificateAuthority(InstantSource.fixed(NOW));

        assertThatThrownBy(() -> server.verify(other.certificate().getPublicKey()))
                .isInstanceOf(SignatureException.class);
    }

    @Test
    void certificatesAreValidFromOneDayBefore() throws GeneralSecurityException {
        var dayBefore = Date.from(NOW.minusSeconds(86_400));

        AUTHORITY.certificate().checkValidity(dayBefore);
        AUTHORITY.issueServer("localhost").certificate().checkValidity(dayBefore);
    }

    @Test
    void expiredAndFutureCertificatesCanBeMade() {
        var expired = AUTHORITY.issueServer(List.of("localhost"), Validity.expiredAt(NOW));
        var future = AUTHORITY.issueServer(List.of("localhost"), Validity.notYetAt(NOW));

        assertThatThrownBy(() -> expired.certificate().checkValidity(Date.from(NOW)))
                .isInstanceOf(CertificateExpiredException.class);
        assertThatThrownBy(() -> future.certificate().checkValidity(Date.from(NOW)))
                .isInstanceOf(CertificateNotYetValidException.class);
    }

    @Test
    void onlyTheAuthorityMaySignCertificates() {
        assertThat(AUTHORITY.certificate().getBasicConstraints()).isZero();
        assertThat(AUTHORITY.issueServer("localhost").certificate().getBasicConstraints())
                .isEqualTo(-1);
    }

    @Test
    void pemHoldsTheServersCertificateAndThenTheAuthoritys() throws GeneralSecurityException {
        var server = AUTHORITY.issueServer("localhost");

        assertThat(parse(server.chainPem())).containsExactly(server.certificate(), AUTHORITY.certificate());
        assertThat(parse(AUTHORITY.certificatePem())).containsExactly(AUTHORITY.certificate());
        assertThat(server.keyPem()).startsWith("-----BEGIN PRIVATE KEY-----\n");
    }

    @Test
    void aServersCertificateCanBeSignedByItself() throws GeneralSecurityException {
        var selfSigned = CertificateAuthority.selfSignedServer(InstantSource.fixed(NOW), "localhost");

        assertThat(parse(selfSigned.chainPem())).containsExactly(selfSigned.certificate());
        selfSigned.certificate().verify(selfSigned.certificate().getPublicKey());
    }

    @Test
    void aClientsCertificateIsSignedByTheAuthorityOrByItself() throws GeneralSecurityException {
        var issued = AUTHORITY.issueClient("client");
        var selfSigned = CertificateAuthority.selfSignedClient("client", InstantSource.fixed(NOW));

        assertThat(parse(issued.chainPem())).containsExactly(issued.certificate(), AUTHORITY.certificate());
        issued.certificate().verify(AUTHORITY.certificate().getPublicKey());
        assertThat(parse(selfSigned.chainPem())).containsExactly(selfSigned.certificate());
        selfSigned.certificate().verify(selfSigned.certificate().getPublicKey());
        assertThat(selfSigned).hasToString("client certificate of CN=client, O=Iris");
    }

    @Test
    void keyStoreHoldsKeyAndChain() throws GeneralSecurityException {
        var server = AUTHORITY.issueServer("localhost");
        var password = "anything".toCharArray();
        var store = server.keyStore(password);

        assertThat(store.getKey("server", password)).isEqualTo(server.key());
        assertThat(store.getCertificateChain("server")).hasSize(2);
    }

    @Test
    void textFormShowsNoKey() {
        assertThat(AUTHORITY.issueServer("localhost")).hasToString("server certificate of CN=Iris test server, O=Iris");
    }

    @Test
    void certificateForNobodyIsRefused() {
        assertThatThrownBy(AUTHORITY::issueServer)
                .hasMessage("names: none (expected: at least one host name or address)");
    }

    private static List<X509Certificate> parse(String pem) throws GeneralSecurityException {
        var text = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        return CertificateFactory.getInstance("X.509").generateCertificates(text).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }
}
