package dev.iris.partner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks a request's headers against the contract's set: each once, nothing else. Immutable. */
final class HeaderCheck {
    private static final List<String> CONTRACT =
            List.of("host", "user-agent", "authorization", "content-type", "content-length", "accept-encoding");
    private static final Pattern GZIP =
            Pattern.compile("(?:.*,)?\\s*(?:gzip|\\*)\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$))[0-9.]+\\s*)?(?:,.*)?");

    private final String userAgent;
    private final Set<String> others;

    /** The names of other headers that are let through are compared without regard to case. */
    HeaderCheck(String userAgent, Set<String> others) {
        this.userAgent = userAgent;
        this.others = lowerCase(others);
    }

    /** Names of headers whose values are no secrets. */
    Set<String> harmless() {
        var names = new TreeSet<>(others);
        names.addAll(CONTRACT);
        names.remove("authorization");
        return names;
    }

    /** Every way in which the headers break the contract. */
    List<String> problems(Request request) {
        var problems = new ArrayList<String>(0);
        for (var header : request.headers()) {
            if (!CONTRACT.contains(header.name()) && !others.contains(header.name())) {
                problems.add(header.name() + ": is not in the contract (expected: none)");
            }
        }
        for (var name : CONTRACT) {
            int times = request.count(name);
            if (times != 1) {
                problems.add(name + ": stands " + times + " times (expected: once)");
            }
        }
        request.find("user-agent").flatMap(this::agentProblem).ifPresent(problems::add);
        request.find("accept-encoding").flatMap(HeaderCheck::encodingProblem).ifPresent(problems::add);
        return problems;
    }

    private Optional<String> agentProblem(String value) {
        return value.equals(userAgent)
                ? Optional.empty()
                : Optional.of("user-agent: is another (expected: " + userAgent + ")");
    }

    private static Optional<String> encodingProblem(String value) {
        return value.equals("gzip")
                        || GZIP.matcher(value.toLowerCase(Locale.ROOT)).matches()
                ? Optional.empty()
                : Optional.of("accept-encoding: does not allow gzip (expected: gzip)");
    }

    private static Set<String> lowerCase(Set<String> names) {
        var lower = new TreeSet<String>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }
}
