package dev.iris.json;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/** What is wrong with a YAML text, in words that hold no part of it, and where. */
final class YamlFault {
    private static final String MALFORMED = "not well-formed YAML";

    /** The first that fits counts. */
    private static final List<Reading> READINGS = List.of(
            new Reading("TAB", "a tab where only spaces may indent"),
            new Reading(
                    "mapping values are not allowed",
                    "a colon where no value can stand (put quotes around a text with a colon)"),
            new Reading(
                    "cannot start any token", "a character that no value can start with (put quotes around the text)"),
            new Reading("while scanning a quoted scalar", "a text whose closing quote is missing or misplaced"),
            new Reading("could not find expected ':'", "a member without a colon, or wrong indentation"),
            new Reading("',' or", "a bracket that is not closed, or a comma too few"),
            new Reading("block end", "wrong indentation, or a bracket or quote too few"));

    /** A sign in what the parser says, and what it means to an author. */
    private record Reading(String sign, String reason) {}

    private YamlFault() {}

    static MalformedDocumentException at(Event event, String reason) {
        return at(event.getStartMark(), reason);
    }

    static MalformedDocumentException of(MarkedYamlEngineException e) {
        var said = e.getContext() + " " + e.getProblem();
        var reason = READINGS.stream()
                .filter(reading -> said.contains(reading.sign()))
                .map(Reading::reason)
                .findFirst()
                .orElse(MALFORMED);
        return at(e.getProblemMark().or(e::getContextMark), reason);
    }

    static MalformedDocumentException of(ReaderException e, String text) {
        int points = Math.min(e.getPosition(), text.codePointCount(0, text.length()));
        var before = text.substring(0, text.offsetByCodePoints(0, points));
        int line = (int) before.chars().filter(c -> c == '\n').count();
        return new MalformedDocumentException(
                "a control character (write it as an escape in double quotes)",
                line + 1,
                before.length() - before.lastIndexOf('\n'));
    }

    static MalformedDocumentException somewhere() {
        return at(Optional.empty(), MALFORMED);
    }

    private static MalformedDocumentException at(Optional<Mark> mark, String reason) {
        return mark.map(found -> new MalformedDocumentException(reason, found.getLine() + 1, found.getColumn() + 1))
                .orElseGet(() -> new MalformedDocumentException(reason, 0, 0));
    }
}
