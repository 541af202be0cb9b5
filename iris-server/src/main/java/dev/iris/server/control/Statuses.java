package dev.iris.server.control;

import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.Members;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** Lists of HTTP status codes in documents: different ones, and not none. */
final class Statuses {
    private Statuses() {}

    /**
     * The list of that name; empty when it is left out or something is wrong, which is noted.
     *
     * @param fits whether a status may stand there
     * @param range which statuses these are, in words
     */
    static Optional<Set<Integer>> read(Members members, String name, IntPredicate fits, String range) {
        var value = members.value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var read = new HashSet<Integer>();
        if (value.get() instanceof JsonArray(var elements)
                && !elements.isEmpty()
                && elements.stream()
                        .allMatch(element -> element instanceof JsonNumber(String text)
                                && text.matches("[0-9]{3}")
                                && fits.test(Integer.parseInt(text))
                                && read.add(Integer.parseInt(text)))) {
            return Optional.of(read);
        }
        members.problem(name, "is malformed (expected: a list of different numbers " + range + ")");
        return Optional.empty();
    }
}
