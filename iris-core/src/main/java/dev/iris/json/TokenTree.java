package dev.iris.json;

import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Builds values from a stream of JSON tokens. Confined to one call. */
final class TokenTree {
    private final JsonParser parser;
    private final JsonLimits limits;
    private long left;

    private TokenTree(JsonParser parser, JsonLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    static JsonValue readOne(Supplier<JsonParser> source, JsonLimits limits) throws MalformedDocumentException {
        var found = new ArrayList<JsonValue>(1);
        read(source, limits, tree -> found.add(tree.next(tree.first())));
        return found.getFirst();
    }

    static void readEach(Supplier<JsonParser> source, JsonLimits limits, Consumer<JsonValue> each)
            throws MalformedDocumentException {
        read(source, limits, tree -> tree.each(each));
    }

    /** What is done with the one value of a document. */
    private interface Reading {
        void of(TokenTree tree) throws MalformedDocumentException;
    }

    private static void read(Supplier<JsonParser> source, JsonLimits limits, Reading reading)
            throws MalformedDocumentException {
        try (var parser = source.get()) {
            new TokenTree(parser, limits).document(reading);
        } catch (JacksonException e) {
            throw refusal(reason(e), e.getLocation());
        }
    }

    private void document(Reading reading) throws MalformedDocumentException {
        try {
            reading.of(this);
            if (parser.nextToken() != null) {
                throw refusal("something follows the value", parser.currentTokenLocation());
            }
        } catch (StreamConstraintsException _) {
            throw tooLarge();
        }
    }

    private void each(Consumer<JsonValue> each) throws MalformedDocumentException {
        var first = first();
        if (first != JsonToken.START_ARRAY) {
            each.accept(next(first));
            return;
        }
        for (var next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            each.accept(next(next));
        }
    }

    private JsonToken first() throws MalformedDocumentException {
        var first = parser.nextToken();
        if (first == null) {
            throw refusal("empty", parser.currentLocation());
        }
        return first;
    }

    /** A value with the limits to itself. */
    private JsonValue next(JsonToken token) throws MalformedDocumentException {
        left = limits.tokens();
        return value(token);
    }

    private JsonValue value(JsonToken token) throws MalformedDocumentException {
        if (--left < 0) {
            throw tooLarge();
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new JsonString(wellFormed(parser.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
            case VALUE_TRUE -> JsonValue.flag(true);
            case VALUE_FALSE -> JsonValue.flag(false);
            case VALUE_NULL -> JsonValue.NULL;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw refusal("not a value", parser.currentTokenLocation());
        };
    }

    private JsonObject object() throws MalformedDocumentException {
        var members = new LinkedHashMap<String, JsonValue>();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            members.put(wellFormed(name), value(parser.nextToken()));
        }
        return new JsonObject(members);
    }

    private JsonArray array() throws MalformedDocumentException {
        var elements = new ArrayList<JsonValue>();
        for (var next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            elements.add(value(next));
        }
        return new JsonArray(elements);
    }

    private MalformedDocumentException tooLarge() {
        return refusal("too large, too deep or with too many members", parser.currentLocation());
    }

    private String wellFormed(String text) throws MalformedDocumentException {
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE) {
                throw refusal("a lone surrogate in a string", parser.currentTokenLocation());
            }
            at += Character.charCount(point);
        }
        return text;
    }

    private static String reason(JacksonException e) {
        var message = e.getOriginalMessage();
        return message != null && message.startsWith("Duplicate") ? "a member stands twice" : "not well-formed";
    }

    private static MalformedDocumentException refusal(String reason, @Nullable TokenStreamLocation where) {
        return where == null
                ? new MalformedDocumentException(reason, 0, 0)
                : new MalformedDocumentException(
                        reason, Math.max(0, where.getLineNr()), Math.max(0, where.getColumnNr()));
    }
}
