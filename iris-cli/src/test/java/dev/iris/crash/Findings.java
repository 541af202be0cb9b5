package dev.iris.crash;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a comparison of the partner's ledger with the model came to, counted by spots.
 *
 * @param right as the rules say
 * @param open of which the rules say nothing now
 * @param lost something told is missing
 * @param invented something is there that nobody told
 * @param examples the first wrong ones in words
 */
record Findings(long right, long open, long lost, long invented, List<String> examples) {
    private static final int MOST_EXAMPLES = 20;

    /** Nothing was compared. */
    static final Findings NONE = new Findings(0, 0, 0, 0, List.of());

    static final Findings RIGHT = new Findings(1, 0, 0, 0, List.of());
    static final Findings OPEN = new Findings(0, 1, 0, 0, List.of());

    Findings {
        examples = List.copyOf(examples);
    }

    static Findings lost(String what) {
        return new Findings(0, 0, 1, 0, List.of("lost: " + what));
    }

    static Findings invented(String what) {
        return new Findings(0, 0, 0, 1, List.of("invented: " + what));
    }

    long wrong() {
        return lost + invented;
    }

    Findings plus(Findings more) {
        return new Findings(
                right + more.right,
                open + more.open,
                lost + more.lost,
                invented + more.invented,
                Stream.concat(examples.stream(), more.examples.stream())
                        .limit(MOST_EXAMPLES)
                        .toList());
    }
}
