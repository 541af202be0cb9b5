package dev.iris.cli.apply;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps what a reference resolved to out of every line that is printed: whether it is a secret, only its author knows. Immutable.
 */
public final class Redaction {
    /** Nothing is hidden. */
    public static final Redaction NONE = new Redaction(Set.of(), Set.of());

    private static final String HIDDEN = "***";
    private static final int FRAGMENT = 8;

    private final Set<String> places;
    private final List<String> texts;

    /**
     * Hides these texts.
     *
     * @param places in the file whose values hold one of them
     * @param texts what references resolved to
     */
    Redaction(Set<String> places, Set<String> texts) {
        this.places = Set.copyOf(places);
        this.texts = texts.stream()
                .filter(text -> !text.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** The text with every resolved one hidden. */
    public String hide(String text) {
        var shown = text;
        for (var hidden : texts) {
            shown = shown.replace(hidden, HIDDEN);
        }
        return shown;
    }

    /** What was said of a value; where that held a reference, even a fragment of what it resolved to is hidden. */
    String hide(String place, String said) {
        return covers(place) ? hideFragments(hide(said)) : hide(said);
    }

    /** Whether the value at the place, or one within or around it, held a reference. */
    boolean covers(String place) {
        return places.stream().anyMatch(held -> isWithin(held, place) || isWithin(place, held));
    }

    private static boolean isWithin(String inner, String outer) {
        return inner.startsWith(outer)
                && (inner.length() == outer.length() || ".[".indexOf(inner.charAt(outer.length())) >= 0);
    }

    private String hideFragments(String said) {
        var fragments = fragments();
        var shown = new StringBuilder();
        int at = 0;
        while (at < said.length()) {
            int end = at + FRAGMENT;
            if (end <= said.length() && fragments.contains(said.substring(at, end))) {
                shown.append(HIDDEN);
                at = end;
            } else {
                shown.append(said.charAt(at++));
            }
        }
        return shown.toString();
    }

    private Set<String> fragments() {
        var fragments = new HashSet<String>();
        for (var text : texts) {
            for (int at = 0; at + FRAGMENT <= text.length(); at++) {
                fragments.add(text.substring(at, at + FRAGMENT));
            }
        }
        return fragments;
    }
}
