package dev.iris.json;

import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Builds a value from the events of one YAML document. Confined to one call. */
final class YamlTree {
    private static final String TEXT_TAG = "tag:yaml.org,2002:str";

    private final Iterator<Event> events;
    private final JsonLimits limits;
    private final Map<Anchor, Grown> anchors = new HashMap<>();
    private long tokens;
    private int depth;

    /**
     * A value that an alias may repeat.
     *
     * @param tokens that it counts, aliases within it as often as they are used
     * @param depth of nested objects and arrays
     */
    private record Grown(JsonValue value, long tokens, int depth) {}

    private YamlTree(Iterator<Event> events, JsonLimits limits) {
        this.events = events;
        this.limits = limits;
    }

    static JsonValue read(String text, JsonLimits limits) throws MalformedDocumentException {
        var settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        try {
            var events = new Parse(settings).parseString(text).iterator();
            return new YamlTree(events, limits).document();
        } catch (MarkedYamlEngineException e) {
            throw YamlFault.of(e);
        } catch (ReaderException e) {
            throw YamlFault.of(e, text);
        } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // The parser trips over some texts without saying where.
            throw YamlFault.somewhere();
        }
    }

    private JsonValue document() throws MalformedDocumentException {
        events.next();
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            throw new MalformedDocumentException("empty", 0, 0);
        }
        var value = node(events.next()).value();
        events.next();
        var after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw YamlFault.at(after, "something follows the document");
        }
        return value;
    }

    private Grown node(Event event) throws MalformedDocumentException {
        if (event instanceof AliasEvent alias) {
            return repeated(alias);
        }
        long before = tokens;
        count(event, 1);
        var grown = switch (event) {
            case ScalarEvent scalar -> new Grown(scalar(scalar), 1, 0);
            case CollectionStartEvent start -> collection(start, before);
            default -> throw YamlFault.at(event, "not a value");
        };
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, grown));
        return grown;
    }

    private Grown repeated(AliasEvent alias) throws MalformedDocumentException {
        var grown = anchors.get(alias.getAlias());
        if (grown == null) {
            throw YamlFault.at(alias, "an alias of nothing that stands complete before it");
        }
        count(alias, grown.tokens());
        requireDepth(alias, depth + grown.depth());
        return grown;
    }

    private Grown collection(CollectionStartEvent start, long before) throws MalformedDocumentException {
        requireDepth(start, ++depth);
        if (start.getTag().isPresent()) {
            throw YamlFault.at(start, "a tag (expected: none)");
        }
        var deepest = new int[1];
        var value = start.getEventId() == Event.ID.MappingStart ? object(deepest) : array(deepest);
        depth--;
        return new Grown(value, tokens - before, deepest[0] + 1);
    }

    private JsonObject object(int[] deepest) throws MalformedDocumentException {
        var members = new LinkedHashMap<String, JsonValue>();
        for (var next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            var name = name(next);
            if (members.containsKey(name)) {
                throw YamlFault.at(next, "a member stands twice");
            }
            members.put(name, member(deepest));
        }
        return new JsonObject(members);
    }

    private JsonArray array(int[] deepest) throws MalformedDocumentException {
        var elements = new ArrayList<JsonValue>();
        for (var next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            var grown = node(next);
            deepest[0] = Math.max(deepest[0], grown.depth());
            elements.add(grown.value());
        }
        return new JsonArray(elements);
    }

    private JsonValue member(int[] deepest) throws MalformedDocumentException {
        var grown = node(events.next());
        deepest[0] = Math.max(deepest[0], grown.depth());
        return grown.value();
    }

    private String name(Event event) throws MalformedDocumentException {
        count(event, 1);
        if (!(event instanceof ScalarEvent scalar)) {
            throw YamlFault.at(event, "not a member's name (expected: a text)");
        }
        if (scalar.isPlain() && scalar.getValue().equals("<<")) {
            throw YamlFault.at(event, "a merge (<<), which is not supported; write the members out");
        }
        if (scalar.isPlain() && scalar.getValue().isEmpty()) {
            throw YamlFault.at(event, "a member without a name");
        }
        return text(scalar);
    }

    private JsonValue scalar(ScalarEvent scalar) throws MalformedDocumentException {
        var tag = scalar.getTag();
        if (tag.isPresent() && !tag.equals(Optional.of(TEXT_TAG)) && !tag.equals(Optional.of("!"))) {
            throw YamlFault.at(scalar, "a tag (expected: none, or !!str)");
        }
        var text = text(scalar);
        if (tag.isPresent() || !scalar.isPlain()) {
            return new JsonString(text);
        }
        var value = YamlScalar.value(text)
                .orElseThrow(() ->
                        YamlFault.at(scalar, "a number that JSON cannot spell (put quotes around it if it is a text)"));
        if (value instanceof JsonNumber && text.length() > Json.LONGEST_NUMBER) {
            throw YamlFault.at(
                    scalar,
                    "a number of more than " + Json.LONGEST_NUMBER
                            + " characters (put quotes around it if it is a text)");
        }
        return value;
    }

    private String text(ScalarEvent scalar) throws MalformedDocumentException {
        var text = scalar.getValue();
        if (text.length() > limits.stringChars()) {
            throw YamlFault.at(scalar, "a text of more than " + limits.stringChars() + " characters");
        }
        if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw YamlFault.at(scalar, "a lone surrogate in a text");
        }
        return text;
    }

    private void count(Event event, long more) throws MalformedDocumentException {
        tokens += more;
        if (tokens > limits.tokens()) {
            throw YamlFault.at(
                    event, "too large: more than " + limits.tokens() + " values and names, aliases repeated");
        }
    }

    private void requireDepth(Event event, int reached) throws MalformedDocumentException {
        if (reached > limits.depth()) {
            throw YamlFault.at(event, "too deep: more than " + limits.depth() + " levels");
        }
    }
}
