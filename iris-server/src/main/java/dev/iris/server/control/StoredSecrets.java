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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a destination on disk: sealed ones by their places, the newest at its field, an older one at the field with its
 * index; the names of files in the stored document.
 */
final class StoredSecrets {
    private StoredSecrets() {}

    /** Those that are to be sealed, by their places. */
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

    /** The names of files where they stand; null in place of a sealed one beside them. */
    static JsonValue files(Rotation secrets) {
        var told = secrets.newestFirst().stream().map(StoredSecrets::file).toList();
        return told.size() == 1 ? told.getFirst() : JsonValue.array(told);
    }

    /**
     * All of them, by field.
     *
     * @param written the stored document
     * @param sealed by their places
     */
    static Map<String, Rotation> of(JsonObject written, Map<String, Secret> sealed) {
        var found = new HashMap<String, Rotation>();
        for (var field : Credentials.fields(written)) {
            var told = elements(WrittenDocument.find(written, field));
            var sources = IntStream.range(0, Rotation.MOST)
                    .mapToObj(i -> source(i < told.size() ? told.get(i) : JsonValue.NULL, sealed.get(place(field, i))))
                    .flatMap(Optional::stream)
                    .toList();
            if (!sources.isEmpty()) {
                found.put(field, new Rotation(sources));
            }
        }
        return found;
    }

    private static JsonValue file(SecretSource source) {
        return switch (source) {
            case InFile(String file) -> SecretReader.fromFile(file);
            case Stored _ -> JsonValue.NULL;
        };
    }

    private static List<JsonValue> elements(JsonValue told) {
        return told instanceof JsonArray(List<JsonValue> elements) ? elements : List.of(told);
    }

    private static Optional<SecretSource> source(JsonValue told, @Nullable Secret sealed) {
        if (told instanceof JsonObject object
                && object.find(SecretReader.FROM_FILE).orElse(JsonValue.NULL) instanceof JsonString(String file)) {
            return Optional.of(new InFile(file));
        }
        return Optional.ofNullable(sealed).map(Stored::new);
    }

    private static String place(String field, int index) {
        return index == 0 ? field : field + "[" + index + "]";
    }
}
