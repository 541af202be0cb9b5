package dev.iris.interop;

import static dev.iris.json.JsonValue.object;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsEdge;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult.Answered;
import dev.iris.interop.Registration.BySecret;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.HttpsUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keycloak's interface for its administrators. Thread-safe. */
final class KeycloakAdmin {
    private static final Duration MOST = Duration.ofSeconds(20);

    private final HttpsEdge edge;
    private final String origin;
    private final BySecret account;

    KeycloakAdmin(HttpsEdge edge, String origin, BySecret account) {
        this.edge = edge;
        this.origin = origin;
        this.account = account;
    }

    /** Makes a realm of this name with these scopes. */
    void createRealm(String name, List<String> scopes) throws InterruptedException {
        var forms = scopes.stream()
                .map(scope -> object().put("name", scope)
                        .put("protocol", "openid-connect")
                        .put(
                                "attributes",
                                object().put("include.in.token.scope", "true").build())
                        .build())
                .toList();
        var realm = object().put("realm", name)
                .put("enabled", true)
                .put("clientScopes", JsonValue.array(forms))
                .build();
        assertThat(call("POST", "/admin/realms", realm).status()).isEqualTo(201);
    }

    /** Makes the client as this form says, or as it says from now on. */
    void putClient(String realm, String id, JsonObject form) throws InterruptedException {
        var clients = "/admin/realms/" + realm + "/clients";
        var made = call("POST", clients, form);
        if (made.status() == 409) {
            made = call("PUT", clients + "/" + internalId(clients, id), form);
        }
        assertThat(made.status()).isIn(201, 204);
    }

    private String internalId(String clients, String id) throws InterruptedException {
        var found = call("GET", clients + "?clientId=" + id, null);
        if (read(found) instanceof JsonArray(var elements)
                && elements.getFirst() instanceof JsonObject client
                && client.find("id").orElseThrow() instanceof JsonString(var internal)) {
            return internal;
        }
        throw new AssertionError("no client " + id);
    }

    private Answered call(String method, String path, @Nullable JsonObject body) throws InterruptedException {
        var headers = List.of(
                new HttpHeader("Authorization", "Bearer " + token()),
                new HttpHeader("Content-Type", "application/json"));
        var bytes = body == null ? new byte[0] : Json.write(body).getBytes(UTF_8);
        return Backchannel.answered(
                edge, new HttpsRequest(method, HttpsUrl.parse(origin + path), headers, bytes, MOST));
    }

    /** A new one for each call: they live for a minute. */
    private String token() throws InterruptedException {
        var form = Map.of(
                "grant_type", "client_credentials", "client_id", account.id(), "client_secret", account.secret());
        var url = HttpsUrl.parse(origin + "/realms/master/protocol/openid-connect/token");
        var answer = Backchannel.object(Backchannel.post(edge, url, form, List.of()));
        assertThat(answer.find("access_token")).isPresent();
        return ((JsonString) answer.find("access_token").orElseThrow()).value();
    }

    private static JsonValue read(Answered answer) {
        try {
            return Json.read(answer.body().bytes(), JsonLimits.DOCUMENT);
        } catch (MalformedDocumentException e) {
            throw new AssertionError("an answer that is not JSON", e);
        }
    }
}
