package dev.iris.cli.apply;

import dev.iris.cli.client.Reading;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two whole documents of one destination, defaults included. Confined to one comparison. */
final class Difference {
    private static final String MAPPINGS = "mappings";

    private final Wanted wanted;
    private final Redaction redaction;
    private final ShownValue shown;
    private final List<DiffLine> lines = new ArrayList<>();

    private Difference(Wanted wanted, Redaction redaction) {
        this.wanted = wanted;
        this.redaction = redaction;
        this.shown = new ShownValue(redaction);
    }

    /** One line a change, in the documents' order; none when they say the same. */
    static List<DiffLine> between(JsonObject before, JsonObject after, Wanted wanted, Redaction redaction) {
        var difference = new Difference(wanted, redaction);
        difference.compare("", before, after);
        return difference.lines;
    }

    private void compare(String path, JsonObject before, JsonObject after) {
        for (var name : union(before.members().keySet(), after.members().keySet())) {
            var old = before.members().get(name);
            var now = after.members().get(name);
            if (Objects.equals(old, now)) {
                continue;
            }
            if (path.isEmpty() && name.equals(MAPPINGS)) {
                compareMappings(bySegment(before), bySegment(after));
            } else if (old instanceof JsonObject oldObject
                    && now instanceof JsonObject nowObject
                    && !isSecret(old)
                    && !isSecret(now)) {
                compare(path + name + ".", oldObject, nowObject);
            } else {
                note(path + name, old, now);
            }
        }
    }

    private void note(String path, @Nullable JsonValue old, @Nullable JsonValue now) {
        boolean hidden = redaction.covers(wanted.placeOf(path)) || isSecret(old) || isSecret(now);
        line("~", path + ": " + (hidden ? secret(old, now) : shown.of(old) + " -> " + shown.of(now)));
    }

    private static boolean isSecret(@Nullable JsonValue value) {
        return value != null && SecretMark.is(value);
    }

    private static String secret(@Nullable JsonValue old, @Nullable JsonValue now) {
        if (now == null) {
            return "removed";
        }
        return old == null ? "set" : "changed";
    }

    private void compareMappings(Map<String, JsonObject> before, Map<String, JsonObject> after) {
        for (var segment : union(before.keySet(), after.keySet())) {
            var old = before.get(segment);
            var now = after.get(segment);
            if (now == null) {
                line("-", "mapping " + shown.text(segment));
            } else if (old == null) {
                line("+", "mapping " + shown.text(segment) + " " + shown.mapping(segment, now));
            } else {
                compareMapping("mapping " + shown.text(segment) + " ", old, now);
            }
        }
    }

    private void compareMapping(String prefix, JsonObject old, JsonObject now) {
        for (var name : union(old.members().keySet(), now.members().keySet())) {
            var before = told(old, name);
            var after = told(now, name);
            if (!Objects.equals(before, after)) {
                line("~", prefix + name + ": " + shown.of(before) + " -> " + shown.of(after));
            }
        }
    }

    private static @Nullable JsonValue told(JsonObject mapping, String name) {
        return mapping.find(name).filter(value -> !value.equals(JsonValue.NULL)).orElse(null);
    }

    private void line(String sign, String text) {
        lines.add(new DiffLine(sign, wanted.id(), text));
    }

    private static Map<String, JsonObject> bySegment(JsonObject document) {
        var found = new LinkedHashMap<String, JsonObject>();
        Reading.objects(document, MAPPINGS).forEach(mapping -> found.put(Reading.text(mapping, "segment"), mapping));
        return found;
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        var names = new LinkedHashSet<>(first);
        names.addAll(second);
        return names;
    }
}
