package dev.iris.json;

/**
 * YAML 1.2 text to the same values as {@link Json} and back: one document, no duplicate keys, no tags but {@code !!str}; aliases
 * count as often as they are used. Thread-safe.
 */
public final class Yaml {
    private Yaml() {}

    /**
     * Reads one YAML document.
     *
     * @throws MalformedDocumentException when the bytes are not UTF-8, not one document, or beyond a limit
     */
    public static JsonValue read(byte[] utf8, JsonLimits limits) throws MalformedDocumentException {
        return YamlTree.read(Json.decode(utf8), limits);
    }

    /** The value in block style, the same text for the same value; what could be read as something else is quoted. */
    public static String write(JsonValue value) {
        return YamlText.of(value);
    }
}
