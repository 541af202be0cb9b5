package dev.iris.model;

/** The hash by which Apache Kafka assigns keys to partitions, so that state can move between engines. */
public final class Murmur2 {
    private static final int SEED = 0x9747b28c;
    private static final int MIX = 0x5bd1e995;
    private static final int SHIFT = 24;

    private Murmur2() {}

    /** The slot of a key, 0 to {@code slots} - 1. */
    public static int slot(byte[] key, int slots) {
        return (hash(key) & 0x7fffffff) % slots;
    }

    /** The hash of some bytes. */
    public static int hash(byte[] data) {
        int h = SEED ^ data.length;
        int whole = data.length / 4 * 4;
        for (int at = 0; at < whole; at += 4) {
            int k = little(data, at, 4) * MIX;
            h = (h * MIX) ^ ((k ^ (k >>> SHIFT)) * MIX);
        }
        if (whole < data.length) {
            h = (h ^ little(data, whole, data.length - whole)) * MIX;
        }
        h = (h ^ (h >>> 13)) * MIX;
        return h ^ (h >>> 15);
    }

    private static int little(byte[] data, int at, int count) {
        int value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = (value << 8) | (data[at + i] & 0xff);
        }
        return value;
    }
}
