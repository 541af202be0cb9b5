package dev.iris.server.imports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The header of a stream of CSV: names every column once, in any order.
 *
 * @param columns as they stand
 */
record CsvHeader(List<String> columns) {
    /** Every column, in the usual order. */
    static final List<String> COLUMNS = List.of("device", "time", "qualified", "disqualified", "dpid", "uuid");

    private static final int LONGEST_SHOWN = 40;

    CsvHeader {
        columns = List.copyOf(columns);
    }

    /** Everything that is wrong with the header, in one sentence. */
    Optional<String> findFault() {
        var faults = new ArrayList<String>();
        note(faults, "names unknown columns: ", columns.stream().filter(name -> !COLUMNS.contains(name)));
        note(faults, "lacks columns: ", COLUMNS.stream().filter(name -> !columns.contains(name)));
        note(faults, "names columns twice: ", twice());
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of("the header " + String.join("; it ", faults) + " (expected: " + String.join(",", COLUMNS)
                        + ")");
    }

    private Stream<String> twice() {
        var seen = new HashSet<String>();
        return columns.stream().filter(name -> COLUMNS.contains(name) && !seen.add(name));
    }

    private static void note(List<String> faults, String words, Stream<String> names) {
        var shown = names.distinct().map(CsvHeader::shown).toList();
        if (!shown.isEmpty()) {
            faults.add(words + String.join(", ", shown));
        }
    }

    /** Its sender chose the name. */
    private static String shown(String name) {
        var line = name.replaceAll("\\p{Cc}", "?");
        return line.isEmpty()
                ? "(without a name)"
                : line.codePointCount(0, line.length()) <= LONGEST_SHOWN
                        ? line
                        : line.substring(0, line.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    }
}
