package dev.iris.interop;

import static dev.iris.interop.AuthorizationServer.SCOPES;
import static dev.iris.interop.Taken.LONG;
import static dev.iris.interop.Taken.credentialRefused;
import static dev.iris.interop.Taken.granted;
import static dev.iris.interop.Taken.refused;
import static dev.iris.interop.Taken.renewedValue;
import static dev.iris.interop.Taken.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.iris.interop.AskingPartner.Visit;
import dev.iris.interop.Registration.ByAssertion;
import dev.iris.interop.Registration.ByCertificate;
import dev.iris.interop.Registration.BySecret;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.ClientCredential.Placement;
import dev.iris.model.ClientCredential.TlsClient;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.SecretSource.Stored;
import dev.iris.model.SigningAlgorithm;
import dev.iris.oauth.TokenSource;
import dev.iris.observe.ReasonCode;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Iris's token engine and any authorization server of RFC 6749 make of each other. */
abstract class AuthorizationServerContract {
    /** Everything that form-encoding or a careless server changes. */
    private static final String HARD_SECRET = "a+b/c%d:e f&=?#;ü€\"`'<>\\{}|^~$@!*()[],.%2B%zz";

    final WatchedIris iris;
    private final AuthorizationServer server;
    private final Refusals refusals;

    /**
     * How the reasons begin that an operator sees when a server refuses.
     *
     * @param secret a secret that is not the client's
     * @param key an assertion of a key that is not the client's
     * @param certificate a client certificate that is not the client's
     * @param noCertificate a client that ought to show a certificate and shows none
     * @param scope a scope that does not exist
     */
    record Refusals(String secret, String key, String certificate, String noCertificate, String scope) {}

    /** What holds for this server, which runs already. */
    AuthorizationServerContract(AuthorizationServer server, Refusals refusals) {
        this.server = server;
        this.refusals = refusals;
        this.iris = new WatchedIris(server.tokenEndpoint());
    }

