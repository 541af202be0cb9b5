package dev.iris.model;

/**
 * The number by which the engine knows a destination: given once by the control plane and never again.
 *
 * @param value 1 or more
 */
public record DestinationNumber(int value) implements Comparable<DestinationNumber> {
    public DestinationNumber {
        if (value < 1) {
            throw new IllegalArgumentException("destination number " + value + " (expected: > 0)");
        }
    }

    @Override
    public int compareTo(DestinationNumber other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "#" + value;
    }
}
