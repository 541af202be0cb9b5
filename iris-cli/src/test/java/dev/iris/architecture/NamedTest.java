package dev.iris.architecture;

import java.util.List;
import java.util.regex.Pattern;

/** A test as a page of the reference names it. */
record NamedTest(String type, String method) {
    private static final Pattern FORM = Pattern.compile("`(\\w+)\\.(\\w+)`");

    /** All that a cell of a table names. */
    static List<NamedTest> in(String cell) {
        return FORM.matcher(cell)
                .results()
                .map(match -> new NamedTest(match.group(1), match.group(2)))
                .toList();
    }
}
