package dev.iris.json;

/**
 * How large a document may be before it is refused.
 *
 * @param depth nested objects and arrays, 1 or more
 * @param stringChars characters of one string or member name
 * @param tokens values, names and brackets of the whole document
 */
public record JsonLimits(int depth, int stringChars, long tokens) {
    /** For documents that people write: settings, destinations, scripts. */
    public static final JsonLimits DOCUMENT = new JsonLimits(16, 65_536, 500_000);

    /** For one event or an array of up to 10,000 of them. */
    public static final JsonLimits EVENTS = new JsonLimits(8, 4_096, 8_000_000);

    /** For a token endpoint's answer. */
    public static final JsonLimits TOKEN_ANSWER = new JsonLimits(16, 262_144, 10_000);

    public JsonLimits {
        if (depth < 1 || stringChars < 1 || tokens < 1) {
            throw new IllegalArgumentException(
                    "limits: " + depth + ", " + stringChars + ", " + tokens + " (expected: each > 0)");
        }
    }
}
