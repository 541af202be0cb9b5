package dev.iris.cli.apply;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonBoolean;
import dev.iris.json.JsonValue.JsonNull;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resolves <code>${env:NAME}</code> and <code>${file:PATH}</code> in the texts of a document, and <code>${text:$}</code>, which is
 * a dollar sign that begins no reference. What was resolved is not looked at again. Confined to one file.
 */
final class References {
    private static final String OPENING = "${";
    private static final int MOST_BYTES = 65_536;

    private final Map<String, String> environment;
    private final Path folder;
    private final List<Problem> problems;
    private final Set<String> places = new HashSet<>();
    private final Set<String> texts = new HashSet<>();

    /** A resolver that notes what is wrong; relative paths start at the folder. */
    References(Map<String, String> environment, Path folder, List<Problem> problems) {
        this.environment = environment;
        this.folder = folder;
        this.problems = problems;
    }

    /** The value with its references resolved; one that cannot be is noted and left as it is. */
    JsonValue resolve(String place, JsonValue value) {
        return switch (value) {
            case JsonObject object -> resolve(place, object);
            case JsonArray(List<JsonValue> elements) -> resolve(place, elements);
            case JsonString(String text) -> JsonValue.text(resolve(place, text));
            case JsonNumber _, JsonBoolean _, JsonNull _ -> value;
        };
    }

    JsonObject resolve(String place, JsonObject object) {
        var resolved = JsonValue.object();
        object.members().forEach((name, member) -> resolved.put(name, resolve(place + "." + name, member)));
        return resolved.build();
    }

    /** What is to be hidden from now on. */
    Redaction redaction() {
        return new Redaction(places, texts);
    }

    /** The value in which nothing is a reference: a resolver makes this one of it. */
    static JsonValue escape(JsonValue value) {
        return switch (value) {
            case JsonObject(Map<String, JsonValue> members) -> {
                var escaped = JsonValue.object();
                members.forEach((name, member) -> escaped.put(name, escape(member)));
                yield escaped.build();
            }
            case JsonArray(List<JsonValue> elements) ->
                JsonValue.array(elements.stream().map(References::escape).toList());
            case JsonString(String text) -> JsonValue.text(text.replace(OPENING, "${text:$}{"));
            case JsonNumber _, JsonBoolean _, JsonNull _ -> value;
        };
    }

    private JsonValue resolve(String place, List<JsonValue> elements) {
        var resolved = new ArrayList<JsonValue>();
        for (var element : elements) {
            resolved.add(resolve(place + "[" + resolved.size() + "]", element));
        }
        return JsonValue.array(resolved);
    }

    private String resolve(String place, String text) {
        var resolved = new StringBuilder();
        int at = 0;
        for (int start = text.indexOf(OPENING); start >= 0; start = text.indexOf(OPENING, at)) {
            int end = text.indexOf('}', start);
            if (end < 0) {
                note(place, "holds ${ without a closing } (expected: ${env:NAME} or ${file:PATH})");
                return text;
            }
            resolved.append(text, at, start).append(one(place, text.substring(start + OPENING.length(), end)));
            at = end + 1;
        }
        return resolved.append(text.substring(at)).toString();
    }

    private String one(String place, String reference) {
        int colon = reference.indexOf(':');
        var name = reference.substring(colon + 1);
        return switch (reference.substring(0, Math.max(0, colon))) {
            case "env" -> secret(place, variable(place, name));
            case "file" -> secret(place, content(place, name));
            case "text" -> name;
            default -> note(place, "holds a reference of an unknown kind (expected: ${env:NAME} or ${file:PATH})");
        };
    }

    private String secret(String place, String resolved) {
        places.add(place);
        texts.add(resolved);
        return resolved;
    }

    private String variable(String place, String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            return note(place, "names a malformed variable (expected: letters, digits and _)");
        }
        var value = environment.get(name);
        return value == null ? note(place, "the variable " + name + " is not set") : value;
    }

    private String content(String place, String name) {
        try (var in = Files.newInputStream(folder.resolve(name))) {
            var bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES
                    ? note(place, "the file " + name + " is too large (expected: at most " + MOST_BYTES + " bytes)")
                    : withoutLastBreak(Json.decode(bytes));
        } catch (IOException | InvalidPathException e) {
            return note(place, "the file " + name + " cannot be read");
        } catch (MalformedDocumentException e) {
            return note(place, "the file " + name + " is not UTF-8");
        }
    }

    private static String withoutLastBreak(String text) {
        return text.replaceFirst("\r?\n\\z", "");
    }

    private String note(String place, String reason) {
        problems.add(new Problem(place, reason));
        return "";
    }
}
