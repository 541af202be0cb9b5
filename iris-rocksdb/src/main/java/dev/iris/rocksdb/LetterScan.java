package dev.iris.rocksdb;

import dev.iris.engine.DeadLetter;
import dev.iris.engine.DeadLetters.LetterPage;
import dev.iris.engine.LetterSearch;
import dev.iris.model.DestinationNumber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** Reads of dead letters in the order of their keys. */
final class LetterScan {
    /** Letters that are looked at for one page, so that a search that finds few does not hold up its caller for long. */
    private static final int MOST_LOOKED_AT = 10_000;

    /** Stored bytes that a page begins below: the largest letters fill it before the limit does. */
    private static final int MOST_BYTES = 4 << 20;

    private LetterScan() {}

    static long count(Store store, DestinationNumber destination) throws RocksDBException {
        try (var options = new ReadOptions();
                var behind = new Slice(Keys.behind(destination));
                var _ = options.setIterateUpperBound(behind);
                var iterator = store.db.newIterator(store.dead, options)) {
            long count = 0;
            for (iterator.seek(Keys.firstOf(destination)); iterator.isValid(); iterator.next()) {
                count++;
            }
            iterator.status();
            return count;
        }
    }

    static LetterPage page(Store store, DestinationNumber destination, LetterSearch search, String after, int limit)
            throws RocksDBException {
        try (var options = new ReadOptions();
                var behind = new Slice(end(destination, search));
                var _ = options.setIterateUpperBound(behind);
                var iterator = store.db.newIterator(store.dead, options)) {
            iterator.seek(after.isEmpty() ? start(destination, search) : behind(destination, after));
            return page(iterator, search, limit);
        }
    }

    private static LetterPage page(RocksIterator iterator, LetterSearch search, int limit) throws RocksDBException {
        var found = new ArrayList<DeadLetter>();
        byte[] last = {};
        int looks = 0;
        int bytes = 0;
        while (iterator.isValid() && looks < MOST_LOOKED_AT && bytes < MOST_BYTES && found.size() < limit) {
            last = iterator.key();
            var value = iterator.value();
            var letter = LetterCodec.decode(Keys.letterDeviceOf(last), value);
            if (search.finds(letter)) {
                found.add(letter);
                bytes += value.length;
            }
            looks++;
            iterator.next();
        }
        var next = iterator.isValid() ? place(last) : "";
        iterator.status();
        return new LetterPage(found, next);
    }

    private static byte[] start(DestinationNumber destination, LetterSearch search) {
        var device = search.device();
        return device == null ? Keys.firstOf(destination) : Keys.lettersOf(destination, device);
    }

    private static byte[] end(DestinationNumber destination, LetterSearch search) {
        var device = search.device();
        return device == null ? Keys.behind(destination) : Keys.behindLettersOf(destination, device);
    }

    /** A key as callers name it: without the destination, which they know. */
    private static String place(byte[] key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOfRange(key, Keys.DESTINATION_BYTES, key.length));
    }

    /** The lowest key that is higher than a place: the place and one 0. */
    private static byte[] behind(DestinationNumber destination, String place) {
        try {
            var rest = Base64.getUrlDecoder().decode(place);
            return ByteBuffer.allocate(Keys.DESTINATION_BYTES + rest.length + 1)
                    .put(Keys.firstOf(destination))
                    .put(rest)
                    .array();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a place among dead letters is malformed (expected: as a page named it)", e);
        }
    }
}
