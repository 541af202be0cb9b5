package dev.iris.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.model.SecretFiles;
import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.server.control.ControlPlane;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
    private final CertificateAuthority authority = new CertificateAuthority(Clock.systemUTC());
    private final FakeEngine engine = new FakeEngine();

    @TempDir
    private Path folder;

    private ControlPlane control;

    @BeforeEach
    void open() {
        control = ControlPlane.open(folder.resolve("data"), SecretFiles.NONE, Clock.systemUTC(), engine::adopt);
    }

    @AfterEach
    void close() {
        control.close();
    }

    @Test
    void theInterfaceIsServedOverVerifiedTls() throws Exception {
        var certificate = authority.issueServer("127.0.0.1");
        try (var server = start(certificate.chainPem(), certificate.keyPem());
                var client = client("TLSv1.2", "TLSv1.3")) {
            assertThat(server.url()).startsWith("https://127.0.0.1:");
            assertThat(live(server, client)).isEqualTo(200);
        }
    }

    @Test
    void anOldVersionOfTlsIsRefused() throws Exception {
        var certificate = authority.issueServer("127.0.0.1");
        try (var server = start(certificate.chainPem(), certificate.keyPem());
                var client = client("TLSv1.1")) {
            assertThatThrownBy(() -> live(server, client)).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void anIdentityThatCannotBeUsedIsNamedWithItsSetting() {
        var certificate = authority.issueServer("127.0.0.1");
        assertThatIOException()
                .isThrownBy(() -> start(certificate.chainPem(), "no key"))
                .withMessageContaining("server.tls");
        var other = authority.issueServer("127.0.0.1");
        assertThatIOException()
                .isThrownBy(() -> start(certificate.chainPem(), other.keyPem()))
                .withMessageContaining("cannot use server.tls: the private key does not belong to the certificate");
        assertThatIOException()
                .isThrownBy(() -> start("no certificate", certificate.keyPem()))
                .withMessageContaining("server.tls");
        assertThatIOException()
                .isThrownBy(() -> start(new ListenAddress.Identity(folder.resolve("none"), folder.resolve("none"))))
                .withMessage("cannot read server.tls.certificate, the file " + folder.resolve("none"));
    }

    private RestServer start(String certificate, String key) throws IOException {
        return start(new ListenAddress.Identity(
                Files.writeString(folder.resolve("server.pem"), certificate),
                Files.writeString(folder.resolve("server.key"), key)));
    }

    private RestServer start(ListenAddress.Identity identity) throws IOException {
        var address = new ListenAddress("127.0.0.1", 0, identity);
        return RestServer.start(address, control, engine, new FakeBatches(), new FakeCouriers(), Clock.systemUTC());
    }

    private HttpClient client(String... protocols) {
        return HttpClient.newBuilder()
                .sslContext(authority.trustingContext())
                .sslParameters(new SSLParameters(null, protocols))
                .build();
    }

    private static int live(RestServer server, HttpClient client) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server.url() + "/health/live"));
        return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }
}
