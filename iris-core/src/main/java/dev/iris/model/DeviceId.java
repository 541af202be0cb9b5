package dev.iris.model;

/** A device (AAM_UUID): 1 to 64 decimal digits, kept as text with its leading zeros. */
public record DeviceId(String value) implements Comparable<DeviceId> {
    public DeviceId {
        value = Checks.digits("device id", value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
