package dev.iris.server.control;

import dev.iris.json.Problem;
import java.util.List;

/** What became of a change that was asked for. Everything but the first three changed nothing. */
public sealed interface ChangeResult {
    /** The destination, or a mapping of it, is new. */
    record Created(DestinationView view) implements ChangeResult {}

    /** The destination is as asked for; its entity tag is the old one if it was so before. */
    record Updated(DestinationView view) implements ChangeResult {}

    /** The destination is gone. */
    record Deleted() implements ChangeResult {}

    /** There is no such destination, or no such mapping of it. */
    record Missing() implements ChangeResult {}

    /** The document is wrong; all that is wrong, by field. */
    record Refused(List<Problem> problems) implements ChangeResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The destination is not the one that was meant.
     *
     * @param current the entity tag that it has; empty when there is no such destination
     */
    record EtagMismatch(String current) implements ChangeResult {}

    /**
     * The state of the control plane forbids it.
     *
     * @param code stable, such as {@code destination-has-mappings}
     * @param text what to do, one sentence
     */
    record Conflict(String code, String text) implements ChangeResult {}
}
