package dev.iris.rocksdb;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * Writes batches in the order in which they come, one at a time: at once, or beside the committer, which prepares the next ones
 * meanwhile. After one that failed none is written. Confined to the committer.
 */
final class StoreWriter {
    /** One that is being written, and one that follows without waiting for the committer. */
    private static final int MOST_RUNNING = 2;

    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions unsynced = new WriteOptions();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("iris-store-writer").factory());
    private final RecentRecords recent;

    /** The oldest first. */
    private final Deque<Running> running = new ArrayDeque<>();

    private boolean failed;

    /** A batch that is being written, or was and nobody asked. */
    private record Running(CommitBatch batch, List<Command> commands, int weight, Future<?> end) {}

    /** @param recent gets what is in the store */
    StoreWriter(RecentRecords recent) {
        this.recent = recent;
    }

    /** The newest batch of those that may not be in the store yet. */
    Optional<CommitBatch> findNewest() {
        return Optional.ofNullable(running.peekLast()).map(Running::batch);
    }

    /** Whether some may not be in the store yet. */
    boolean isBusy() {
        return !running.isEmpty();
    }

    /** What the batches weigh that are not in the store yet. */
    int weight() {
        return running.stream()
                .filter(each -> !each.end.isDone())
                .mapToInt(Running::weight)
                .sum();
    }

    /** Writes a batch and then answers; those before it are in the store. */
    void write(CommitBatch batch, List<Runnable> answers) throws RocksDBException {
        commit(batch, answers);
        recent.add(batch.records());
    }

    /** Writes a batch after those before it, beside the committer. Its answers are given by another thread. */
    void begin(CommitBatch batch, List<Runnable> answers, List<Command> commands, int weight) throws RocksDBException {
        while (!running.isEmpty() && running.element().end.isDone()) {
            awaitOldest();
        }
        if (running.size() >= MOST_RUNNING) {
            batch.encode();
            awaitOldest();
        }
        if (running.isEmpty()) {
            batch.followStored();
        }
        var end = thread.submit(() -> {
            commit(batch, answers);
            return null;
        });
        running.add(new Running(batch, List.copyOf(commands), weight, end));
    }

    /** Waits until the oldest batch is in the store. */
    void awaitOldest() throws RocksDBException {
        await(running.element().end);
        recent.add(running.remove().batch.records());
        if (!running.isEmpty()) {
            running.element().batch.followStored();
        }
    }

    /** Waits until all batches are in the store. */
    void await() throws RocksDBException {
        while (!running.isEmpty()) {
            awaitOldest();
        }
    }

    /** Lets the batches that are being written end, and says which commands they are of; those that were answered are of no account. */
    List<Command> end() {
        thread.close();
        synced.close();
        unsynced.close();
        return running.stream().flatMap(each -> each.commands.stream()).toList();
    }

    private void commit(CommitBatch batch, List<Runnable> answers) throws RocksDBException {
        if (failed) {
            throw new IllegalStateException("a batch before this one could not be written");
        }
        failed = true;
        batch.commit(synced, unsynced);
        failed = false;
        answers.forEach(Runnable::run);
    }

    private static void await(Future<?> end) throws RocksDBException {
        try {
            end.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the committer", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RocksDBException known) {
                throw known;
            }
            throw new IllegalStateException("a batch cannot be written", e);
        }
    }
}
