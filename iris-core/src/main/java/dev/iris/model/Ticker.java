package dev.iris.model;

/** A clock that only moves forward: for ages and waits, never for dates. Implementations are thread-safe. */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since an arbitrary fixed moment; two readings are compared by subtraction only. */
    long nanos();

    /** The machine's own monotonic clock. */
    static Ticker system() {
        return System::nanoTime;
    }
}
