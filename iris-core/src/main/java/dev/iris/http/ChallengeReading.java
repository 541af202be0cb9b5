package dev.iris.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of challenges. A comma parts challenges as well as the parameters of one, so what follows a comma is a parameter if an
 * equals sign comes after its first word, and a challenge if not. Confined to one line.
 */
final class ChallengeReading {
    /** More than any partner sends; the rest of a line is not read. */
    private static final int MOST_CHARACTERS = 8_192;

    private static final String TOKEN68 = "-._~+/";

    private final String text;
    private final List<Challenge> found;
    private int at;

    ChallengeReading(String line, List<Challenge> found) {
        this.text = line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS) : line;
        this.found = found;
    }

    void run() {
        skipCommas();
        while (at < text.length()) {
            var scheme = word();
            if (scheme.isEmpty() || !isAtEndOr(" \t,")) {
                return;
            }
            boolean sound = challenge(scheme);
            if (!sound) {
                return;
            }
            skipCommas();
        }
    }

    /** Says whether what follows can be read on. */
    private boolean challenge(String scheme) {
        Map<String, String> parameters = new HashMap<>();
        skipSpace();
        boolean sound = skippedToken68() || parameters(parameters);
        found.add(new Challenge(scheme.toLowerCase(Locale.ROOT), parameters));
        return sound;
    }

    private boolean parameters(Map<String, String> into) {
        while (isParameterNext()) {
            var name = word().toLowerCase(Locale.ROOT);
            skipSpace();
            at++;
            skipSpace();
            var value = value();
            if (value == null) {
                return false;
            }
            into.putIfAbsent(name, value);
            skipSpace();
            if (!isAtEndOr(",")) {
                return false;
            }
            skipCommas();
        }
        return true;
    }

    private boolean isParameterNext() {
        int start = at;
        var name = word();
        skipSpace();
        boolean is = !name.isEmpty() && at < text.length() && text.charAt(at) == '=';
        at = start;
        return is;
    }

    /** A scheme may be followed by one value of its own kind instead of parameters (RFC 9110 section 11.2). */
    private boolean skippedToken68() {
        int end = at;
        while (end < text.length() && isToken68(text.charAt(end))) {
            end++;
        }
        while (end < text.length() && text.charAt(end) == '=') {
            end++;
        }
        boolean is = end > at && (end == text.length() || text.charAt(end) == ',');
        if (is) {
            at = end;
        }
        return is;
    }

    private @Nullable String value() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        var plain = word();
        return plain.isEmpty() ? null : plain;
    }

    private @Nullable String quoted() {
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                c = text.charAt(at);
            }
            value.append(c);
        }
        return null;
    }

    private String word() {
        int start = at;
        while (at < text.length() && WireText.isTokenChar(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean isAtEndOr(String characters) {
        return at >= text.length() || characters.indexOf(text.charAt(at)) >= 0;
    }

    private void skipSpace() {
        skip(" \t");
    }

    private void skipCommas() {
        skip(" \t,");
    }

    private void skip(String characters) {
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static boolean isToken68(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || TOKEN68.indexOf(c) >= 0;
    }
}
