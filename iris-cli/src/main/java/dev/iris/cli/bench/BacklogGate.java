package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Holds senders back while more than a set number of devices waits at the server: enough that couriers never idle, so few that
 * memory, disk and latency stay bounded. Thread-safe.
 */
final class BacklogGate implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    private final LongSupplier backlog;
    private final long most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Thread looker;
    private volatile boolean open = true;

    BacklogGate(LongSupplier backlog, long most) {
        this.backlog = backlog;
        this.most = most;
        this.looker = Thread.startVirtualThread(this::look);
    }

    /** Waits a moment when the gate is shut; says whether it is open. */
    boolean isOpen() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = LONGEST_WAIT.toNanos();
            while (!open && left > 0) {
                left = moved.awaitNanos(left);
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        looker.interrupt();
    }

    private void look() {
        try {
            while (true) {
                turn(backlog.getAsLong() <= most);
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CommandFailedException e) {
            turn(true); // whoever sends learns what is wrong
        }
    }

    private void turn(boolean toOpen) {
        lock.lock();
        try {
            open = toOpen;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
