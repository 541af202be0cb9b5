package dev.iris.http;

import dev.iris.model.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many exchanges of a channel may be under way. Each needs a connection: one that is free is used at once; a new one is made only when
 * none became free in the time that making the last one took. So a burst of requests is not one of TLS handshakes, which would hold up each
 * other and everybody else, and a machine that is too busy for its handshakes begins few. At most as many are made at once as there are,
 * at least a few. Where requests may share a connection the first connects alone, as none can tell yet that one suffices. Who waits gets
 * a turn first come, first served. Thread-safe.
 */
final class Turns {
    private static final int LEAST_NEW = 2;
    private static final long PATIENCE_AT_FIRST = Duration.ofMillis(50).toNanos();
    private static final long MOST_PATIENCE = Duration.ofSeconds(1).toNanos();

    private final int most;
    private final boolean mayShare;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiter> waiting = new ArrayDeque<>();

    /** When the connections that are being made were begun, the oldest first. */
    private final Deque<Long> begun = new ArrayDeque<>();

    private int taken;
    private int open;
    private int shared;
    private long patience = PATIENCE_AT_FIRST;

    /**
     * The turns of a channel without connections.
     *
     * @param most turns at once
     * @param mayShare whether requests may turn out to share connections
     */
    Turns(int most, boolean mayShare, Ticker ticker) {
        this.most = most;
        this.mayShare = mayShare;
        this.ticker = ticker;
    }

    /** Waits for a turn; who gets one ends it. */
    boolean begin(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var waiter = new Waiter(lock.newCondition(), ticker.nanos());
            waiting.add(waiter);
            return await(waiter, deadline);
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            taken--;
            serve();
        } finally {
            lock.unlock();
        }
    }

    /** A connection was made. */
    void opened(boolean isShared) {
        lock.lock();
        try {
            open++;
            shared += isShared ? 1 : 0;
            var since = begun.poll();
            if (since != null) {
                patience = Math.min(MOST_PATIENCE, ticker.nanos() - since);
            }
            serve();
        } finally {
            lock.unlock();
        }
    }

    /** A connection has ended. */
    void closed(boolean wasShared) {
        lock.lock();
        try {
            open--;
            shared -= wasShared ? 1 : 0;
        } finally {
            lock.unlock();
        }
    }

    boolean hasConnections() {
        lock.lock();
        try {
            return open > 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Waiter waiter, Deadline deadline) throws InterruptedException {
        try {
            serve();
            while (!waiter.isServed) {
                long left = deadline.left().toNanos();
                if (left == 0) {
                    return false;
                }
                long patient = waiter.since + patience - ticker.nanos();
                boolean _ = waiter.turn.await(patient > 0 ? Math.min(left, patient) : left, TimeUnit.NANOSECONDS);
                serve();
            }
            return true;
        } catch (InterruptedException e) {
            if (waiter.isServed) {
                taken--;
                serve();
            }
            throw e;
        } finally {
            waiting.remove(waiter);
        }
    }

    /** Gives turns to those who wait longest, as long as there are any for them. */
    private void serve() {
        while (begun.size() > Math.max(0, taken - open)) {
            begun.remove(); // it failed, or its exchange got another connection
        }
        for (var next = waiting.peek(); next != null && mayBegin(next); next = waiting.peek()) {
            if (taken >= open && shared == 0) {
                begun.add(ticker.nanos());
            }
            taken++;
            waiting.remove();
            next.isServed = true;
            next.turn.signal();
        }
    }

    private boolean mayBegin(Waiter waiter) {
        if (taken >= most) {
            return false;
        }
        if (shared > 0 || taken < open || taken == 0) {
            return true;
        }
        return taken < mostWithNew() && ticker.nanos() - waiter.since >= patience;
    }

    private int mostWithNew() {
        return open == 0 && mayShare ? 1 : open + Math.max(LEAST_NEW, open);
    }

    /** Who waits. */
    private static final class Waiter {
        final Condition turn;
        final long since;
        boolean isServed;

        Waiter(Condition turn, long since) {
            this.turn = turn;
            this.since = since;
        }
    }
}
