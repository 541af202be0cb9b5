package dev.iris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.partner.certificates.CertificateAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerOptionsIT {
    private final CertificateAuthority authority = new CertificateAuthority(InstantSource.system());

    @TempDir
    private Path folder;

    @Test
    void aServerBehindHttpsIsSpokenToOnceItsAuthorityIsTrusted() throws Exception {
        var certificate = authority.issueServer("127.0.0.1");
        var chain = Files.writeString(folder.resolve("server.pem"), certificate.chainPem());
        var key = Files.writeString(folder.resolve("server.key"), certificate.keyPem());
        var ca = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
        var tls = "server: { tls: { certificate: '" + chain + "', key: '" + key + "' } }";
        try (var iris = LocalServer.start(folder, tls)) {
            assertThat(iris.url()).startsWith("https://");
            assertThat(iris.run("export", "--ca-file", ca.toString()).out()).isEqualTo("destinations: []\n");
            var untrusted = iris.run("export");
            assertThat(untrusted.code()).isEqualTo(1);
            assertThat(untrusted.err()).contains("--ca-file").hasLineCount(1);
        }
    }

    @Test
    void aWrongFileOfAuthoritiesIsNamed() throws Exception {
        var file = Files.writeString(folder.resolve("ca.pem"), "no certificate");
        try (var iris = LocalServer.start(folder)) {
            var wrong = iris.run("export", "--ca-file", file.toString());
            assertThat(wrong.code()).isEqualTo(1);
            assertThat(wrong.err())
                    .isEqualTo("iris: --ca-file: " + file
                            + " holds no certificate (expected: PEM, -----BEGIN CERTIFICATE-----)\n");
        }
    }
}
