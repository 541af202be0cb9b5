package dev.iris.cli.bench;

import java.util.Arrays;

/** Devices with one event each: when it was meant to be sent and when it was accepted, in microseconds since 1970. Thread-safe. */
final class Samples {
    private static final int FIRST_ROOM = 1_024;

    private long[] meant = new long[FIRST_ROOM];
    private long[] accepted = new long[FIRST_ROOM];
    private int size;

    /** Adds a device; says its number. */
    synchronized int add(long meantMicros) {
        if (size == meant.length) {
            meant = Arrays.copyOf(meant, 2 * size);
            accepted = Arrays.copyOf(accepted, 2 * size);
        }
        meant[size] = meantMicros;
        return size++;
    }

    synchronized void accepted(int number, long micros) {
        accepted[number] = micros;
    }

    synchronized int size() {
        return size;
    }

    synchronized long meantAt(int number) {
        return meant[number];
    }

    /** 0 when it never was. */
    synchronized long acceptedAt(int number) {
        return accepted[number];
    }
}
