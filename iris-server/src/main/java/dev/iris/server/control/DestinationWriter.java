package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.ObjectBuilder;
import dev.iris.model.Aggregation;
import dev.iris.model.Authentication;
import dev.iris.model.Authentication.OAuth2;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.DeliverySettings;
import dev.iris.model.Destination;
import dev.iris.model.Mapping;
import dev.iris.model.Secret;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a destination as the document that makes it so. Thread-safe. */
final class DestinationWriter {
    private final Function<Secret, Optional<JsonObject>> show;

    private DestinationWriter(Function<Secret, Optional<JsonObject>> show) {
        this.show = show;
    }

    /** The document that is shown: whole, with fingerprints in place of secrets. */
    static JsonObject show(Destination destination, Function<Secret, String> fingerprint) {
        return new DestinationWriter(secret -> Optional.of(Secrets.shown(fingerprint.apply(secret))))
                .settings(destination)
                .put(
                        "mappings",
                        JsonValue.array(destination.mappings().stream()
                                .map(DestinationWriter::mapping)
                                .toList()))
                .build();
    }

    /** The document that is stored: without mappings and secrets, which have places of their own. */
    static JsonObject store(Destination destination) {
        return new DestinationWriter(_ -> Optional.empty())
                .settings(destination)
                .build();
    }

    private ObjectBuilder settings(Destination destination) {
        var unbuilt = Unbuilt.DESTINATION.members();
        var document = JsonValue.object()
                .put("id", destination.id().value())
                .put("name", destination.name())
                .put("clientId", destination.clientId())
                .put("userDpid", destination.userDpid().value())
                .put("endpoint", destination.endpoint().toString())
                .put("method", destination.method().name())
                .put("auth", auth(destination.authentication()));
        unbuilt.forEach(document::put);
        return document.put("aggregation", aggregation(destination.aggregation()))
                .put("delivery", delivery(destination.delivery()));
    }

    private JsonObject auth(Authentication authentication) {
        return switch (authentication) {
            case OAuth2 oauth2 -> {
                var auth = JsonValue.object()
                        .put("type", "oauth2")
                        .put("tokenEndpoint", oauth2.tokenEndpoint().toString());
                put(auth, oauth2.credential());
                Unbuilt.AUTH.members().forEach(auth::put);
                yield auth.build();
            }
        };
    }

    private void put(ObjectBuilder auth, ClientCredential credential) {
        switch (credential) {
            case OpaqueBasic(Secret value) -> put(auth, "basic", value);
            case ClientIdAndSecret(String clientId, Secret secret) -> {
                auth.put("clientId", clientId);
                put(auth, "clientSecret", secret);
            }
        }
    }

    private void put(ObjectBuilder auth, String name, Secret secret) {
        show.apply(secret).ifPresent(shown -> auth.put(name, shown));
    }

    private static JsonObject aggregation(Aggregation aggregation) {
        return JsonValue.object()
                .put("maxUsers", aggregation.maxUsers())
                .put("linger", Durations.write(aggregation.linger()))
                .build();
    }

    private static JsonObject delivery(DeliverySettings settings) {
        var delivery = JsonValue.object()
                .put("timeout", Durations.write(settings.timeout()))
                .put("retries", settings.retries())
                .put(
                        "successStatus",
                        JsonValue.array(settings.successStatus().stream()
                                .sorted()
                                .map(JsonValue::number)
                                .toList()))
                .put("maxConcurrency", settings.maxConcurrency());
        Unbuilt.DELIVERY.members().forEach(delivery::put);
        return delivery.build();
    }

    private static JsonObject mapping(Mapping mapping) {
        return JsonValue.object()
                .put("segment", mapping.segment().value())
                .put("value", orNull(mapping.alias()))
                .put("from", orNull(mapping.from()))
                .put("until", orNull(mapping.until()))
                .build();
    }

    private static JsonValue orNull(@Nullable Object value) {
        return value == null ? JsonValue.NULL : JsonValue.text(value.toString());
    }
}
