package dev.iris.cli;

import static java.util.stream.Collectors.joining;

import dev.iris.json.Problem;
import java.util.List;

/** Several problems in one line. */
final class Sentences {
    private Sentences() {}

    static String join(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(joining("; "));
    }
}
