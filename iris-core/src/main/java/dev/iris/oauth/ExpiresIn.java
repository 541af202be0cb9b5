package dev.iris.oauth;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonString;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a token's life in seconds, in every spelling that servers are known to use. */
final class ExpiresIn {
    /** No life is believed to be longer: such numbers are milliseconds or dates. */
    static final Duration MOST = Duration.ofHours(24);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,60}(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,6})?");

    private ExpiresIn() {}

    /** The life, whole seconds above zero; empty when the value says nothing of use. */
    static Optional<Duration> read(JsonValue value) {
        return switch (value) {
            case JsonNumber(String text) -> seconds(text);
            case JsonString(String text) -> seconds(text.strip());
            case JsonValue.JsonObject ignored -> Optional.empty();
            case JsonValue.JsonArray ignored -> Optional.empty();
            case JsonValue.JsonBoolean ignored -> Optional.empty();
            case JsonValue.JsonNull ignored -> Optional.empty();
        };
    }

    private static Optional<Duration> seconds(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        double seconds = Math.min(Double.parseDouble(text), (double) MOST.toSeconds());
        return Optional.of(Duration.ofSeconds((long) seconds)).filter(Duration::isPositive);
    }
}
