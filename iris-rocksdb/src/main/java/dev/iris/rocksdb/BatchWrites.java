package dev.iris.rocksdb;

import dev.iris.engine.Batch;
import dev.iris.engine.BatchChanges;
import dev.iris.model.BatchNumber;
import dev.iris.model.BatchPart;
import dev.iris.model.Changes;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.UserEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What one atomic write does to batches and to what changed for them; each change sees those before it. Confined to its write. */
final class BatchWrites {
    private final Store store;
    private final WriteRecords writes;
    private final BatchBooks committed;
    private final Instant now;
    private final Map<DestinationNumber, BatchBook> books = new HashMap<>();
    private final Map<ChangesKey, Optional<Changes>> changes = new HashMap<>();

    private record ChangesKey(DestinationNumber destination, BatchNumber number, DeviceId device) {
        byte[] toBytes() {
            return Keys.changes(destination, number, device);
        }
    }

    BatchWrites(Store store, WriteRecords writes, BatchBooks committed, Instant now) {
        this.store = store;
        this.writes = writes;
        this.committed = committed;
        this.now = now;
    }

    /** Whether nothing was read or is to be written. */
    boolean isUntouched() {
        return books.isEmpty() && changes.isEmpty();
    }

    BatchBook book(DestinationNumber destination) {
        return books.getOrDefault(destination, committed.of(destination));
    }

    /** Keeps what changed for the next batch; says whether anything is kept yet. */
    boolean note(DestinationNumber destination, DeviceId device, Changes more) {
        var book = book(destination);
        if (!book.isRecording()) {
            return false;
        }
        var key = new ChangesKey(destination, book.open(), device);
        put(key, find(key).map(before -> before.plus(more)).orElse(more));
        return true;
    }

    /** What changed of a device for a batch. */
    Optional<Changes> find(DestinationNumber destination, BatchNumber number, DeviceId device) {
        return find(new ChangesKey(destination, number, device));
    }

    /** Notes what the partner took in real time, where it is to be left out: in the next batch, and in one that has not come so far. */
    void acknowledge(DestinationNumber destination, DeviceId device, List<UserEntry> told) {
        var book = book(destination);
        var numbers = new ArrayList<BatchNumber>();
        numbers.add(book.open());
        book.standing()
                .findRunning()
                .filter(batch -> !batch.full())
                .map(Batch::number)
                .filter(book::isMaking)
                .ifPresent(numbers::add);
        for (var number : numbers) {
            var key = new ChangesKey(destination, number, device);
            var before = find(key);
            if (before.isPresent()) {
                put(key, before.get().acknowledging(told));
            }
        }
    }

    /** Begins a batch; empty while another runs. */
    Optional<Batch> begin(DestinationNumber destination, boolean full, Instant plannedFor) {
        var book = book(destination);
        if (book.standing().findRunning().isPresent()) {
            return Optional.empty();
        }
        var number = book.open();
        var batch = Batch.begun(number, full || !book.isRecording(), plannedFor, now);
        if (batch.full()) {
            forget(destination, number);
        }
        put(destination, book.begun(batch));
        return Optional.of(batch);
    }

    /** Whether a slice is the next of a batch that runs. */
    boolean isNext(BatchSlice slice) {
        var book = book(slice.destination());
        return book.isMaking(slice.number()) && Objects.equals(book.cursor(), slice.from());
    }

    /** Whether the batch that runs is a full one. */
    boolean isFull(DestinationNumber destination) {
        return book(destination).standing().findRunning().filter(Batch::full).isPresent();
    }

    /** The devices of a slice are due. */
    void made(BatchSlice slice, long devices) {
        var book = book(slice.destination());
        var batch = book.standing().findRunning().orElseThrow().made(devices, slice.last(), now);
        if (slice.last()) {
            forget(slice.destination(), slice.number());
        }
        put(slice.destination(), book.with(batch, slice.through()));
    }

    /** A device of a batch is settled. */
    void count(DestinationNumber destination, BatchPart part, boolean success) {
        var book = book(destination);
        var running =
                book.standing().findRunning().filter(batch -> batch.number().equals(part.number()));
        if (running.isPresent()) {
            put(destination, book.with(running.get().settled(success, now), book.cursor()));
        }
    }

    /** Puts what differs from what is committed into the write. */
    void flush() {
        for (var changed : books.entrySet()) {
            writes.put(
                    store.meta,
                    Keys.batchBook(changed.getKey()),
                    changed.getValue().encode());
        }
    }

    /** To be called when they are in the store. */
    void publish() {
        books.forEach(committed::put);
    }

    private void put(DestinationNumber destination, BatchBook book) {
        books.put(destination, book);
        var last = book.standing().findLast().filter(batch -> !batch.isRunning());
        if (last.isPresent()) {
            long number = last.get().number().value();
            writes.put(store.meta, Keys.batch(destination, last.get().number()), BatchCodec.encode(last.get()));
            if (number > BatchChanges.MOST_REMEMBERED) {
                var oldest = new BatchNumber(number - BatchChanges.MOST_REMEMBERED);
                writes.delete(store.meta, Keys.batch(destination, oldest));
            }
        }
    }

    private Optional<Changes> find(ChangesKey key) {
        return changes.computeIfAbsent(
                key,
                _ -> Optional.ofNullable(store.read(store.changes, key.toBytes()))
                        .map(ChangesCodec::decode));
    }

    private void put(ChangesKey key, Changes value) {
        changes.put(key, Optional.of(value));
        writes.put(store.changes, key.toBytes(), ChangesCodec.encode(value));
    }

    private void forget(DestinationNumber destination, BatchNumber number) {
        writes.deleteRange(
                store.changes, Keys.firstChange(destination, number), Keys.firstChange(destination, number.next()));
        changes.keySet().removeIf(key -> key.destination.equals(destination) && key.number.equals(number));
    }
}
