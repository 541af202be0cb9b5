package dev.iris.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A form-encoded token answer, as a few old servers give it, as the object it should have been. */
final class FormAnswer {
    private static final int MOST_PARAMETERS = 100;

    private FormAnswer() {}

    /** The object; empty when the text is no form, repeats a name or has too many. */
    static Optional<JsonObject> read(String text) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        var parts = text.strip().split("&", MOST_PARAMETERS + 1);
        for (var part : parts) {
            int equals = part.indexOf('=');
            if (equals < 1 || parts.length > MOST_PARAMETERS) {
                return Optional.empty();
            }
            var name = decoded(part.substring(0, equals));
            var value = decoded(part.substring(equals + 1));
            if (name.isEmpty() || value.isEmpty() || members.put(name.get(), JsonValue.text(value.get())) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new JsonObject(members));
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
