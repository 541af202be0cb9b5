package dev.iris.model;

import java.util.function.IntPredicate;

/** Checks of the texts that identify things. */
final class Checks {
    private static final int LONGEST = 64;

    private Checks() {}

    static String digits(String what, String text) {
        return matching(what, text, Checks::digit, "1 to 64 digits");
    }

    static String name(String what, String text) {
        return matching(what, text, Checks::nameCharacter, "1 to 64 of A-Z a-z 0-9 . _ : -");
    }

    static boolean isName(String text) {
        return isMatching(text, Checks::nameCharacter);
    }

    /** Well-formed Unicode without control characters. */
    static String line(String what, String text, int most) {
        var length = text.codePointCount(0, text.length());
        if (length < 1 || length > most) {
            throw new IllegalArgumentException(what + " of " + length + " characters (expected: 1 to " + most + ")");
        }
        if (!isLine(text)) {
            throw new IllegalArgumentException(what + " with a control character or a lone surrogate (expected: none)");
        }
        return text;
    }

    // Every event has several of these: plain loops, because patterns take most of the time of reading one.
    private static String matching(String what, String text, IntPredicate allowed, String expected) {
        if (!isMatching(text, allowed)) {
            throw new IllegalArgumentException(
                    what + " of " + text.length() + " characters is malformed (expected: " + expected + ")");
        }
        return text;
    }

    private static boolean isMatching(String text, IntPredicate allowed) {
        return !text.isEmpty() && text.length() <= LONGEST && all(text, allowed);
    }

    private static boolean isLine(String text) {
        int c;
        for (int at = 0; at < text.length(); at += Character.charCount(c)) {
            c = text.codePointAt(at);
            boolean isLoneSurrogate = Character.isBmpCodePoint(c) && Character.isSurrogate((char) c);
            if (isLoneSurrogate || Character.isISOControl(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean all(String text, IntPredicate allowed) {
        for (int i = 0; i < text.length(); i++) {
            if (!allowed.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean nameCharacter(int c) {
        return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "._:-".indexOf(c) >= 0;
    }
}
