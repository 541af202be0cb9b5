package dev.iris.partner;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The members of one object whose names and order are fixed, one of which may be left out. Notes every problem; a wrong or missing
 * text reads as empty. Confined to its creator.
 */
final class OrderedMembers {
    private static final int SHOWN = 64;

    private final JsonObject object;
    private final String path;
    private final List<Problem> problems;

    private OrderedMembers(JsonObject object, String path, List<Problem> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    static OrderedMembers of(
            JsonValue value, String path, List<String> names, String optional, List<Problem> problems) {
        if (!(value instanceof JsonObject object)) {
            problems.add(new Problem(path, "is " + value.kind() + " (expected: an object)"));
            return new OrderedMembers(new JsonObject(Map.of()), path, new ArrayList<>());
        }
        var members = new OrderedMembers(object, path, problems);
        members.checkNames(names, optional);
        return members;
    }

    /** A string of one or more characters. */
    String text(String name) {
        var text = anyText(name);
        if (text.isEmpty()
                && object.find(name).filter(JsonString.class::isInstance).isPresent()) {
            problem(name, "is empty (expected: one or more characters)");
        }
        return text;
    }

    /** A string, perhaps empty. */
    String anyText(String name) {
        var value = object.members().get(name);
        if (value instanceof JsonString(String text)) {
            return text;
        }
        if (value != null) {
            problem(name, "is " + value.kind() + " (expected: a string)");
        }
        return "";
    }

    /** A string that a function turns into a number; 0 when it is wrong. */
    long parsed(String name, ToLongFunction<String> parse) {
        var text = text(name);
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return parse.applyAsLong(text);
        } catch (IllegalArgumentException e) {
            problem(name, String.valueOf(e.getMessage()));
            return 0;
        }
    }

    /** A list of one or more values; empty when it is absent or wrong. */
    List<JsonValue> list(String name) {
        var value = object.members().get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonArray(List<JsonValue> elements))) {
            problem(name, "is " + value.kind() + " (expected: an array)");
            return List.of();
        }
        if (elements.isEmpty()) {
            problem(name, "is empty (expected: one or more elements)");
        }
        return elements;
    }

    void problem(String name, String reason) {
        problems.add(new Problem(at(name), reason));
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Compares names in one walk; only when they differ is it worked out how. */
    private void checkNames(List<String> names, String optional) {
        var next = names.iterator();
        for (var name : object.members().keySet()) {
            if (!next.hasNext()) {
                explain(names, optional);
                return;
            }
            var expected = next.next();
            if (expected.equals(optional) && !name.equals(optional) && next.hasNext()) {
                expected = next.next();
            }
            if (!name.equals(expected)) {
                explain(names, optional);
                return;
            }
        }
        if (next.hasNext()) {
            explain(names, optional);
        }
    }

    private void explain(List<String> names, String optional) {
        var before = problems.size();
        var found = object.members().keySet();
        for (var name : found) {
            if (!names.contains(name)) {
                problem(cut(name), "is unknown (expected: " + String.join(", ", names) + ")");
            }
        }
        for (var name : names) {
            if (!found.contains(name) && !name.equals(optional)) {
                problem(name, "is missing");
            }
        }
        if (problems.size() == before) {
            problems.add(new Problem(
                    path,
                    "members stand as " + String.join(", ", found) + " (expected: " + String.join(", ", names) + ")"));
        }
    }

    private static String cut(String name) {
        return name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…";
    }
}
