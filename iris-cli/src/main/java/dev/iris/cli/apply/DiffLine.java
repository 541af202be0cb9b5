package dev.iris.cli.apply;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;

/**
 * One line of what is to change.
 *
 * @param sign {@code +} comes, {@code -} goes, {@code ~} becomes another
 * @param text what, without any secret
 */
public record DiffLine(String sign, long destination, String text) {
    /** The line in JSON. */
    public JsonObject json() {
        return JsonValue.object()
                .put("change", sign)
                .put("destination", destination)
                .put("text", text)
                .build();
    }

    @Override
    public String toString() {
        return sign + " " + destination + " " + text;
    }
}
