package dev.iris.json;

import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** YAML text to the same values as {@link Json}: one document, no duplicate keys, no tags or anchors needed. Thread-safe. */
public final class Yaml {
    private Yaml() {}

    /**
     * Reads one YAML document.
     *
     * @throws MalformedDocumentException when the bytes are not UTF-8, not one document, or beyond a limit
     */
    public static JsonValue read(byte[] utf8, JsonLimits limits) throws MalformedDocumentException {
        var text = Json.decode(utf8);
        var factory = YAMLFactory.builder()
                .streamReadConstraints(Json.constraints(limits))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return TokenTree.readOne(() -> factory.createParser(ObjectReadContext.empty(), text));
    }
}
