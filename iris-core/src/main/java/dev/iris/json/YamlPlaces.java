package dev.iris.json;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** On which lines the members of one YAML document stand. Immutable. */
public final class YamlPlaces {
    private final Map<String, Integer> lines = new HashMap<>();

    private YamlPlaces() {}

    /**
     * The places of a document that {@link Yaml} reads.
     *
     * @throws MalformedDocumentException when the bytes are not UTF-8
     */
    public static YamlPlaces of(byte[] utf8) throws MalformedDocumentException {
        var settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        var events = new Parse(settings).parseString(Json.decode(utf8)).iterator();
        var places = new YamlPlaces();
        events.next();
        events.next();
        places.note("", events.next(), events);
        return places;
    }

    /** The line of a member, from 1, by its path as {@link Problem} names it; of one that is not there, that of what should hold it. */
    public int line(String path) {
        for (var at = path;
                !at.isEmpty();
                at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))))) {
            var line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return lines.getOrDefault("", 1);
    }

    private void note(String path, Event value, Iterator<Event> rest) {
        lines.putIfAbsent(path, line(value));
        switch (value.getEventId()) {
            case MappingStart -> noteMembers(path, rest);
            case SequenceStart -> noteElements(path, rest);
            default -> {
                // Nothing stands within it.
            }
        }
    }

    private void noteMembers(String path, Iterator<Event> rest) {
        for (var next = rest.next(); next.getEventId() != Event.ID.MappingEnd; next = rest.next()) {
            var name = next instanceof ScalarEvent scalar ? scalar.getValue() : "";
            var at = path.isEmpty() ? name : path + "." + name;
            lines.put(at, line(next));
            note(at, rest.next(), rest);
        }
    }

    private void noteElements(String path, Iterator<Event> rest) {
        int index = 0;
        for (var next = rest.next(); next.getEventId() != Event.ID.SequenceEnd; next = rest.next()) {
            note(path + "[" + index++ + "]", next, rest);
        }
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
