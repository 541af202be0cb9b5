package dev.iris.json;

import static java.util.stream.Collectors.joining;

import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonBoolean;
import dev.iris.json.JsonValue.JsonNull;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a value as YAML: block style, two spaces a level; a list of scalars, and an object of scalars within a list, on one line
 * where it fits. Confined to one call.
 */
final class YamlText {
    private static final int INDENT = 2;
    private static final int WIDTH = 120;
    private static final int IMPLICIT_KEY_MOST = 1_000;

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    static String of(JsonValue value) {
        var text = new YamlText();
        if (isLine(value)) {
            text.out.append(line(value)).append('\n');
        } else {
            text.block(value, 0);
        }
        return text.out.toString();
    }

    private void block(JsonValue value, int indent) {
        if (value instanceof JsonObject(Map<String, JsonValue> members)) {
            members.forEach((name, member) -> {
                indent(indent);
                member(name, member, indent);
            });
        } else if (value instanceof JsonArray(List<JsonValue> elements)) {
            elements.forEach(element -> element(element, indent));
        }
    }

    private void member(String name, JsonValue value, int indent) {
        key(scalar(name), indent);
        if (isLine(value)) {
            out.append(' ').append(line(value)).append('\n');
            return;
        }
        out.append('\n');
        block(value, indent + INDENT);
    }

    /** A key beyond a certain length is only one with its own mark (YAML 1.2.2 section 8.2.2). */
    private void key(String key, int indent) {
        if (key.length() <= IMPLICIT_KEY_MOST) {
            out.append(key).append(':');
            return;
        }
        out.append("? ").append(key).append('\n');
        indent(indent);
        out.append(':');
    }

    /** The first member of an object stands beside the dash. */
    private void element(JsonValue element, int indent) {
        indent(indent);
        out.append('-');
        if (isLine(element) || isShort(element)) {
            out.append(' ').append(line(element)).append('\n');
            return;
        }
        int from = out.length();
        block(element, indent + INDENT);
        if (element instanceof JsonObject) {
            out.replace(from, from + indent + INDENT, " ");
        } else {
            out.insert(from, '\n');
        }
    }

    private void indent(int indent) {
        out.repeat(' ', indent);
    }

    /** Whether a value is never spread over lines: a scalar, something empty, a short list of scalars. */
    private static boolean isLine(JsonValue value) {
        return switch (value) {
            case JsonObject(Map<String, JsonValue> members) -> members.isEmpty();
            case JsonArray(List<JsonValue> elements) -> elements.isEmpty() || isShort(value);
            case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> true;
        };
    }

    private static boolean isShort(JsonValue value) {
        var parts = switch (value) {
            case JsonObject(Map<String, JsonValue> members) -> members.values();
            case JsonArray(List<JsonValue> elements) -> elements;
            case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> List.<JsonValue>of();
        };
        return parts.size() <= WIDTH
                && parts.stream().noneMatch(part -> part instanceof JsonObject || part instanceof JsonArray)
                && line(value).length() <= WIDTH;
    }

    private static String line(JsonValue value) {
        return switch (value) {
            case JsonObject(Map<String, JsonValue> members) when members.isEmpty() -> "{}";
            case JsonObject(Map<String, JsonValue> members) ->
                members.entrySet().stream()
                        .map(member -> scalar(member.getKey()) + ": " + line(member.getValue()))
                        .collect(joining(", ", "{ ", " }"));
            case JsonArray(List<JsonValue> elements) ->
                elements.stream().map(YamlText::line).collect(joining(", ", "[", "]"));
            case JsonString(String text) -> scalar(text);
            case JsonNumber(String text) -> text;
            case JsonBoolean(boolean flag) -> Boolean.toString(flag);
            case JsonNull() -> "null";
        };
    }

    private static String scalar(String text) {
        return YamlScalar.mayBePlain(text) ? text : quoted(text);
    }

    /** JSON's quoting, and escapes for what YAML takes for a line break or does not print. */
    private static String quoted(String text) {
        var json = new StringBuilder();
        Json.appendQuoted(json, text);
        var out = new StringBuilder(json.length());
        json.codePoints().forEach(point -> {
            if (isPrintable(point)) {
                out.appendCodePoint(point);
            } else {
                out.append(String.format(Locale.ROOT, point > 0xFFFF ? "\\U%08X" : "\\u%04X", point));
            }
        });
        return out.toString();
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.FORMAT, Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> false;
            default -> true;
        };
    }
}
