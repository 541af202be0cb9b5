package dev.iris.http;

import static dev.iris.http.EdgeFixture.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.model.Secret;
import dev.iris.partner.certificates.ClientCertificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIdentityTest {
    private static final ClientCertificate EC = AUTHORITY.issueClient("iris");
    private static final ClientCertificate RSA = AUTHORITY.issueRsaClient("iris");

    @Test
    void ecAndRsaIdentitiesAreRead() {
        for (var client : List.of(EC, RSA)) {
            var identity = ClientIdentity.parse(client.chainPem(), Secret.of(client.keyPem()));

            assertThat(identity.chain()).hasSize(2);
            assertThat(identity.certificate().getSubjectX500Principal().getName())
                    .isEqualTo("CN=iris,O=Iris");
        }
    }

    @Test
    void wordsAroundTheBlocksAndOtherLineEndsDoNotMatter() {
        var certificate = "subject: iris\r\n" + EC.chainPem().replace("\n", "\r\n") + "\r\n# end";
        var key = "\n\n" + EC.keyPem().replace("\n", "\r\n");

        assertThat(ClientIdentity.parse(certificate, Secret.of(key)).chain()).hasSize(2);
    }

    @Test
    void identitiesAreEqualByWhatTheyHold() {
        assertThat(parse(EC.chainPem(), EC.keyPem()))
                .isEqualTo(parse(EC.chainPem(), EC.keyPem()))
                .hasSameHashCodeAs(parse(EC.chainPem(), EC.keyPem()))
                .isNotEqualTo(parse(RSA.chainPem(), RSA.keyPem()));
    }

    @Test
    void itsTextShowsNoKey() {
        assertThat(parse(EC.chainPem(), EC.keyPem())).hasToString("client identity of CN=iris, O=Iris");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        for (var other : List.of(RSA, AUTHORITY.issueClient("iris"))) {
            assertRefused(EC.chainPem(), other.keyPem(), "the private key does not belong to the certificate");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "certificate.pem", "-----BEGIN CERTIFICATE-----"})
    void aCertificateThatIsNoneIsRefused(String certificate) {
        assertRefused(certificate, EC.keyPem(), "the certificate holds no certificate (expected: PEM");
    }

    @Test
    void aDamagedCertificateIsRefused() {
        var cut = EC.chainPem().replaceFirst("[A-Za-z0-9+/]{40}\n", "\n");

        assertRefused(cut, EC.keyPem(), "the certificate holds a damaged certificate");
        assertRefused(EC.chainPem().replaceFirst("MII", "M-I"), EC.keyPem(), "damaged");
    }

    @Test
    void aKeyAmongTheCertificatesIsRefused() {
        assertRefused(EC.chainPem() + EC.keyPem(), EC.keyPem(), "the certificate holds a block PRIVATE KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key.pem"})
    void aKeyThatIsNoneIsRefused(String key) {
        assertRefused(EC.chainPem(), key, "the private key holds 0 private keys (expected: -----BEGIN PRIVATE KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
    void anotherFormOfKeyIsRefusedWithTheCommandThatConvertsIt(String form) {
        var key = EC.keyPem().replace("PRIVATE KEY", form);

        assertRefused(EC.chainPem(), key, "the private key is in the form " + form);
        assertRefused(EC.chainPem(), key, "openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void aDamagedKeyIsRefused() {
        var cut = EC.keyPem().replaceFirst("[A-Za-z0-9+/]{20}\n", "\n");

        assertRefused(EC.chainPem(), cut, "the private key is damaged, or neither RSA nor EC");
    }

    @Test
    void twoKeysAreRefused() {
        assertRefused(EC.chainPem(), EC.keyPem() + RSA.keyPem(), "holds 2 private keys");
    }

    @Test
    void aTextWithoutEndIsRefused() {
        assertRefused("x".repeat(2_000_000), EC.keyPem(), "the certificate is 2000000 characters long");
    }

    @Test
    void aBundleOfAuthoritiesIsRead() {
        assertThat(Certificates.parse(AUTHORITY.certificatePem() + AUTHORITY.certificatePem()))
                .containsExactly(AUTHORITY.certificate(), AUTHORITY.certificate());
    }

    private static ClientIdentity parse(String certificate, String key) {
        return ClientIdentity.parse(certificate, Secret.of(key));
    }

    /** With a message that holds no piece of either key. */
    private static void assertRefused(String certificate, String key, String words) {
        assertThatThrownBy(() -> parse(certificate, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .satisfies(failure -> assertThat(List.of(EC.keyPem().split("\n")))
                        .filteredOn(line -> !line.startsWith("-----"))
                        .noneMatch(line -> String.valueOf(failure.getMessage()).contains(line)));
    }
}
