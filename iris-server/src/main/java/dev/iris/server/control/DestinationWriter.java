package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.ObjectBuilder;
import dev.iris.model.Aggregation;
import dev.iris.model.Authentication;
import dev.iris.model.Authentication.OAuth2;
import dev.iris.model.CertificateSource;
import dev.iris.model.DeliverySettings;
import dev.iris.model.Destination;
import dev.iris.model.Format;
import dev.iris.model.Mapping;
import dev.iris.model.MessageForm;
import dev.iris.model.PartnerTls;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.Signature;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a destination as the document that makes it so. Thread-safe. */
final class DestinationWriter {
    private final Function<Rotation, JsonValue> show;

    private DestinationWriter(Function<Secret, String> fingerprint) {
        show = secrets -> Secrets.shown(secrets, fingerprint);
    }

    /** The whole document, defaults included, with fingerprints in place of secrets. */
    static JsonObject full(Destination destination, Function<Secret, String> fingerprint) {
        return new DestinationWriter(fingerprint)
                .settings(destination)
                .put("mappings", mappings(destination))
                .build();
    }

    /** The document as its author wrote it, with fingerprints in place of secrets. */
    static JsonObject written(StoredDestination stored, Function<Secret, String> fingerprint) {
        var destination = stored.destination();
        var secrets = Credentials.secrets(destination);
        var shown = WrittenDocument.show(stored.written(), secrets, found -> Secrets.shown(found, fingerprint));
        var document = JsonValue.object().put("id", destination.id().value());
        shown.members().forEach(document::put);
        return document.put("mappings", mappings(destination)).build();
    }

    private static JsonValue mappings(Destination destination) {
        return JsonValue.array(
                destination.mappings().stream().map(DestinationWriter::mapping).toList());
    }

    private ObjectBuilder settings(Destination destination) {
        var form = destination.form();
        var document = JsonValue.object()
                .put("id", destination.id().value())
                .put("name", destination.name())
                .put("clientId", destination.clientId())
                .put("userDpid", destination.userDpid().value())
                .put("endpoint", destination.endpoint().toString());
        if (form.format() instanceof Format.Standard) {
            document.put("method", destination.method().name());
        }
        document.put("auth", auth(destination.authentication()))
                .put("tls", tls(destination.tls()))
                .put("signature", signature(form.signature()))
                .put("format", format(destination))
                .put("headers", headers(form));
        document.put("realtime", destination.realtime())
                .put("batch", BatchReader.write(destination.batch()))
                .put("sampleDenominator", destination.reach().sampleDenominator())
                .put("sendWithoutId", destination.reach().withoutId());
        return document.put("aggregation", aggregation(destination.aggregation()))
                .put("delivery", delivery(destination.delivery()));
    }

    private JsonObject auth(Authentication authentication) {
        return switch (authentication) {
            case OAuth2 oauth2 -> new AuthWriter(show).write(oauth2);
            case Authentication.Basic(var username, var passwords) ->
                JsonValue.object()
                        .put("type", "basic")
                        .put("username", username)
                        .put("password", show.apply(passwords))
                        .build();
            case Authentication.FixedBearer(var tokens) ->
                JsonValue.object()
                        .put("type", AuthReader.BEARER)
                        .put("token", show.apply(tokens))
                        .build();
            case Authentication.None _ -> JsonValue.object().put("type", "none").build();
        };
    }

    private static JsonValue format(Destination destination) {
        var template = JsonValue.object().put("method", destination.method().name());
        return switch (destination.form().format()) {
            case Format.Standard _ -> JsonValue.text(FormatReader.STANDARD);
            case Format.BodyTemplate(var type, var text) ->
                template.put("contentType", type.toString())
                        .put("template", text)
                        .build();
            case Format.QueryTemplate(var text) ->
                template.put("template", text).build();
        };
    }

    private JsonObject signature(Signature signature) {
        var keys = signature.keys().stream()
                .map(key -> show.apply(Rotation.of(key)))
                .toList();
        return JsonValue.object()
                .put("header", signature.header())
                .put("algorithm", signature.algorithm().toString())
                .put("keys", JsonValue.array(keys))
                .build();
    }

    private static JsonObject headers(MessageForm form) {
        var headers = JsonValue.object();
        form.headers().forEach(headers::put);
        return headers.build();
    }

    private JsonObject tls(PartnerTls tls) {
        var identity = tls.identity();
        return JsonValue.object()
                .put("certificate", identity == null ? JsonValue.NULL : certificate(identity.certificate()))
                .put("key", identity == null ? JsonValue.NULL : show.apply(Rotation.of(identity.key())))
                .put(
                        "trustedCertificates",
                        JsonValue.array(tls.trustedCertificates().stream()
                                .map(JsonValue::text)
                                .toList()))
                .build();
    }

    private static JsonValue certificate(CertificateSource certificate) {
        return switch (certificate) {
            case CertificateSource.Told(String pem) -> JsonValue.text(pem);
            case CertificateSource.InFile(var file) -> SecretReader.fromFile(file.name());
        };
    }

    private static JsonObject aggregation(Aggregation aggregation) {
        return JsonValue.object()
                .put("maxUsers", aggregation.maxUsers())
                .put("linger", Durations.write(aggregation.linger()))
                .build();
    }

    private static JsonObject delivery(DeliverySettings settings) {
        var onStatus = JsonValue.object();
        new TreeMap<>(settings.onStatus())
                .forEach((status, meaning) -> onStatus.put(Integer.toString(status), DeliveryReader.text(meaning)));
        return JsonValue.object()
                .put("timeout", Durations.write(settings.timeout()))
                .put("retries", settings.retries())
                .put(
                        "successStatus",
                        JsonValue.array(settings.successStatus().stream()
                                .sorted()
                                .map(JsonValue::number)
                                .toList()))
                .put("maxConcurrency", settings.maxConcurrency())
                .put("http2", settings.http2())
                .put(
                        "messagesPerSecond",
                        settings.messagesPerSecond() == null
                                ? JsonValue.NULL
                                : JsonValue.number(settings.messagesPerSecond()))
                .put("maxAge", Durations.write(settings.maxAge()))
                .put("onStatus", onStatus.build())
                .build();
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
