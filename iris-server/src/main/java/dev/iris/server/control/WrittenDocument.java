package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.SecretSource;
import dev.iris.model.SecretSource.InFile;
import dev.iris.model.SecretSource.Stored;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

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
        var written = without(without(document, "", ELSEWHERE), "", Credentials.FIELDS);
        for (var found : secrets.entrySet()) {
            if (found.getValue().newestFirst().stream().anyMatch(InFile.class::isInstance)) {
                written = with(written, found.getKey(), files(found.getValue()));
            }
        }
        return written;
    }

    /**
     * The secrets of a stored document, by field.
     *
     * @param sealed by their places, as {@link #sealed} gives them
     */
    static Map<String, Rotation> secrets(JsonObject written, Map<String, Secret> sealed) {
        var found = new HashMap<String, Rotation>();
        for (var field : Credentials.FIELDS) {
            var told = find(written, field);
            var sources = IntStream.range(0, Rotation.MOST)
                    .mapToObj(index -> source(told, field, index, sealed))
                    .flatMap(Optional::stream)
                    .toList();
            if (!sources.isEmpty()) {
                found.put(field, new Rotation(sources));
            }
        }
        return found;
    }

    /** The secrets that are not in files, by their places: the newest at its field, an older one with its index. */
    static Map<String, Secret> sealed(Map<String, Rotation> secrets) {
        var found = new HashMap<String, Secret>();
        secrets.forEach((field, rotation) -> {
            var sources = rotation.newestFirst();
            for (int i = 0; i < sources.size(); i++) {
                if (sources.get(i) instanceof Stored(Secret secret)) {
                    found.put(place(field, i), secret);
                }
            }
        });
        return found;
    }

    /** A stored document without its secrets: what reading it gives when they are kept. */
    static JsonObject withoutSecrets(JsonObject written) {
        return without(written, "", Credentials.FIELDS);
    }

    /** A stored document with its secrets as they are shown. */
    static JsonObject show(JsonObject written, Map<String, Rotation> secrets, Function<Rotation, JsonValue> shown) {
        var document = written;
        for (var secret : secrets.entrySet()) {
            document = with(document, secret.getKey(), shown.apply(secret.getValue()));
        }
        return document;
    }

    /** The names of files where they stand; null in place of a sealed one beside them. */
    private static JsonValue files(Rotation secrets) {
        var told = secrets.newestFirst().stream().map(WrittenDocument::file).toList();
        return told.size() == 1 ? told.getFirst() : JsonValue.array(told);
    }

    private static JsonValue file(SecretSource source) {
        return switch (source) {
            case InFile(String file) -> SecretReader.fromFile(file);
            case Stored _ -> JsonValue.NULL;
        };
    }

    private static Optional<SecretSource> source(JsonValue told, String field, int index, Map<String, Secret> sealed) {
        var there = told instanceof JsonArray(var elements)
                ? index < elements.size() ? elements.get(index) : JsonValue.NULL
                : index == 0 ? told : JsonValue.NULL;
        if (there instanceof JsonObject object
                && object.find(SecretReader.FROM_FILE).orElse(JsonValue.NULL) instanceof JsonString(String file)) {
            return Optional.of(new InFile(file));
        }
        return Optional.ofNullable(sealed.get(place(field, index))).map(Stored::new);
    }

    private static String place(String field, int index) {
        return index == 0 ? field : field + "[" + index + "]";
    }

    private static JsonValue find(JsonObject object, String field) {
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