    @AfterEach
    void closeIris() {
        iris.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"BASIC", "POST"})
    void aSecretOfAnyCharactersIsTaken(Placement placement) throws Exception {
        var client = known(new BySecret("hard", HARD_SECRET));

        granted(iris.source(client.credential(placement)));

        assertThat(iris.requests()).hasSize(1);
    }

    @Test
    void anOpaqueBasicValueIsTakenAsItWasGiven() throws Exception {
        known(new BySecret("opaque", "secret-of-opaque"));
        var value = Base64.getEncoder().encodeToString("opaque:secret-of-opaque".getBytes(UTF_8));

        granted(iris.source(new OpaqueBasic(Secret.of(value))));
    }

    @Test
    void aSecretThatIsNotFormEncodedIsRefusedOnceWithAWordOnTheCause() throws Exception {
        var client = known(new BySecret("raw", HARD_SECRET + "raw"));
        var source = iris.source(client.credential(Placement.BASIC_RAW));

        for (int i = 0; i < 2; i++) {
            assertThat(refused(source).reason().detail()).contains("auth.clientAuthentication");
        }

        assertThat(iris.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"BASIC", "POST"})
    void aWrongSecretIsSentOnceAndTheNextCallFailsWithoutARequest(Placement placement) throws Exception {
        known(new BySecret("careful", "secret-of-careful"));
        var guessed = new BySecret("careful", "guessed").credential(placement);

        assertRefusedOnce(iris.source(guessed), refusals.secret());
    }

    @ParameterizedTest
    @EnumSource(names = {"RS256", "PS256", "ES256"})
    void anAssertionIsTakenAndEveryRequestHasANewOne(SigningAlgorithm algorithm) throws Exception {
        var key = algorithm == SigningAlgorithm.ES256 ? ClientKey.ec() : ClientKey.rsa();
        var client = known(new ByAssertion("signs-" + algorithm, algorithm, key.set()));
        var source = iris.source(key.credential(client.id(), algorithm, null));

        var tokens = List.of(value(source), renewedValue(source), renewedValue(source));

        assertThat(tokens).doesNotHaveDuplicates();
        assertThat(iris.requests())
                .extracting(request -> request.form().get("client_assertion"))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    void anAssertionMayBeForTheIssuer() throws Exception {
        var key = ClientKey.ec();
        var client = known(new ByAssertion("for-issuer", SigningAlgorithm.ES256, key.set()));

        granted(iris.source(key.credential(client.id(), SigningAlgorithm.ES256, server.issuer())));
    }

    @Test
    void anAssertionThatWasUsedWouldBeRefused() throws Exception {
        var key = ClientKey.ec();
        var client = known(new ByAssertion("used", SigningAlgorithm.ES256, key.set()));
        granted(iris.source(key.credential(client.id(), SigningAlgorithm.ES256, null)));

        var sent = iris.requests().getFirst().form();
        var again = Backchannel.post(iris.edge(), server.tokenEndpoint(), sent, List.of());

        assertThat(again.status()).isBetween(400, 401);
        assertThat(Backchannel.object(again).find("error")).contains(JsonValue.text("invalid_client"));
    }

    @Test
    void aKeyThatIsNotTheClientsIsRefusedOnce() throws Exception {
        var client = known(new ByAssertion(
                "other-key", SigningAlgorithm.ES256, ClientKey.ec().set()));
        var another = ClientKey.ec().credential(client.id(), SigningAlgorithm.ES256, null);

        assertRefusedOnce(iris.source(another), refusals.key());
    }

    @Test
    void aCertificateProvesTheClient() throws Exception {
        known(new ByCertificate("shows-one", "CN=shows-one,O=Iris"));
        var certificate = LocalEdge.AUTHORITY.issueClient("shows-one");
        var source = iris.source(new TlsClient("shows-one"), certificate);

        assertThat(List.of(value(source), renewedValue(source))).doesNotHaveDuplicates();
    }

    @Test
    void anothersCertificateIsRefusedOnce() throws Exception {
        known(new ByCertificate("wants-its-own", "CN=wants-its-own,O=Iris"));
        var others = LocalEdge.AUTHORITY.issueClient("another");

        assertRefusedOnce(iris.source(new TlsClient("wants-its-own"), others), refusals.certificate());
    }

    @Test
    void noCertificateIsRefusedOnce() throws Exception {
        known(new ByCertificate("wants-any", "CN=wants-any,O=Iris"));

        assertRefusedOnce(iris.source(new TlsClient("wants-any")), refusals.noCertificate());
    }

    @Test
    void theScopeThatIsAskedForIsGranted() throws Exception {
        var client = known(new BySecret("scoped", "secret-of-scoped"));
        var source = iris.sourceAsking(SCOPES.getFirst(), client.credential());

        granted(source);

        var scope = Backchannel.object(iris.lastAnswer()).find("scope").orElse(JsonValue.NULL);
        assertThat(Json.write(scope)).contains(SCOPES.getFirst());
        assertThat(source.status().figures().narrowerScopes()).isZero();
    }

    @Test
    void anUnknownScopeIsRefusedOnceAndNotBlamedOnTheCredential() throws Exception {
        var client = known(new BySecret("unscoped", "secret-of-unscoped"));
        var source = iris.sourceAsking("segments.delete", client.credential());

        for (int i = 0; i < 2; i++) {
            var reason = refused(source).reason();
            assertThat(reason.code()).isEqualTo(ReasonCode.UNEXPECTED_STATUS);
            assertThat(reason.detail()).startsWith(refusals.scope()).contains("auth.scope");
        }

        assertThat(iris.requests()).hasSize(1);
    }

    @Test
    void aTokenIsAskedForAnewWhenTheLifeThatTheServerGaveItIsOver() throws Exception {
        var client = known(new BySecret("mortal", "secret-of-mortal"));
        var source = iris.source(client.credential());
        var first = value(source);
        var life = source.status().findLife().orElseThrow();

        assertThat(value(source)).isEqualTo(first);
        iris.ticker().advance(life);

        assertThat(value(source)).isNotEqualTo(first);
        assertThat(iris.requests()).hasSize(2);
    }

    @Test
    void aSecretIsChangedWithoutAMomentWithoutToken() throws Exception {
        known(new BySecret("rotates", "the-old-secret"));
        var newestFirst =
                new Rotation(List.of(new Stored(Secret.of("the-new-secret")), new Stored(Secret.of("the-old-secret"))));
        var source = iris.source(new ClientIdAndSecret("rotates", newestFirst, Placement.BASIC));

        var byOld = granted(source);
        assertThat(iris.requests()).hasSize(2);

        known(new BySecret("rotates", "the-new-secret"));
        assertThat(granted(source)).isSameAs(byOld);
        assertThat(iris.requests()).hasSize(2);

        source.reject(byOld);
        assertThat(granted(source)).isNotSameAs(byOld);
        assertThat(iris.requests()).hasSize(4);

        renewedValue(source);
        assertThat(iris.requests()).hasSize(5);
    }

    @Test
    void aRevokedTokenIsRenewedOnceAndTheMessageArrives(@TempDir Path folder) throws Exception {
        var client = known(new BySecret("delivers", "secret-of-delivers"));
        try (var edge = LocalEdge.open()) {
            var backchannel = new Backchannel(edge, server, client);
            try (var partner = new AskingPartner(backchannel);
                    var destination = new OneDestination(folder, partner.endpoint(), client.credential(), iris)) {
                destination.qualify("A");
                await().atMost(LONG).until(() -> partner.visits().size() == 1);
                backchannel.revoke(partner.visits().getFirst().token());

                destination.qualify("B");
                await().atMost(LONG).until(() -> partner.visits().size() == 3);

                assertRenewedForTheSameMessage(partner.visits());
                assertThat(iris.requests()).hasSize(2);
            }
        }
    }

    private static void assertRenewedForTheSameMessage(List<Visit> visits) {
        assertThat(visits).extracting(Visit::status).containsExactly(200, 401, 200);
        assertThat(visits.get(1).token()).isEqualTo(visits.get(0).token());
        assertThat(visits.get(2).token()).isNotEqualTo(visits.get(0).token());
        assertThat(visits.get(2).body()).isEqualTo(visits.get(1).body()).contains("\"Segment_ID\":\"B\"");
    }

    /** The credential is sent once and refused; calls after that fail without a request. */
    private void assertRefusedOnce(TokenSource source, String words) throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            credentialRefused(source, words);
        }
        assertThat(iris.requests()).hasSize(1);
    }

    /** The last answer was one of that status and these content encodings. */
    final void assertCameAs(int status, String... encodings) {
        assertThat(iris.lastAnswer().status()).isEqualTo(status);
        assertThat(iris.lastAnswer().headerValues("Content-Encoding")).containsExactly(encodings);
    }

    /** The client, once the server knows it. */
    private <T extends Registration> T known(T client) {
        server.register(client);
        return client;
    }
}
