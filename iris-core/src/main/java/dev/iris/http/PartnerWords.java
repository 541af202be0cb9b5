package dev.iris.http;

import java.util.Collection;
import java.util.regex.Pattern;

/**
 * A partner's own words, as far as an operator may see them: one line of limited length, without what a partner must not say back and
 * without anything that looks like a key. Immutable.
 */
public final class PartnerWords {
    /** Characters that are shown. */
    public static final int MOST = 200;

    private static final int READ = 4_096;
    private static final String MASKED = "***";
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Z}\\s]+");
    private static final Pattern TAG = Pattern.compile("<[^<>]{0,200}>");
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/=_~.%-]{20,}");
    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z_./-]+|[A-Z_]+");

    private PartnerWords() {}

    /**
     * The text as it may be shown; empty when nothing is left.
     *
     * @param hidden texts of which none may appear, compared without case
     */
    public static String shown(String text, Collection<String> hidden) {
        var line = beginning(text, hidden);
        line = line.substring(0, Math.min(line.length(), READ));
        line = UNPRINTABLE
                .matcher(TAG.matcher(line).replaceAll(" "))
                .replaceAll(" ")
                .strip();
        line = LONG_WORD
                .matcher(line)
                .replaceAll(word -> PLAIN_WORD.matcher(word.group()).matches() ? word.group() : MASKED);
        return line.length() > MOST ? line.substring(0, MOST - 1) + "…" : line;
    }

    /** As much of the text as matters for what is shown of it, with every hidden one masked, compared without case. */
    public static String beginning(String text, Collection<String> hidden) {
        int longest = hidden.stream().mapToInt(String::length).max().orElse(0);
        if (text.length() <= READ + longest) {
            return masked(text, hidden);
        }
        // A hidden text that is cut at the end is not found: what it may be of is left out.
        var masked = masked(text.substring(0, READ + longest), hidden);
        return masked.substring(0, Math.max(0, masked.length() - longest));
    }

    /** The text with every hidden one masked, compared without case. */
    public static String masked(String text, Collection<String> hidden) {
        var masked = text;
        for (var secret : hidden) {
            masked = secret.isEmpty() ? masked : masked(masked, secret);
        }
        return masked;
    }

    private static String masked(String text, String secret) {
        return Pattern.compile(Pattern.quote(secret), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .replaceAll(MASKED);
    }
}
