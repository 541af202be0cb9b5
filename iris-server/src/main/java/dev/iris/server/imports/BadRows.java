package dev.iris.server.imports;

import dev.iris.json.Problem;
import dev.iris.server.control.BadRow;
import java.util.ArrayList;
import java.util.List;

/** The bad rows of an import: all are counted, the first are kept. Confined. */
final class BadRows {
    private static final int MOST_KEPT = 100;
    private static final int LONGEST_FIELD = 128;

    private final List<BadRow> kept;
    private long count;

    /** Those of which it is known already. */
    BadRows(List<BadRow> known, long count) {
        this.kept = new ArrayList<>(known);
        this.count = count;
    }

    /** Adds a row with everything that is wrong with it; says how it is reported. */
    BadRow add(long line, List<Problem> problems) {
        var first = problems.getFirst();
        var more = problems.size() > 1 ? "; " + (problems.size() - 1) + " more of it is wrong" : "";
        var row = new BadRow(line, shortened(first.field()), first.reason() + more);
        count++;
        if (kept.size() < MOST_KEPT) {
            kept.add(row);
        }
        return row;
    }

    long count() {
        return count;
    }

    /** Those that were kept, up to a line. */
    List<BadRow> until(long line) {
        return kept.stream().filter(row -> row.line() <= line).toList();
    }

    /** Its sender chose the name. */
    private static String shortened(String field) {
        return field.codePointCount(0, field.length()) <= LONGEST_FIELD
                ? field
                : field.substring(0, field.offsetByCodePoints(0, LONGEST_FIELD)) + "…";
    }
}
