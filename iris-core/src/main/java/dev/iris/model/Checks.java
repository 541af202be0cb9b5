package dev.iris.model;

import java.util.regex.Pattern;

/** Checks of the texts that identify things. */
final class Checks {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private Checks() {}

    static String digits(String what, String text) {
        return matching(what, text, DIGITS, "1 to 64 digits");
    }

    static String name(String what, String text) {
        return matching(what, text, NAME, "1 to 64 of A-Z a-z 0-9 . _ : -");
    }

    /** Well-formed Unicode without control characters. */
    static String line(String what, String text, int most) {
        if (text.isEmpty() || text.codePointCount(0, text.length()) > most) {
            throw new IllegalArgumentException(
                    what + " of " + text.length() + " characters (expected: 1 to " + most + ")");
        }
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new IllegalArgumentException(what + " with a control character or a lone surrogate (expected: none)");
        }
        return text;
    }

    private static String matching(String what, String text, Pattern pattern, String expected) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    what + " of " + text.length() + " characters is malformed (expected: " + expected + ")");
        }
        return text;
    }
}
