package dev.iris.cli.client;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.List;
import java.util.Map;

/** Reads members of what a server answered; one that is absent or of another kind reads as empty. */
public final class Reading {
    private Reading() {}

    /** A text, or a number as it is spelled. */
    public static String text(JsonObject object, String name) {
        return switch (object.find(name).orElse(JsonValue.NULL)) {
            case JsonString(String text) -> text;
            case JsonNumber(String text) -> text;
            case JsonObject _, JsonArray _, JsonValue.JsonBoolean _, JsonValue.JsonNull _ -> "";
        };
    }

    public static JsonObject object(JsonObject object, String name) {
        return object.find(name).orElse(JsonValue.NULL) instanceof JsonObject found ? found : new JsonObject(Map.of());
    }

    /** The objects of a list. */
    public static List<JsonObject> objects(JsonObject object, String name) {
        return object.find(name).orElse(JsonValue.NULL) instanceof JsonArray(List<JsonValue> elements)
                ? elements.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    /** Whether the member is {@code true}. */
    public static boolean flag(JsonObject object, String name) {
        return object.find(name).filter(JsonValue.flag(true)::equals).isPresent();
    }
}
