package dev.iris.interop;

import static dev.iris.interop.Taken.LONG;
import static dev.iris.interop.Taken.credentialRefused;
import static dev.iris.interop.Taken.granted;
import static dev.iris.interop.Taken.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.interop.Registration.ByCertificate;
import dev.iris.interop.Registration.BySecret;
import dev.iris.interop.Registration.BySelfSigned;
import dev.iris.model.ClientCredential.TlsClient;
import dev.iris.oauth.TokenResult.Unavailable;
import dev.iris.partner.certificates.CertificateAuthority;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpringAuthorizationServerIT extends AuthorizationServerContract {
    private static final String REFUSED_CLIENT = "status 401, error invalid_client";
    private static final String REFUSED_SCOPE = "token endpoint: status 400, error invalid_scope";
    private static final Refusals REFUSALS =
            new Refusals(REFUSED_CLIENT, REFUSED_CLIENT, REFUSED_CLIENT, "status 401", REFUSED_SCOPE);

    @TempDir
    private static Path folder;

    private static SpringAuthorizationServer server;

    SpringAuthorizationServerIT() {
        super(server, REFUSALS);
    }

    @BeforeAll
    static void start() throws Exception {
        server = new SpringAuthorizationServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answersAreReadThoughTheyComeGzipped() throws Exception {
        var client = new BySecret("gzip", "secret-of-gzip");
        server.register(client);

        granted(iris.source(client.credential()));
        assertCameAs(200, "gzip");
        assertThat(refused(iris.sourceAsking("unknown", client.credential()))
                        .reason()
                        .detail())
                .startsWith(REFUSED_SCOPE);
        assertCameAs(400, "gzip");
        credentialRefused(iris.source(new BySecret("gzip", "wrong").credential()), REFUSED_CLIENT);
        assertCameAs(401, "gzip");
    }

    @Test
    void aNarrowerScopeIsTakenAndCounted() throws Exception {
        var client = new BySecret(LenientScopes.CLIENT, "secret-of-lenient");
        server.register(client);
        var source = iris.sourceAsking("segments.write segments.delete", client.credential());

        granted(source);

        assertThat(source.status().figures().narrowerScopes()).isEqualTo(1);
    }

    @Test
    void aCertificateThatNobodyVouchesForProvesTheClientThatPublishedIt() throws Exception {
        var certificate = CertificateAuthority.selfSignedClient("self-signed", InstantSource.system());
        var another = CertificateAuthority.selfSignedClient("self-signed", InstantSource.system());
        server.register(
                new BySelfSigned("self-signed", ClientKey.of(certificate).set()));

        try (var indifferent = new WatchedIris(server.indifferentTokenEndpoint())) {
            granted(indifferent.source(new TlsClient("self-signed"), certificate));
            credentialRefused(indifferent.source(new TlsClient("self-signed"), another), REFUSED_CLIENT);
        }
    }

    @Test
    void aCertificateIsTakenForSelfSignedUnlessItsAuthorityComesWithIt() throws Exception {
        server.register(new ByCertificate("leaf", "CN=leaf,O=Iris"));
        var certificate = LocalEdge.AUTHORITY.issueClient("leaf");
        var leaf = certificate.chainPem().substring(0, certificate.chainPem().lastIndexOf("-----BEGIN"));

        credentialRefused(
                iris.source(iris.grant(new TlsClient("leaf")), WatchedIris.tls(leaf, certificate)), REFUSED_CLIENT);
        granted(iris.source(new TlsClient("leaf"), certificate));
    }

    @Test
    void aCertificateOfAnotherAuthorityEndsTheConnection() throws Exception {
        server.register(new ByCertificate("foreign", "CN=foreign,O=Iris"));
        var stranger = new CertificateAuthority(InstantSource.system()).issueClient("foreign");

        var result = iris.source(new TlsClient("foreign"), stranger).take(LONG);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable ->
                                assertThat(unavailable.reason().detail()).contains("refused the client certificate"));
    }
}
