package dev.iris.interop;

import static dev.iris.interop.Taken.LONG;
import static dev.iris.interop.Taken.credentialRefused;
import static dev.iris.interop.Taken.granted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.interop.Registration.ByAssertion;
import dev.iris.interop.Registration.BySecret;
import dev.iris.model.SigningAlgorithm;
import dev.iris.oauth.TokenResult.Unavailable;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class KeycloakIT extends AuthorizationServerContract {
    private static final String REFUSED_SECRET = "status 401, error unauthorized_client";
    private static final Refusals REFUSALS = new Refusals(
            REFUSED_SECRET,
            "status 400, error invalid_client",
            "status 401, error invalid_client",
            "status 401, error invalid_client",
            "token endpoint: status 400, error invalid_scope");

    private static KeycloakServer server;

    KeycloakIT() {
        super(server, REFUSALS);
    }

    @BeforeAll
    static void start() throws Exception {
        server = new KeycloakServer(folder("keycloak.home"), folder("keycloak.run"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answersAreReadThoughSomeComeGzipped() throws Exception {
        var client = new BySecret("gzip", "secret-of-gzip");
        server.register(client);

        granted(iris.source(client.credential()));
        assertCameAs(200, "gzip");
        credentialRefused(iris.source(new BySecret("gzip", "wrong").credential()), REFUSED_SECRET);
        assertCameAs(401);
    }

    @Test
    void anAssertionThatCameTwiceIsNotBlamedOnTheKey() throws Exception {
        var key = ClientKey.ec();
        server.register(new ByAssertion("twice", SigningAlgorithm.ES256, key.set()));

        try (var repeated = new WatchedIris(server.tokenEndpoint(), new TwiceEdge(LocalEdge.open()))) {
            var result = repeated.source(key.credential("twice", SigningAlgorithm.ES256, null))
                    .take(LONG);

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            unavailable -> assertThat(unavailable.reason().detail())
                                    .startsWith("token endpoint: status 400, error invalid_client, \"Token reuse"
                                            + " detected\""));
        }
    }

    private static Path folder(String property) {
        return Path.of(System.getProperty(property));
    }
}
