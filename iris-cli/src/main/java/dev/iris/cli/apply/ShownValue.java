package dev.iris.cli.apply;

import dev.iris.cli.client.Printable;
import dev.iris.cli.client.Reading;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How values of documents appear in a line. Immutable.
 *
 * @param redaction comes first: a part of what it hides would not be known for it any more
 */
record ShownValue(Redaction redaction) {
    private static final int MOST = 80;

    /** The value in a few words. */
    String of(@Nullable JsonValue value) {
        return switch (value) {
            case null -> "none";
            case JsonString(String text) -> text(text);
            default -> text(Json.write(value));
        };
    }

    String text(String text) {
        var hidden = redaction.hide(text);
        return Printable.of(
                hidden.codePointCount(0, hidden.length()) > MOST
                        ? hidden.substring(0, hidden.offsetByCodePoints(0, MOST)) + "…"
                        : hidden);
    }

    /** A mapping's value and dates in brackets. */
    String mapping(String segment, JsonObject mapping) {
        var value = Reading.text(mapping, "value");
        var shown = new StringBuilder("(value ").append(text(value.isEmpty() ? segment : value));
        for (var date : List.of("from", "until")) {
            var day = Reading.text(mapping, date);
            if (!day.isEmpty()) {
                shown.append(", ").append(date).append(' ').append(text(day));
            }
        }
        return shown.append(')').toString();
    }
}
