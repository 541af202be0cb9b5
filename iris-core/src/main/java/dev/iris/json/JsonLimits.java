package dev.iris.json;

/**
 * How large a document may be before it is refused.
 *
 * @param depth nested objects and arrays, 1 or more
 * @param stringChars characters of one string or member name
 * @param tokens values of the whole document, or of one element where it is read element by element
 */
public record JsonLimits(int depth, int stringChars, long tokens) {
    /** For documents that people write: settings, destinations, scripts; smaller ones where memory is scarce. */
    public static final JsonLimits DOCUMENT =
            new JsonLimits(16, 65_536, Math.clamp(Runtime.getRuntime().maxMemory() / 768, 50_000L, 600_000L));

    /** For one event. */
    public static final JsonLimits EVENT = new JsonLimits(8, 4_096, 50_000);

    /** For a token endpoint's answer. */
    public static final JsonLimits TOKEN_ANSWER = new JsonLimits(16, 262_144, 10_000);

    public JsonLimits {
        if (depth < 1 || stringChars < 1 || tokens < 1) {
            throw new IllegalArgumentException(
                    "limits: " + depth + ", " + stringChars + ", " + tokens + " (expected: each > 0)");
        }
    }
}
