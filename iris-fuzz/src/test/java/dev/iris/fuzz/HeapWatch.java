package dev.iris.fuzz;

/**
 * Looks for memory that grows with the number of inputs: weighs what is alive after 4,096 inputs, by which all is loaded and cached,
 * and again each time the number has doubled. Confined to one thread.
 */
final class HeapWatch {
    private static final long FIRST = 4_096;
    private static final long MOST_GROWTH = 16L * 1024 * 1024;

    private long inputs;
    private long atFirst;

    /** Counts an input. */
    void count() {
        inputs++;
        if (inputs >= FIRST && Long.bitCount(inputs) == 1) {
            weigh();
        }
    }

    private void weigh() {
        long alive = alive();
        if (inputs == FIRST) {
            atFirst = alive;
        }
        if (alive - atFirst > MOST_GROWTH) {
            throw new AssertionError("the heap grew from " + atFirst + " bytes after " + FIRST + " inputs to " + alive
                    + " after " + inputs + " (expected: by at most " + MOST_GROWTH + ")");
        }
    }

    private static long alive() {
        var runtime = Runtime.getRuntime();
        runtime.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
