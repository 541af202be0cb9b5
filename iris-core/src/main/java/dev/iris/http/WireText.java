package dev.iris.http;

/** Which texts may stand in a request's head (RFC 9110 sections 5.5 and 5.6.2); looked at for every request, hence no patterns and no streams. */
final class WireText {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private WireText() {}

    /** Whether it is a token: a method or the name of a header. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenChar(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether it is a value of visible ASCII, with spaces and tabs inside only. */
    static boolean isValue(String text) {
        if (text.isEmpty() || isSpace(text.charAt(0)) || isSpace(text.charAt(text.length() - 1))) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isSpace(c) && (c <= ' ' || c >= 0x7F)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is a path with or without a query. */
    static boolean isTarget(String text) {
        return text.startsWith("/") && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '#');
    }

    static boolean isTokenChar(int c) {
        return isIn(c, 'a', 'z') || isIn(c, 'A', 'Z') || isIn(c, '0', '9') || TOKEN_MARKS.indexOf(c) >= 0;
    }

    private static boolean isIn(int c, char first, char last) {
        return first <= c && c <= last;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t';
    }
}
