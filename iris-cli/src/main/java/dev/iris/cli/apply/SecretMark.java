package dev.iris.cli.apply;

import dev.iris.cli.client.Reading;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonBoolean;
import dev.iris.json.JsonValue.JsonNull;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.List;

/** What stands for a secret in documents that a server shows: that one is set, or the file that holds it, or a list of these. */
final class SecretMark {
    private SecretMark() {}

    static boolean is(JsonValue value) {
        return switch (value) {
            case JsonObject object -> isSet(object) || isFile(object);
            case JsonArray(List<JsonValue> elements) -> elements.stream().anyMatch(SecretMark::is);
            case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> false;
        };
    }

    /** Whether the secret, or one of the list, is known to the server alone. */
    static boolean isOfTheServer(JsonValue value) {
        return switch (value) {
            case JsonObject object -> isSet(object);
            case JsonArray(List<JsonValue> elements) -> elements.stream().anyMatch(SecretMark::isOfTheServer);
            case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> false;
        };
    }

    private static boolean isSet(JsonObject object) {
        return Reading.flag(object, "set") && object.find("fingerprint").isPresent();
    }

    private static boolean isFile(JsonObject object) {
        return object.members().size() == 1 && object.find("fromFile").isPresent();
    }
}
