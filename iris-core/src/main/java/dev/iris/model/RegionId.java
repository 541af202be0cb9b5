package dev.iris.model;

/** A region in which a device was seen: 1 to 64 letters, digits, dots, underscores, colons or hyphens. */
public record RegionId(String value) implements Comparable<RegionId> {
    public RegionId {
        value = Checks.name("region id", value);
    }

    @Override
    public int compareTo(RegionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
