package dev.iris.server.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with variable parts in braces. It is matched exactly: no trailing slash, no dot parts, one case; a variable part is not empty.
 *
 * @param parts between the slashes
 */
record PathPattern(List<String> parts) {
    PathPattern {
        parts = List.copyOf(parts);
    }

    static PathPattern of(String text) {
        return new PathPattern(split(text));
    }

    /** The parts of a path that starts with a slash. */
    static List<String> split(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** The variable parts by name, if the decoded parts match. */
    Optional<Map<String, String>> match(List<String> actual) {
        if (actual.size() != parts.size()) {
            return Optional.empty();
        }
        var variables = new HashMap<String, String>();
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            if (part.startsWith("{") && !actual.get(i).isEmpty()) {
                variables.put(part.substring(1, part.length() - 1), actual.get(i));
            } else if (!part.equals(actual.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    @Override
    public String toString() {
        return "/" + String.join("/", parts);
    }
}
