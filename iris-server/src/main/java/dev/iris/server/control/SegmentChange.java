package dev.iris.server.control;

import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Problem;
import java.util.List;

/** What became of the wish to tell something of a segment. */
public sealed interface SegmentChange {
    /** It is as told. */
    record Told(JsonObject document) implements SegmentChange {}

    /** The document is wrong; all that is wrong, by field. */
    record Refused(List<Problem> problems) implements SegmentChange {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * There are too many.
     *
     * @param most how many there may be
     */
    record TooMany(int most) implements SegmentChange {}
}
