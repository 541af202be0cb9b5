package dev.iris.model;

/** An audience segment: 1 to 64 letters, digits, dots, underscores, colons or hyphens. */
public record SegmentId(String value) implements Comparable<SegmentId> {
    public SegmentId {
        value = Checks.name("segment id", value);
    }

    @Override
    public int compareTo(SegmentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
