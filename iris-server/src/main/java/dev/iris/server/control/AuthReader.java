package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonBoolean;
import dev.iris.json.JsonValue.JsonNull;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.Members;
import dev.iris.model.Authentication;
import dev.iris.model.ClientCredential;
import dev.iris.model.HttpsUrl;
import dev.iris.model.Secret;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads how Iris proves who it is; a secret that is left out stays what it was. Confined to one reading. */
final class AuthReader {
    private final Members auth;
    private final Kept kept;
    private final Function<Secret, String> fingerprint;
    private final @Nullable HttpsUrl tokenEndpoint;

    AuthReader(Members auth, Kept kept, Function<Secret, String> fingerprint) {
        this.auth = auth;
        this.kept = kept;
        this.fingerprint = fingerprint;
        this.tokenEndpoint = auth.required("tokenEndpoint", auth.text("tokenEndpoint", HttpsUrl::parse))
                .orElse(null);
    }

    Optional<Authentication> read() {
        var credential = credential();
        Unbuilt.refuse(auth, Unbuilt.AUTH);
        auth.refuseUnknown();
        return tokenEndpoint == null
                ? Optional.empty()
                : credential.map(told -> new Authentication.OAuth2(tokenEndpoint, told));
    }

    private Optional<ClientCredential> credential() {
        var basic = auth.value("basic").isPresent();
        var clientId = auth.text("clientId", text -> Lines.require(text, 256));
        var pair =
                auth.value("clientId").isPresent() || auth.value("clientSecret").isPresent();
        if (basic && pair) {
            auth.problem("basic", "stands beside clientId or clientSecret (expected: one of the two ways)");
            return Optional.empty();
        }
        if (!basic && !pair && kept.secrets().isEmpty()) {
            auth.problem("basic", "is missing (expected: basic, or clientId and clientSecret)");
            return Optional.empty();
        }
        return basic || (!pair && kept.find(Credentials.BASIC).isPresent()) ? basic() : idAndSecret(clientId);
    }

    private Optional<ClientCredential> basic() {
        return secret("basic", Credentials::basic).map(ClientCredential.OpaqueBasic::new);
    }

    private Optional<ClientCredential> idAndSecret(Optional<String> clientId) {
        var secret = secret("clientSecret", Credentials::clientSecret);
        return auth.required("clientId", clientId)
                .flatMap(id -> secret.map(told -> new ClientCredential.ClientIdAndSecret(id, told)));
    }

    private Optional<Secret> secret(String name, Function<String, Secret> check) {
        return switch (auth.value(name).orElse(JsonValue.NULL)) {
            case JsonString _ -> auth.text(name, check);
            case JsonNull _ -> keep(name);
            case JsonObject object when object.find("set").isPresent() -> keep(name, object);
            case JsonObject _ -> refused(name, "is an object, which is not supported yet (expected: a string)");
            case JsonArray _ -> refused(name, "is a list, which is not supported yet (expected: a string)");
            case JsonNumber _ -> refused(name, "is a number (expected: a string)");
            case JsonBoolean _ -> refused(name, "is true or false (expected: a string)");
        };
    }

    private Optional<Secret> keep(String name, JsonObject shown) {
        var expected = kept.find(auth.pathOf(name))
                .map(stored -> Secrets.shown(fingerprint.apply(stored)))
                .filter(shown::equals);
        return expected.isPresent()
                ? keep(name)
                : refused(name, "does not show the secret that is stored (expected: the secret itself, or left out)");
    }

    private Optional<Secret> keep(String name) {
        var stored = kept.find(auth.pathOf(name));
        if (stored.isEmpty()) {
            return refused(name, "is missing");
        }
        if (tokenEndpoint != null && !kept.mayGoTo(tokenEndpoint.origin())) {
            return refused(name, "the secret is needed again because the origin changed");
        }
        return stored;
    }

    private Optional<Secret> refused(String name, String reason) {
        auth.problem(name, reason);
        return Optional.empty();
    }
}
