package dev.iris.cli.apply;

import dev.iris.cli.client.Printable;
import dev.iris.cli.client.Reading;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values of a document appear in a line. */
final class ShownValue {
    private static final int MOST = 80;

    private ShownValue() {}

    /** The value in a few words. */
    static String of(@Nullable JsonValue value) {
        var text = switch (value) {
            case null -> "none";
            case JsonString(String string) -> string;
            default -> Json.write(value);
        };
        return Printable.of(
                text.codePointCount(0, text.length()) > MOST
                        ? text.substring(0, text.offsetByCodePoints(0, MOST)) + "…"
                        : text);
    }

    /** Whether it stands for a secret: that one is set, the file that holds it, or a list of these. */
    static boolean isSecret(JsonValue value) {
        return switch (value) {
            case JsonObject object -> isStored(object) || isFile(object);
            case JsonArray(List<JsonValue> elements) -> elements.stream().anyMatch(ShownValue::isSecret);
            case JsonString _, JsonValue.JsonNumber _, JsonValue.JsonBoolean _, JsonValue.JsonNull _ -> false;
        };
    }

    /** Whether it stands for a secret that only the server has. */
    static boolean isStored(JsonValue value) {
        return switch (value) {
            case JsonObject object ->
                Reading.flag(object, "set") && object.find("fingerprint").isPresent();
            case JsonArray(List<JsonValue> elements) -> elements.stream().anyMatch(ShownValue::isStored);
            case JsonString _, JsonValue.JsonNumber _, JsonValue.JsonBoolean _, JsonValue.JsonNull _ -> false;
        };
    }

    /** A mapping's value and dates in brackets. */
    static String mapping(String segment, JsonObject mapping) {
        var parts = new ArrayList<String>();
        var value = Reading.text(mapping, "value");
        parts.add("value " + (value.isEmpty() ? segment : value));
        for (var date : List.of("from", "until")) {
            var day = Reading.text(mapping, date);
            if (!day.isEmpty()) {
                parts.add(date + " " + day);
            }
        }
        return Printable.of("(" + String.join(", ", parts) + ")");
    }

    private static boolean isFile(JsonObject object) {
        return object.members().size() == 1 && object.find("fromFile").isPresent();
    }
}
