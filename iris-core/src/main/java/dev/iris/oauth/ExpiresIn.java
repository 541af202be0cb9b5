package dev.iris.oauth;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonString;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a token's life in seconds, in every spelling that servers are known to use. */
final class ExpiresIn {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,60}(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,6})?");

    private ExpiresIn() {}

    /**
     * The life, whole seconds above zero; empty when the value says nothing of use.
     *
     * @param most what a longer life is taken for: such numbers are mostly milliseconds or dates
     */
    static Optional<Duration> read(JsonValue value, Duration most) {
        return switch (value) {
            case JsonNumber(String text) -> seconds(text, most);
            case JsonString(String text) -> seconds(text.strip(), most);
            case JsonValue.JsonObject ignored -> Optional.empty();
            case JsonValue.JsonArray ignored -> Optional.empty();
            case JsonValue.JsonBoolean ignored -> Optional.empty();
            case JsonValue.JsonNull ignored -> Optional.empty();
        };
    }

    private static Optional<Duration> seconds(String text, Duration most) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        double seconds = Math.min(Double.parseDouble(text), (double) most.toSeconds());
        return Optional.of(Duration.ofSeconds((long) seconds)).filter(Duration::isPositive);
    }
}
