package dev.iris.rocksdb;

import dev.iris.engine.DeadLetter;
import dev.iris.engine.LetterSearch;
import dev.iris.model.DestinationNumber;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What one atomic write does to dead letters; each change sees those before it. Confined to its write. */
final class LetterWrites {
    private final Store store;
    private final WriteRecords writes;
    private final Map<LetterKey, Optional<byte[]>> values = new HashMap<>();
    private final Map<DestinationNumber, Long> more = new HashMap<>();

    LetterWrites(Store store, WriteRecords writes) {
        this.store = store;
        this.writes = writes;
    }

    /** Whether nothing was read or is to be written. */
    boolean isUntouched() {
        return values.isEmpty();
    }

    /** Keeps a letter; one of the same device and partner id is replaced. */
    void put(DestinationNumber destination, DeadLetter letter) {
        var key = LetterKey.of(destination, letter);
        if (find(key).isEmpty()) {
            more.merge(destination, 1L, Long::sum);
        }
        var value = LetterCodec.encode(letter);
        writes.put(store.dead, key.toBytes(), value);
        values.put(key, Optional.of(value));
    }

    /** Forgets a letter if it is still there and meant; says whether it was. */
    boolean remove(LetterKey key, LetterSearch search) {
        var found = find(key).map(value -> LetterCodec.decode(key.device(), value));
        if (found.filter(search::finds).isEmpty()) {
            return false;
        }
        more.merge(key.destination(), -1L, Long::sum);
        writes.delete(store.dead, key.toBytes());
        values.put(key, Optional.empty());
        return true;
    }

    /** To be called when they are in the store. */
    void count(LetterCounts counts) {
        more.forEach(counts::add);
    }

    /** As it is stored: one that cannot be read is replaced like any other. */
    private Optional<byte[]> find(LetterKey key) {
        return values.computeIfAbsent(key, _ -> Optional.ofNullable(store.read(store.dead, key.toBytes())));
    }
}
