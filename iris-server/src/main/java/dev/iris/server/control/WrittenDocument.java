package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.SecretSource;
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
    static JsonObject of(JsonObject document, Map<String, SecretSource> secrets) {
        var written = without(without(document, "", ELSEWHERE), "", Credentials.FIELDS);
        for (var secret : secrets.entrySet()) {
            if (secret.getValue() instanceof InFile(String file)) {
                written = with(written, secret.getKey(), SecretReader.fromFile(file));
            }
        }
        return written;
    }

    /** A stored document with its secrets as they are shown. */
    static JsonObject show(
            JsonObject written, Map<String, SecretSource> secrets, Function<SecretSource, JsonObject> shown) {
        var document = written;
        for (var secret : secrets.entrySet()) {
            document = with(document, secret.getKey(), shown.apply(secret.getValue()));
        }
        return document;
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
