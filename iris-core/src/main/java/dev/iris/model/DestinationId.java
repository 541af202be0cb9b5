package dev.iris.model;

/**
 * The id by which people and partners know a destination (AAM_Destination_Id). It may be deleted and given again.
 *
 * @param value 1 to 999,999,999,999
 */
public record DestinationId(long value) implements Comparable<DestinationId> {
    private static final long MOST = 999_999_999_999L;

    public DestinationId {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException("destination id " + value + " (expected: 1 to " + MOST + ")");
        }
    }

    /** Reads decimal digits. */
    public static DestinationId parse(String text) {
        if (!text.matches("[1-9][0-9]{0,11}")) {
            throw new IllegalArgumentException(
                    "destination id is malformed (expected: a whole number from 1 to " + MOST + ")");
        }
        return new DestinationId(Long.parseLong(text));
    }

    @Override
    public int compareTo(DestinationId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
