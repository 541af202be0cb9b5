package dev.iris.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.IntPredicate;

/** Percent-encoding (RFC 3986 section 2.1). */
final class Percent {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Percent() {}

    /** Appends a text, each character as it is if it may stay, else the bytes of its UTF-8 encoded. */
    static void append(StringBuilder out, String text, IntPredicate stays) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (stays.test(c)) {
                out.appendCodePoint(c);
            } else {
                for (byte octet : Character.toString(c).getBytes(UTF_8)) {
                    out.append('%').append(HEX[(octet >> 4) & 0xF]).append(HEX[octet & 0xF]);
                }
            }
            i += Character.charCount(c);
        }
    }
}
