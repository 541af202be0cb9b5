package dev.iris.interop;

import static dev.iris.json.JsonValue.object;

import dev.iris.http.HttpsEdge;
import dev.iris.interop.Registration.ByAssertion;
import dev.iris.interop.Registration.ByCertificate;
import dev.iris.interop.Registration.BySecret;
import dev.iris.interop.Registration.BySelfSigned;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.ObjectBuilder;
import dev.iris.model.HttpsUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Keycloak beside this JVM, with one realm. Thread-safe. */
final class KeycloakServer implements AuthorizationServer {
    private static final String REALM = "partners";
    private static final String AUTHORITY_NAME =
            LocalEdge.AUTHORITY.certificate().getSubjectX500Principal().getName();

    private final HttpsEdge edge = LocalEdge.open();
    private final KeycloakProcess process;
    private final KeycloakAdmin admin;
    private final String origin;

    /**
     * Starts it; returns when it answers.
     *
     * @param home where it was unpacked
     * @param folder for its certificate, its key and its log
     */
    KeycloakServer(Path home, Path folder) throws IOException, InterruptedException {
        var account = new BySecret("tests", UUID.randomUUID().toString());
        process = KeycloakProcess.start(home, folder, account);
        origin = "https://localhost:" + process.port();
        admin = new KeycloakAdmin(edge, origin, account);
        admin.createRealm(REALM, SCOPES);
    }

    @Override
    public String issuer() {
        return origin + "/realms/" + REALM;
    }

    @Override
    public HttpsUrl tokenEndpoint() {
        return endpoint("token");
    }

    @Override
    public HttpsUrl introspectionEndpoint() {
        return endpoint("token/introspect");
    }

    @Override
    public HttpsUrl revocationEndpoint() {
        return endpoint("revoke");
    }

    @Override
    public void register(Registration client) {
        try {
            admin.putClient(REALM, client.id(), form(client));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.close();
        edge.close();
    }

    private HttpsUrl endpoint(String name) {
        return HttpsUrl.parse(issuer() + "/protocol/openid-connect/" + name);
    }

    private static JsonObject form(Registration client) {
        return switch (client) {
            case BySecret(var id, var secret) ->
                common(id, "client-secret").put("secret", secret).build();
            case ByAssertion(var id, var algorithm, var keys) ->
                common(id, "client-jwt")
                        .put(
                                "attributes",
                                object().put("use.jwks.string", "true")
                                        .put("jwks.string", keys.toString(true))
                                        .put("token.endpoint.auth.signing.alg", algorithm.name())
                                        .build())
                        .build();
            case ByCertificate(var id, var subject) ->
                common(id, "client-x509")
                        .put(
                                "attributes",
                                object().put("x509.subjectdn", subject)
                                        .put("x509.casubjectdn", AUTHORITY_NAME)
                                        .put("x509.allow.regex.pattern.comparison", "false")
                                        .build())
                        .build();
            case BySelfSigned(var id, var _) ->
                throw new IllegalArgumentException(id + " with a self-signed certificate (expected: none)");
        };
    }

    private static ObjectBuilder common(String id, String authenticator) {
        var scopes = SCOPES.stream().map(JsonValue::text).toList();
        return object().put("clientId", id)
                .put("enabled", true)
                .put("publicClient", false)
                .put("serviceAccountsEnabled", true)
                .put("standardFlowEnabled", false)
                .put("clientAuthenticatorType", authenticator)
                .put("optionalClientScopes", JsonValue.array(scopes))
                .put("protocolMappers", JsonValue.array(List.of(audience(id))));
    }

    /** The client itself is to be in the audience of its tokens, as only who is there may introspect them. */
    private static JsonObject audience(String id) {
        return object().put("name", "audience")
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-audience-mapper")
                .put(
                        "config",
                        object().put("included.client.audience", id)
                                .put("access.token.claim", "true")
                                .put("introspection.token.claim", "true")
                                .build())
                .build();
    }
}
