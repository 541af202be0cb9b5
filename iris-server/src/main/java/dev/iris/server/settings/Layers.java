package dev.iris.server.settings;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The file's document with what the environment and the command line say laid over it. Confined to one reading. */
final class Layers {
    private final Map<String, String> sources = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private JsonValue document;

    Layers(JsonValue file) {
        document = file;
    }

    JsonValue document() {
        return document;
    }

    /** Lays the environment over what is there; a variable that is empty counts as not set. */
    void lay(Map<String, String> environment) {
        new TreeMap<>(environment).forEach((variable, text) -> {
            var key = Key.ofVariable(variable);
            if (key.isEmpty() && Key.resemblesVariable(variable)) {
                problems.add(new Problem(variable, "is unknown (known: " + Key.variables() + ")"));
            }
            if (key.isPresent() && !text.isEmpty()) {
                lay(key.get(), variable, text);
            }
        });
    }

    /** Lays the command line over what is there. */
    void lay(Overrides overrides) {
        Optional.ofNullable(overrides.port())
                .ifPresent(port -> lay("server.port", "--port", JsonValue.number(port.longValue())));
        Optional.ofNullable(overrides.data()).ifPresent(data -> lay("data", "--data", JsonValue.text(data.toString())));
    }

    /** All problems, each under the name that its author used. */
    List<Problem> nameSources(List<Problem> found) {
        var all = new ArrayList<>(problems);
        found.forEach(problem -> all.add(new Problem(nameSource(problem.field()), problem.reason())));
        return all;
    }

    private void lay(Key key, String variable, String text) {
        try {
            lay(key.path(), variable, key.read(text));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(variable, String.valueOf(e.getMessage())));
        }
    }

    private void lay(String path, String source, JsonValue value) {
        sources.put(path, source);
        document = with(document, List.of(path.split("\\.", -1)), value);
    }

    private static JsonValue with(JsonValue target, List<String> path, JsonValue value) {
        if (path.isEmpty()) {
            return value;
        }
        if (!(target instanceof JsonObject object)) {
            return target;
        }
        var inner = object.find(path.getFirst())
                .filter(there -> !there.equals(JsonValue.NULL))
                .orElseGet(() -> JsonValue.object().build());
        return object.with(path.getFirst(), with(inner, path.subList(1, path.size()), value));
    }

    private String nameSource(String field) {
        var end = field.indexOf('[');
        var path = end < 0 ? field : field.substring(0, end);
        return sources.getOrDefault(path, path) + field.substring(path.length());
    }
}
