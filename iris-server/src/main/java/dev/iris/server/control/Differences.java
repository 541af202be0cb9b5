package dev.iris.server.control;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which members of two documents of a destination differ, by name and never by value. */
final class Differences {
    private static final int MOST = 100;

    private Differences() {}

    /** Paths such as {@code delivery.timeout} or {@code mappings.14356}; beyond a hundred the last says how many more. */
    static List<String> between(JsonObject before, JsonObject after) {
        var paths = new ArrayList<String>();
        compare("", before, after, paths);
        if (paths.size() <= MOST) {
            return paths;
        }
        var shown = new ArrayList<>(paths.subList(0, MOST));
        shown.add("… and " + (paths.size() - MOST) + " more");
        return shown;
    }

    private static void compare(String path, JsonObject before, JsonObject after, List<String> paths) {
        Set<String> names = new LinkedHashSet<>(before.members().keySet());
        names.addAll(after.members().keySet());
        for (var name : names) {
            var here = path.isEmpty() ? name : path + "." + name;
            var old = before.members().getOrDefault(name, JsonValue.NULL);
            var now = after.members().getOrDefault(name, JsonValue.NULL);
            if (old.equals(now)) {
                continue;
            }
            if (old instanceof JsonObject oldObject && now instanceof JsonObject nowObject && !isSecret(oldObject)) {
                compare(here, oldObject, nowObject, paths);
            } else if (here.equals("mappings")) {
                compare(here, bySegment(old), bySegment(now), paths);
            } else {
                paths.add(here);
            }
        }
    }

    private static boolean isSecret(JsonObject object) {
        return object.find("fingerprint").isPresent() || object.find("fromFile").isPresent();
    }

    /** Each mapping as one text: it is changed or not. */
    private static JsonObject bySegment(JsonValue mappings) {
        Map<String, JsonValue> found = new LinkedHashMap<>();
        if (mappings instanceof JsonArray(List<JsonValue> elements)) {
            for (var element : elements) {
                if (element instanceof JsonObject mapping
                        && mapping.find("segment").orElse(JsonValue.NULL) instanceof JsonString(String segment)) {
                    found.put(segment, JsonValue.text(Json.write(mapping)));
                }
            }
        }
        return new JsonObject(found);
    }
}
