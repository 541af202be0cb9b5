package dev.iris.model;

import java.util.List;

/**
 * The secrets of one purpose: one, or two while the partner changes from the one to the other.
 *
 * @param newestFirst one or two
 */
public record Rotation(List<SecretSource> newestFirst) {
    /** Secrets of one purpose at once. */
    public static final int MOST = 2;

    public Rotation {
        newestFirst = List.copyOf(newestFirst);
        if (newestFirst.isEmpty() || newestFirst.size() > MOST) {
            throw new IllegalArgumentException(newestFirst.size() + " secrets (expected: 1 or " + MOST + ")");
        }
    }

    /** One secret alone. */
    public static Rotation of(SecretSource only) {
        return new Rotation(List.of(only));
    }

    /** One secret alone, which Iris keeps. */
    public static Rotation of(Secret only) {
        return of(new SecretSource.Stored(only));
    }
}
