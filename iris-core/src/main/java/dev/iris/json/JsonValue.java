package dev.iris.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value as it stands in a document: nothing is converted. Immutable. */
public sealed interface JsonValue {

    /** The value's kind in the words of a message to a user, such as {@code a string}. */
    String kind();

    /** An object; members keep the document's order and their names are unique. */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {
        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The member, if the object has it; a JSON null counts as present. */
        public Optional<JsonValue> find(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The same object with one member set, at its old place or at the end. */
        public JsonObject with(String name, JsonValue value) {
            var copy = new LinkedHashMap<>(members);
            copy.put(name, value);
            return new JsonObject(copy);
        }

        @Override
        public String kind() {
            return "an object";
        }
    }

    /** An array. */
    record JsonArray(List<JsonValue> elements) implements JsonValue {
        public JsonArray {
            elements = List.copyOf(elements);
        }

        @Override
        public String kind() {
            return "an array";
        }
    }

    /** A string of well-formed Unicode. */
    record JsonString(String value) implements JsonValue {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** A number, kept as the document spells it. */
    record JsonNumber(String text) implements JsonValue {
        @Override
        public String kind() {
            return "a number";
        }
    }

    /** {@code true} or {@code false}. */
    record JsonBoolean(boolean value) implements JsonValue {
        @Override
        public String kind() {
            return "true or false";
        }
    }

    /** {@code null}. */
    record JsonNull() implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }

    /** The one null. */
    JsonNull NULL = new JsonNull();

    /** A string. */
    static JsonValue text(String value) {
        return new JsonString(value);
    }

    /** A whole number. */
    static JsonValue number(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /** A truth value. */
    static JsonValue flag(boolean value) {
        return new JsonBoolean(value);
    }

    /** An array of these values. */
    static JsonValue array(List<? extends JsonValue> elements) {
        return new JsonArray(List.copyOf(elements));
    }

    /** An object under construction; members appear in the order in which they are put. */
    static ObjectBuilder object() {
        return new ObjectBuilder();
    }

    /** Collects the members of one object. Confined to its creator. */
    final class ObjectBuilder {
        private final Map<String, JsonValue> members = new LinkedHashMap<>();

        private ObjectBuilder() {}

        public ObjectBuilder put(String name, JsonValue value) {
            members.put(name, value);
            return this;
        }

        public ObjectBuilder put(String name, String value) {
            return put(name, text(value));
        }

        public ObjectBuilder put(String name, long value) {
            return put(name, number(value));
        }

        public ObjectBuilder put(String name, boolean value) {
            return put(name, flag(value));
        }

        public JsonObject build() {
            return new JsonObject(members);
        }
    }
}
