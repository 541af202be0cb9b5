package dev.iris.server.control;

/** Texts of one line: well-formed Unicode without control characters. */
final class Lines {
    private Lines() {}

    static String require(String text, int most) {
        var length = text.codePointCount(0, text.length());
        if (length < 1 || length > most) {
            throw new IllegalArgumentException("is of " + length + " characters (expected: 1 to " + most + ")");
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("holds a control character (expected: none)");
        }
        return text;
    }
}
