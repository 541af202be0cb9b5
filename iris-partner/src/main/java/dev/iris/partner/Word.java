package dev.iris.partner;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One of several values that a fault script names by a word: by default the constant's name, in lower case with hyphens. */
interface Word {
    /** The constant's name. */
    String name();

    /** How a fault script names it. */
    default String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The value of a word.
     *
     * @throws IllegalArgumentException when none of them has it
     */
    static <W extends Word> W choose(String word, W[] values) {
        return Arrays.stream(values)
                .filter(value -> value.word().equals(word))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(word + " (expected: " + list(values) + ")"));
    }

    private static String list(Word[] values) {
        List<String> words = Arrays.stream(values).map(Word::word).toList();
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }
}
