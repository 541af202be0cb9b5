package dev.iris.format;

import org.jspecify.annotations.Nullable;

/** Something that can be said of a thing. */
record Fact<T>(ValueType type, Reading<T> reading) {
    /** Reads it; null when the thing has none. */
    @FunctionalInterface
    interface Reading<T> {
        @Nullable
        Object of(T thing);
    }
}
