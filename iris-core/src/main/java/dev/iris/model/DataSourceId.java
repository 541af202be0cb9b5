package dev.iris.model;

import java.util.Optional;

/** A data source (DPID): what kind of id a partner id is; 1 to 64 letters, digits, dots, underscores, colons or hyphens. */
public record DataSourceId(String value) implements Comparable<DataSourceId> {
    public DataSourceId {
        value = Checks.name("data source id", value);
    }

    /** The data source of that id; empty when none can have it. */
    public static Optional<DataSourceId> find(String value) {
        return Checks.isName(value) ? Optional.of(new DataSourceId(value)) : Optional.empty();
    }

    @Override
    public int compareTo(DataSourceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
