package dev.iris.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Problem;
import dev.iris.model.CertificateSource;
import dev.iris.model.DestinationId;
import dev.iris.model.PartnerTls;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.SecretSource.InFile;
import dev.iris.model.SecretSource.Stored;
import dev.iris.model.SecretUnreadableException;
import dev.iris.partner.certificates.CertificateAuthority;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsReaderTest {
    @Test
    void aClientIdentityIsReadWithItsAuthorities() {
        var authority = new CertificateAuthority(InstantSource.system());
        var mine = authority.issueServer("iris.example");
        var document = Documents.bare("")
                .with(
                        "tls",
                        JsonValue.object()
                                .put("certificate", mine.chainPem())
                                .put("key", mine.keyPem())
                                .put(
                                        "trustedCertificates",
                                        JsonValue.array(List.of(JsonValue.text(authority.certificatePem()))))
                                .build());
        var key = new Stored(Secret.of(mine.keyPem()));
        var tls = new PartnerTls(new PartnerTls.Identity(mine.chainPem(), key), List.of(authority.certificatePem()));
        assertThat(complete(document, Kept.NOTHING, Map.of()).tls()).isEqualTo(tls);

        var without = document.with(
                "tls", JsonValue.object().put("certificate", mine.chainPem()).build());
        assertThat(faults(without, Kept.NOTHING, Map.of())).containsExactly(new Problem("tls.key", "is missing"));
        var kept = new Kept(
                Map.of(Credentials.TLS_KEY, Rotation.of(key)),
                Map.of(Credentials.TLS_KEY, "https://elsewhere:443"),
                List.of());
        assertThat(complete(without, kept, Map.of()).tls().identity()).isEqualTo(tls.identity());

        var other = authority.issueServer("iris.example");
        var mixed = document.with(
                "tls",
                JsonValue.object()
                        .put("certificate", mine.chainPem())
                        .put("key", other.keyPem())
                        .build());
        assertThat(faults(mixed, Kept.NOTHING, Map.of()))
                .containsExactly(new Problem(
                        "tls.key",
                        "the private key does not belong to the certificate (expected: the key of the first"
                                + " certificate)"));
    }

    @Test
    void aClientIdentityMayStandInFiles() {
        var document = Documents.bare("tls: { certificate: { fromFile: a/chain.pem }, key: { fromFile: a/key.pem } }");
        var mine = new CertificateAuthority(InstantSource.system()).issueClient("iris");
        var there = Map.of("a/chain.pem", mine.chainPem(), "a/key.pem", mine.keyPem());
        var named = new PartnerTls.Identity(
                new CertificateSource.InFile(new InFile("a/chain.pem")), new InFile("a/key.pem"));

        assertThat(complete(document, Kept.NOTHING, there).tls()).isEqualTo(new PartnerTls(named, List.of()));
        assertThat(faults(document, Kept.NOTHING, Map.of("a/key.pem", mine.keyPem())))
                .containsExactly(
                        new Problem("tls.certificate.fromFile", "cannot be read: there is no file a/chain.pem"));
        assertThat(faults(document, Kept.NOTHING, Map.of("a/chain.pem", "none", "a/key.pem", mine.keyPem())))
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).startsWith("the certificate holds no certificate"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        tls: { certificate: c.pem, key: k.pem }  | tls.certificate            | holds no certificate
        tls: { key: k }                          | tls.certificate            | is missing beside key
        tls: { trustedCertificates: [ca.pem] }   | tls.trustedCertificates[0] | holds no certificate
        tls: { trustedCertificates: ca.pem }     | tls.trustedCertificates    | is a string (expected: an array)
        tls: { keys: k }                         | tls.keys                   | is unknown
        """)
    void wrongTlsIsRefusedByItsFields(String member, String field, String reason) {
        assertThat(faults(Documents.bare(member), Kept.NOTHING, Map.of()))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo(field);
                    assertThat(problem.reason()).startsWith(reason);
                });
    }

    private static Draft complete(JsonObject document, Kept kept, Map<String, String> files) {
        var reading = read(document, kept, files);
        assertThat(reading).isInstanceOf(DraftReading.Complete.class);
        return ((DraftReading.Complete) reading).draft();
    }

    private static List<Problem> faults(JsonObject document, Kept kept, Map<String, String> files) {
        var reading = read(document, kept, files);
        assertThat(reading).isInstanceOf(DraftReading.Faulty.class);
        return ((DraftReading.Faulty) reading).problems();
    }

    private static DraftReading read(JsonObject document, Kept kept, Map<String, String> files) {
        var vetting = new Vetting(Secret::toString, name -> read(name, files));
        return DestinationReader.read(document, new DestinationId(423), kept, vetting);
    }

    private static Secret read(String name, Map<String, String> files) throws SecretUnreadableException {
        if (!files.containsKey(name)) {
            throw new SecretUnreadableException("there is no file " + name);
        }
        return Secret.of(files.get(name));
    }
}
