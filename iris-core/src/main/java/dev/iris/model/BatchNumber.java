package dev.iris.model;

/**
 * The number of a batch of one destination: given once and never again.
 *
 * @param value 1 or more
 */
public record BatchNumber(long value) implements Comparable<BatchNumber> {
    /** The number of a destination's first batch. */
    public static final BatchNumber FIRST = new BatchNumber(1);

    public BatchNumber {
        if (value < 1) {
            throw new IllegalArgumentException("batch number " + value + " (expected: > 0)");
        }
    }

    /** The number of the batch behind this one. */
    public BatchNumber next() {
        return new BatchNumber(value + 1);
    }

    @Override
    public int compareTo(BatchNumber other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
