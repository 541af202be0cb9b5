package dev.iris.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.Problem;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The query of a request. A parameter that the endpoint does not know is refused: a slip must not change what is done. Immutable. */
final class Query {
    /** No parameters. */
    static final Query NONE = new Query(Map.of());

    private static final int MOST = 20;

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads a query.
     *
     * @param text what follows the question mark; empty when there is none
     * @param known names that the endpoint takes
     * @throws RefusedException names every parameter that is wrong
     */
    static Query read(String text, Set<String> known) {
        if (text.isEmpty()) {
            return NONE;
        }
        var values = new HashMap<String, String>();
        var problems = new ArrayList<Problem>();
        for (var part : text.split("&", MOST + 1)) {
            int equals = part.indexOf('=');
            var name = decode(equals < 0 ? part : part.substring(0, equals));
            var value = decode(equals < 0 ? "" : part.substring(equals + 1));
            if (!known.contains(name)) {
                problems.add(new Problem(shown(name), "is unknown (known here: " + names(known) + ")"));
            } else if (values.put(name, value) != null) {
                problems.add(new Problem(name, "stands twice (expected: once)"));
            }
        }
        refuse(problems);
        return new Query(values);
    }

    /** A truth value; {@code false} when it is left out. */
    boolean flag(String name, boolean otherwise) {
        return find(name)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong(name, "is malformed (expected: true or false)");
                })
                .orElse(otherwise);
    }

    /** A whole number in a range, ends included. */
    long number(String name, long least, long most, long otherwise) {
        return find(name)
                .map(value -> {
                    if (value.matches("[0-9]{1,18}")) {
                        var number = Long.parseLong(value);
                        if (number >= least && number <= most) {
                            return number;
                        }
                    }
                    throw wrong(name, "is malformed (expected: a whole number from " + least + " to " + most + ")");
                })
                .orElse(otherwise);
    }

    /** A value as it stands. */
    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A value, parsed by a function whose {@link IllegalArgumentException} says what is wrong; that is noted. */
    <T> Optional<T> text(String name, Function<String, T> parse, List<Problem> problems) {
        try {
            return find(name).map(parse);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(name, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static RefusedException wrong(String name, String reason) {
        return new RefusedException(Refusal.query(List.of(new Problem(name, reason))));
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new RefusedException(Refusal.query(problems));
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong("", "is not percent-encoded");
        }
    }

    private static String names(Set<String> known) {
        return known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known));
    }

    private static String shown(String name) {
        return name.length() > 100 ? name.substring(0, 100) + "…" : name;
    }
}
