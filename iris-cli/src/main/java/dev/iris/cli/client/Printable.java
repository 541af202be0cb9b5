package dev.iris.cli.client;

import java.util.Locale;

/** Text of others in front of people: control characters, which a terminal could obey, are spelled out. */
public final class Printable {
    private Printable() {}

    /** On one line. */
    public static String of(String text) {
        return spellOut(text, false);
    }

    /** On as many lines as it has. */
    public static String lines(String text) {
        return spellOut(text, true);
    }

    private static String spellOut(String text, boolean keepBreaks) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if ((keepBreaks && point == '\n') || !isControl(point)) {
                shown.appendCodePoint(point);
            } else if (!keepBreaks || point != '\r') {
                shown.append("\\u").append(String.format(Locale.ROOT, "%04x", point));
            }
        });
        return shown.toString();
    }

    private static boolean isControl(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT, Character.SURROGATE -> true;
            default -> false;
        };
    }
}
