package dev.iris.json;

import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonBoolean;
import dev.iris.json.JsonValue.JsonNull;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one object by name and notes every problem instead of stopping at the first. A member that is absent or
 * null reads as empty; one that is wrong reads as empty too and is noted. Of very many problems the first are noted, and that there
 * are more. Confined to its creator.
 */
public final class Members {
    /** A document of nothing but faults must not cost more to refuse than to take. */
    private static final int MOST_NOTED = 1_000;

    private final JsonObject object;
    private final String path;
    private final List<Problem> problems;
    private final Set<String> known = new HashSet<>();

    private Members(JsonObject object, String path, List<Problem> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    /** The members of the value at the path; a value that is no object is noted and reads as an empty one. */
    public static Members of(JsonValue value, String path, List<Problem> problems) {
        if (value instanceof JsonObject object) {
            return new Members(object, path, problems);
        }
        note(problems, path, "is " + value.kind() + " (expected: an object)");
        // What such a value lacks is no problem of its own.
        return new Members(new JsonObject(Map.of()), path, new ArrayList<>());
    }

    /** Whether the member is there, be it null. */
    public boolean has(String name) {
        known.add(name);
        return object.find(name).isPresent();
    }

    /** A string, parsed by a function whose {@link IllegalArgumentException} says what is wrong. */
    public <T> Optional<T> text(String name, Function<String, T> parse) {
        return read(name, value -> parse.apply(string(value)));
    }

    /** A string as it stands. */
    public Optional<String> text(String name) {
        return text(name, Function.identity());
    }

    /** A whole number in a range, ends included. */
    public Optional<Long> integer(String name, long least, long most) {
        return read(name, value -> {
            if (!(value instanceof JsonNumber(String text)) || !text.matches("-?\\d{1,18}")) {
                throw wrong(value, "a whole number from " + least + " to " + most);
            }
            var number = Long.parseLong(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException(number + " (expected: " + least + " to " + most + ")");
            }
            return number;
        });
    }

    /** A truth value. */
    public Optional<Boolean> flag(String name) {
        return read(name, value -> {
            if (value instanceof JsonBoolean(boolean flag)) {
                return flag;
            }
            throw wrong(value, "true or false");
        });
    }

    /** A list of strings, each parsed; every wrong element is noted with its index. */
    public <T> List<T> texts(String name, Function<String, T> parse) {
        return each(
                name,
                (element, at) ->
                        readAt(at, element, value -> parse.apply(string(value))).orElse(null));
    }

    /** A list of objects, each read by a function. */
    public <T> List<T> objects(String name, Function<Members, @Nullable T> read) {
        return each(name, (element, at) -> read.apply(of(element, at, problems)));
    }

    /** A nested object. */
    public Optional<Members> object(String name) {
        return value(name).map(value -> of(value, pathOf(name), problems));
    }

    /** What stands for a nested object that was left out: one without members, in its place. */
    public Members empty(String name) {
        return of(new JsonObject(Map.of()), pathOf(name), problems);
    }

    /** The member as it stands; empty when absent or null. */
    public Optional<JsonValue> value(String name) {
        known.add(name);
        return object.find(name).filter(value -> !(value instanceof JsonNull));
    }

    /** Notes that the member is missing unless it is there and well-formed or noted already. */
    public <T> Optional<T> required(String name, Optional<T> read) {
        if (value(name).isEmpty()) {
            problem(name, "is missing");
        }
        return read;
    }

    /** Notes a problem of a member. */
    public void problem(String name, String reason) {
        note(problems, pathOf(name), reason);
    }

    /** Notes each member that a later version will know, if it is set. */
    public void refuseUnsupported(Set<String> names) {
        for (var name : names) {
            if (value(name).isPresent()) {
                problem(name, "is not supported yet; leave it out");
            }
        }
    }

    /** Notes every member that nobody asked for. To be called last. */
    public void refuseUnknown() {
        if (known.containsAll(object.members().keySet())) {
            return;
        }
        var reason = "is unknown (known here: "
                + String.join(", ", known.stream().sorted().toList()) + ")";
        for (var name : object.members().keySet()) {
            if (!known.contains(name)) {
                problem(name, reason);
            }
        }
    }

    /** Path of a member of this object. */
    public String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static void note(List<Problem> problems, String at, String reason) {
        if (problems.size() < MOST_NOTED) {
            problems.add(new Problem(at, reason));
        } else if (problems.size() == MOST_NOTED) {
            problems.add(new Problem("", "more is wrong; the first " + MOST_NOTED + " problems are listed"));
        }
    }

    private <T> List<T> each(String name, BiFunction<JsonValue, String, @Nullable T> read) {
        var value = value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof JsonArray(List<JsonValue> elements))) {
            problem(name, "is " + value.get().kind() + " (expected: an array)");
            return List.of();
        }
        var found = new ArrayList<T>();
        for (int i = 0; i < elements.size(); i++) {
            var one = read.apply(elements.get(i), pathOf(name) + "[" + i + "]");
            if (one != null) {
                found.add(one);
            }
        }
        return found;
    }

    private <T> Optional<T> read(String name, Function<JsonValue, T> parse) {
        return value(name).flatMap(value -> readAt(pathOf(name), value, parse));
    }

    private <T> Optional<T> readAt(String at, JsonValue value, Function<JsonValue, T> parse) {
        try {
            return Optional.of(parse.apply(value));
        } catch (IllegalArgumentException e) {
            note(problems, at, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static String string(JsonValue value) {
        if (value instanceof JsonString(String text)) {
            return text;
        }
        throw wrong(value, "a string");
    }

    private static IllegalArgumentException wrong(JsonValue value, String expected) {
        return new IllegalArgumentException("is " + value.kind() + " (expected: " + expected + ")");
    }
}
