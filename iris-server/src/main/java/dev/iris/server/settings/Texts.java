package dev.iris.server.settings;

import static java.util.stream.Collectors.joining;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Readings of one setting's text; each says what it found and what it expected. */
final class Texts {
    private static final int SHOWN = 80;

    private Texts() {}

    static Path path(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(quote(text) + " (expected: a path)");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is no path: " + e.getReason() + " (expected: a path)", e);
        }
    }

    static String userAgent(String text) {
        if (!text.matches("[!-~]([ -~]{0,254}[!-~])?")) {
            throw new IllegalArgumentException(
                    quote(text) + " (expected: 1 to 256 printable ASCII characters, no outer spaces)");
        }
        return text;
    }

    static <E extends Enum<E>> E word(Class<E> words, String text) {
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> word.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(quote(text) + " (expected: " + expected(words) + ")"));
    }

    /** The text in quotes, shortened and without control characters. */
    static String quote(String text) {
        var shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return '"' + shown.replaceAll("\\p{Cc}", "?") + '"';
    }

    private static <E extends Enum<E>> String expected(Class<E> words) {
        return Arrays.stream(words.getEnumConstants())
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .collect(joining(", "));
    }
}
