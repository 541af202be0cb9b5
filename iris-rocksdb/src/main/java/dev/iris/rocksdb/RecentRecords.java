package dev.iris.rocksdb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The profiles and rows that the newest writes wrote, as they were logged: devices come again soon, and what they were then need not be
 * looked for in the store. A fixed number of bytes in which the newest take the place of the oldest, so that the garbage collector has
 * nothing to move. Confined to the committer.
 *
 * <p>Invariant: what is found here is what the store holds, but for writes that the committer has not seen ending. A write that is larger
 * than the whole makes everything forgotten.
 */
final class RecentRecords {
    private static final int MOST_BYTES = 32 << 20;
    private static final int LEAST_BYTES = 1 << 20;

    /** Of the heap one part in so many. */
    private static final int SHARE_OF_HEAP = 32;

    /** There is a place for so many bytes, some for each record, so that few records share one. */
    private static final int BYTES_A_PLACE = 32;

    /** Spreads the bits of a hash to the highest ones: 2 to the 32nd by the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;

    private final byte[] ring;

    /** By the hash of its key, where among all bytes ever added a record begins; of several keys the newest. */
    private final long[] places;

    /** How many bytes were ever added, with those that were left out at the ring's end. */
    private long end;

    RecentRecords(int bytes) {
        this.ring = new byte[bytes];
        this.places = new long[Integer.highestOneBit(bytes / BYTES_A_PLACE)];
        clear();
    }

    /** As many as suit the heap. */
    static RecentRecords ofHeap() {
        return new RecentRecords(Math.clamp(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, LEAST_BYTES, MOST_BYTES));
    }

    /** Remembers records that are in the store now. */
    void add(WriteRecords records) {
        if (records.size() > ring.length) {
            clear();
            return;
        }
        int at = (int) (end % ring.length);
        if (records.size() > ring.length - at) {
            end += ring.length - at;
            at = 0;
        }
        records.copyTo(ring, at);
        for (int i = 0; i < records.marks(); i++) {
            places[place(records.markedHash(i))] = end + records.markedOffset(i);
        }
        end += records.size();
    }

    /** What was remembered last of a key, if it still is; to be read before anything is added. */
    @Nullable
    LoggedValue find(int family, byte[] key) {
        long begin = places[place(hash(family, key))];
        if (end - begin > ring.length) {
            return null;
        }
        return WriteRecords.find(ring, (int) (begin % ring.length), family, key);
    }

    void clear() {
        Arrays.fill(places, end - ring.length - 1L);
    }

    static int hash(int family, byte[] key) {
        return 31 * Arrays.hashCode(key) + family;
    }

    private int place(int hash) {
        long spread = Integer.toUnsignedLong(hash * SPREAD);
        return (int) ((spread * places.length) >>> Integer.SIZE);
    }
}
