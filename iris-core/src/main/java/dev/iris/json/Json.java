package dev.iris.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonBoolean;
import dev.iris.json.JsonValue.JsonNull;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** JSON text to values and back: strict RFC 8259, UTF-8 only, no duplicate members, no lone surrogates. Thread-safe. */
public final class Json {
    /** Characters of a number at most. */
    static final int LONGEST_NUMBER = 100;

    private static final char REPLACEMENT = '\uFFFD';
    private static final Map<JsonLimits, JsonFactory> FACTORIES = new ConcurrentHashMap<>();

    private Json() {}

    /**
     * Reads exactly one value; only white space may surround it.
     *
     * @throws MalformedDocumentException when the bytes are not UTF-8, not one JSON value, or beyond a limit
     */
    public static JsonValue read(byte[] utf8, JsonLimits limits) throws MalformedDocumentException {
        return read(decode(utf8), limits);
    }

    /** As {@link #read(byte[], JsonLimits)}, of text that is decoded already. */
    public static JsonValue read(String text, JsonLimits limits) throws MalformedDocumentException {
        return TokenTree.readOne(() -> parser(text, limits), limits);
    }

    /**
     * Reads an array element by element, so that it is never in memory as a whole; any other value counts as an array of it alone.
     *
     * @param limits of each element
     * @param each is given the elements in their order, also those before a fault; what it throws ends the reading
     * @throws MalformedDocumentException as {@link #read(byte[], JsonLimits)} does
     */
    public static void readEach(byte[] utf8, JsonLimits limits, Consumer<JsonValue> each)
            throws MalformedDocumentException {
        var text = decode(utf8);
        TokenTree.readEach(() -> parser(text, limits), limits, each);
    }

    /** Strict UTF-8 decoding; a leading byte order mark is dropped. */
    public static String decode(byte[] utf8) throws MalformedDocumentException {
        var text = new String(utf8, UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            Utf8.require(utf8);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Compact JSON text of the value. */
    public static String write(JsonValue value) {
        var out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    /** Compact JSON of the value as UTF-8. */
    public static byte[] writeBytes(JsonValue value) {
        return write(value).getBytes(UTF_8);
    }

    /** Appends the text as a JSON string with its quotes. */
    public static void appendQuoted(StringBuilder out, CharSequence text) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    static StreamReadConstraints constraints(JsonLimits limits) {
        return StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxStringLength(limits.stringChars())
                .maxNameLength(limits.stringChars())
                .maxNumberLength(LONGEST_NUMBER)
                .build();
    }

    private static JsonParser parser(String text, JsonLimits limits) {
        return FACTORIES.computeIfAbsent(limits, Json::factory).createParser(ObjectReadContext.empty(), text);
    }

    /** Names are not kept from one document to the next: whoever sends them must not fill the memory. */
    private static JsonFactory factory(JsonLimits limits) {
        return JsonFactory.builder()
                .streamReadConstraints(constraints(limits))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .build();
    }

    private static void append(StringBuilder out, JsonValue value) {
        switch (value) {
            case JsonObject(Map<String, JsonValue> members) -> appendObject(out, members);
            case JsonArray(List<JsonValue> elements) -> appendArray(out, elements);
            case JsonString(String text) -> appendQuoted(out, text);
            case JsonNumber(String text) -> out.append(text);
            case JsonBoolean(boolean flag) -> out.append(flag);
            case JsonNull() -> out.append("null");
        }
    }

    private static void appendObject(StringBuilder out, Map<String, JsonValue> members) {
        out.append('{');
        for (var member = members.entrySet().iterator(); member.hasNext(); ) {
            var next = member.next();
            appendQuoted(out, next.getKey());
            out.append(':');
            append(out, next.getValue());
            appendComma(out, member);
        }
        out.append('}');
    }

    private static void appendArray(StringBuilder out, List<JsonValue> elements) {
        out.append('[');
        for (var element = elements.iterator(); element.hasNext(); ) {
            append(out, element.next());
            appendComma(out, element);
        }
        out.append(']');
    }

    private static void appendComma(StringBuilder out, Iterator<?> rest) {
        if (rest.hasNext()) {
            out.append(',');
        }
    }
}
