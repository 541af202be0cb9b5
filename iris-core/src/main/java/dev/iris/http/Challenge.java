package dev.iris.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One challenge of a {@code WWW-Authenticate} header (RFC 9110 section 11.6.1).
 *
 * @param scheme in lower case, such as {@code bearer}
 * @param parameters their names in lower case, their values unquoted; the first of a name counts
 */
public record Challenge(String scheme, Map<String, String> parameters) {
    public Challenge {
        parameters = Map.copyOf(parameters);
    }

    /**
     * The challenges of an answer, over all header lines, in order; of a line that is malformed those before the fault.
     *
     * @param lines values of the header
     */
    public static List<Challenge> parse(List<String> lines) {
        List<Challenge> found = new ArrayList<>();
        for (var line : lines) {
            new ChallengeReading(line, found).run();
        }
        return found;
    }

    /** Whether it is of this scheme, compared without case. */
    public boolean isOf(String other) {
        return scheme.equalsIgnoreCase(other);
    }

    /** The value of a parameter, its name in lower case. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}
