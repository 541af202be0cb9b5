package dev.iris.partner;

import dev.iris.json.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A fault script that is not understood; it holds everything that is wrong. */
public final class ScriptRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    ScriptRefusedException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, each with its field. */
    public List<Problem> problems() {
        return problems;
    }
}
