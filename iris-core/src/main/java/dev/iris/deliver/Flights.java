package dev.iris.deliver;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/** Counts the messages of one destination that are on their way. Thread-safe. */
final class Flights {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int count;

    /** Waits until fewer than {@code most}, which may change meanwhile, are on their way, and begins one. */
    void begin(IntSupplier most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (count >= most.getAsInt()) {
                changed.await();
            }
            count++;
        } finally {
            lock.unlock();
        }
    }

    /** Begins one more if fewer than {@code most} are on their way. */
    boolean beginIfFree(int most) {
        lock.lock();
        try {
            boolean isFree = count < most;
            count += isFree ? 1 : 0;
            return isFree;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            count--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until none is on its way or the time is over; says whether none is. */
    boolean awaitNone(Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = most.toNanos();
            while (count > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return count == 0;
        } finally {
            lock.unlock();
        }
    }

    /** How many are on their way. */
    int count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }
}
