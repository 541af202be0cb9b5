package dev.iris.json;

import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Builds a value from a stream of JSON tokens. Confined to one call. */
final class TokenTree {
    private final JsonParser parser;

    private TokenTree(JsonParser parser) {
        this.parser = parser;
    }

    static JsonValue readOne(Supplier<JsonParser> source) throws MalformedDocumentException {
        try (var parser = source.get()) {
            return new TokenTree(parser).document();
        } catch (StreamConstraintsException e) {
            throw refusal("too large, too deep or with too many members", e.getLocation());
        } catch (JacksonException e) {
            throw refusal(reason(e), e.getLocation());
        }
    }

    private JsonValue document() throws MalformedDocumentException {
        var first = parser.nextToken();
        if (first == null) {
            throw new MalformedDocumentException("empty", 0, 0);
        }
        var value = value(first);
        if (parser.nextToken() != null) {
            throw refusal("something follows the value", parser.currentTokenLocation());
        }
        return value;
    }

    private JsonValue value(JsonToken token) throws MalformedDocumentException {
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
