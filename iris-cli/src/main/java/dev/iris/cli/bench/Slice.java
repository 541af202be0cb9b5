package dev.iris.cli.bench;

/**
 * The devices of the pool that one sender speaks of, one after the other, over and over: no device is ever in two requests at once.
 * Confined to its sender; {@link #eventsOf} when that has ended.
 */
final class Slice {
    private final int first;
    private final int step;
    private final int size;
    private long events;

    /** Devices {@code first}, {@code first + step}, … below {@code devices}. */
    Slice(int first, int step, int devices) {
        this.first = first;
        this.step = step;
        this.size = (devices - first + step - 1) / step;
    }

    /** Number of the device whose event is next. */
    int device() {
        return deviceAt((int) (events % size));
    }

    /** How many events that device had. */
    long eventsBefore() {
        return events / size;
    }

    void next() {
        events++;
    }

    int size() {
        return size;
    }

    int deviceAt(int index) {
        return first + index * step;
    }

    /** How many events a device of the slice had. */
    long eventsOf(int index) {
        return events / size + (index < events % size ? 1 : 0);
    }
}
