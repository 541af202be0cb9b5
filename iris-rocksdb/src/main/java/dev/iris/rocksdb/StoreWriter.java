package dev.iris.rocksdb;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * Writes sealed batches in the order in which they come, one at a time: at once, or beside the committer, which prepares the next one
 * meanwhile. Confined to the committer.
 */
final class StoreWriter implements AutoCloseable {
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions unsynced = new WriteOptions();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("iris-store-writer").factory());
    private @Nullable Running running;

    /** A batch that is being written, or was and nobody asked. */
    private record Running(CommitBatch batch, List<Command> commands, Future<?> end) {}

    /** The batch that may not be in the store yet. */
    Optional<CommitBatch> findRunning() {
        return Optional.ofNullable(running).map(Running::batch);
    }

    /** Writes a batch and then answers; those before it are in the store. */
    void write(CommitBatch batch, List<Runnable> answers) throws RocksDBException {
        batch.commit(synced, unsynced);
        answers.forEach(Runnable::run);
    }

    /** Begins to write a batch; those before it are in the store. Its answers are given by another thread. */
    void begin(CommitBatch batch, List<Runnable> answers, List<Command> commands) {
        batch.seal();
        var end = thread.submit(() -> {
            write(batch, answers);
            return null;
        });
        running = new Running(batch, List.copyOf(commands), end);
    }

    /** Waits until all batches are in the store. */
    void await() throws RocksDBException {
        if (running != null) {
            await(running.end);
            running = null;
        }
    }

    /** Lets the batch that is being written end, and says which commands it is of; those that it answered are of no account. */
    List<Command> end() {
        close();
        return running == null ? List.of() : running.commands;
    }

    @Override
    public void close() {
        thread.close();
        synced.close();
        unsynced.close();
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
