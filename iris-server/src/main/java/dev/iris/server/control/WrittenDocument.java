package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.Rotation;
import dev.iris.model.SecretSource.InFile;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The document of a destination as its author wrote it, defaults left out where they were left out: what is stored, and what an
 * export gives back. Id, mappings and secrets have places of their own; a secret that stands in a file is named here.
 */
final class WrittenDocument {
    private static final Set<String> ELSEWHERE = Set.of("id", "mappings");

    private WrittenDocument() {}

    /**
     * What of a document is stored as it stands.
     *
     * @param secrets that it amounts to, by field
     */
    static JsonObject of(JsonObject document, Map<String, Rotation> secrets) {
        var written = without(without(document, "", ELSEWHERE), "", Credentials.fields(document));
        for (var found : secrets.entrySet()) {
            if (found.getValue().newestFirst().stream().anyMatch(InFile.class::isInstance)) {
                written = with(written, found.getKey(), StoredSecrets.files(found.getValue()));
            }
        }
        return written;
    }

    /** A stored document without its secrets: what reading it gives when they are kept. */
    static JsonObject withoutSecrets(JsonObject written) {
        return without(written, "", Credentials.fields(written));
    }

    /** A stored document with its secrets as they are shown. */
    static JsonObject show(JsonObject written, Map<String, Rotation> secrets, Function<Rotation, JsonValue> shown) {
        var document = written;
        for (var secret : secrets.entrySet()) {
            document = with(document, secret.getKey(), shown.apply(secret.getValue()));
        }
        return document;
    }

    /** The member at a field, null when there is none. */
    static JsonValue find(JsonObject object, String field) {
        int dot = field.indexOf('.');
        var found = object.find(dot < 0 ? field : field.substring(0, dot)).orElse(JsonValue.NULL);
        if (dot < 0) {
            return found;
        }
        return found instanceof JsonObject nested ? find(nested, field.substring(dot + 1)) : JsonValue.NULL;
    }

    private static JsonObject without(JsonObject object, String path, Set<String> fields) {
        var kept = JsonValue.object();
        object.members().forEach((name, value) -> {
            var here = path + name;
            if (!fields.contains(here)) {
                kept.put(name, value instanceof JsonObject nested ? without(nested, here + ".", fields) : value);
            }
        });
        return kept.build();
    }

    private static JsonObject with(JsonObject object, String field, JsonValue value) {
        int dot = field.indexOf('.');
        if (dot < 0) {
            return object.with(field, value);
        }
        var name = field.substring(0, dot);
        var nested = object.find(name).orElse(JsonValue.NULL) instanceof JsonObject there
                ? there
                : JsonValue.object().build();
        return object.with(name, with(nested, field.substring(dot + 1), value));
    }
}
