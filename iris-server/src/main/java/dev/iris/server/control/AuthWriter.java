package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.ObjectBuilder;
import dev.iris.model.Authentication.OAuth2;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.ClientCredential.PrivateKeyJwt;
import dev.iris.model.ClientCredential.TlsClient;
import dev.iris.model.Rotation;
import dev.iris.model.TokenParameters;
import dev.iris.model.TokenPolicy;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes how segment requests are authenticated as the part of a document that makes it so. Thread-safe. */
final class AuthWriter {
    private final Function<Rotation, JsonValue> show;

    /**
     * A writer of documents.
     *
     * @param show what stands for secrets
     */
    AuthWriter(Function<Rotation, JsonValue> show) {
        this.show = show;
    }

    JsonObject write(OAuth2 oauth2) {
        var grant = oauth2.grant();
        var auth = JsonValue.object()
                .put("type", "oauth2")
                .put("tokenEndpoint", grant.tokenEndpoint().toString());
        putCredential(auth, grant.credential());
        putParameters(auth, grant.parameters());
        return auth.put(
                        "renewOn",
                        JsonValue.array(oauth2.renewOn().stream()
                                .sorted()
                                .map(JsonValue::number)
                                .toList()))
                .put("assertion", grant.credential() instanceof PrivateKeyJwt jwt ? assertion(jwt) : JsonValue.NULL)
                .put("token", policy(grant.policy()))
                .build();
    }

    private void putCredential(ObjectBuilder auth, ClientCredential credential) {
        switch (credential) {
            case OpaqueBasic(var values) -> auth.put("basic", show.apply(values));
            case ClientIdAndSecret(var id, var secrets, var _) ->
                auth.put("clientId", id).put("clientSecret", show.apply(secrets));
            case PrivateKeyJwt jwt -> auth.put("clientId", jwt.clientId());
            case TlsClient(var id) -> auth.put("clientId", id);
        }
        auth.put("clientAuthentication", ClientAuthentication.of(credential).toString());
    }

    private static void putParameters(ObjectBuilder auth, TokenParameters parameters) {
        var others = JsonValue.object();
        parameters.others().forEach(others::put);
        auth.put("scope", orNull(parameters.scope()))
                .put("audience", orNull(parameters.audience()))
                .put("resource", texts(parameters.resources()))
                .put("parameters", others.build());
    }

    private JsonObject assertion(PrivateKeyJwt jwt) {
        var ids = jwt.keyIds();
        return JsonValue.object()
                .put("algorithm", orNull(jwt.algorithm()))
                .put("key", show.apply(jwt.keys()))
                .put("keyId", ids.size() > 1 ? texts(ids) : orNull(ids.isEmpty() ? null : ids.getFirst()))
                .put("audience", orNull(jwt.audience()))
                .build();
    }

    private static JsonObject policy(TokenPolicy policy) {
        var refetchAfter = policy.refetchAfter();
        return JsonValue.object()
                .put("acceptTypes", texts(policy.otherTypes().stream().sorted().toList()))
                .put("typeRequired", policy.typeRequired())
                .put("strictCharacters", policy.strictCharacters())
                .put("formEncoded", policy.formEncoded())
                .put("maxLife", Durations.write(policy.maxLife()))
                .put("margin", Durations.write(policy.margin()))
                .put("refetchAfter", orNull(refetchAfter == null ? null : Durations.write(refetchAfter)))
                .build();
    }

    private static JsonValue texts(List<String> texts) {
        return JsonValue.array(texts.stream().map(JsonValue::text).toList());
    }

    private static JsonValue orNull(@Nullable Object value) {
        return value == null ? JsonValue.NULL : JsonValue.text(value.toString());
    }
}
