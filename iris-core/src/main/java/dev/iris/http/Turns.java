package dev.iris.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many exchanges of a channel may be under way: as many as it has connections, and as many again, at least a few, for which new ones
 * are made. So connections grow as fast as the partner opens them, and a burst of requests is not one of TLS handshakes, which would hold
 * up each other and everybody else. Where requests may share a connection the first connects alone, as none can tell yet that one
 * suffices. Thread-safe.
 */
final class Turns {
    private static final int LEAST_NEW = 2;

    private final int most;
    private final boolean mayShare;
    private final Adjustable free;
    private int limit;
    private int open;
    private int shared;

    /**
     * The turns of a channel without connections.
     *
     * @param most turns at once
     * @param mayShare whether requests may turn out to share connections
     */
    Turns(int most, boolean mayShare) {
        this.most = most;
        this.mayShare = mayShare;
        this.limit = mayShare ? 1 : Math.min(most, LEAST_NEW);
        this.free = new Adjustable(limit);
    }

    /** Waits for a turn; who gets one ends it. */
    boolean begin(Deadline deadline) throws InterruptedException {
        return free.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    }

    void end() {
        free.release();
    }

    /** A connection was made. */
    synchronized void opened(boolean isShared) {
        open++;
        shared += isShared ? 1 : 0;
        adjust();
    }

    /** A connection has ended. */
    synchronized void closed(boolean wasShared) {
        open--;
        shared -= wasShared ? 1 : 0;
        adjust();
    }

    synchronized boolean hasConnections() {
        return open > 0;
    }

    private void adjust() {
        int before = limit;
        limit = Math.min(most, fitting());
        if (limit > before) {
            free.release(limit - before);
        } else {
            free.reducePermits(before - limit);
        }
    }

    private int fitting() {
        if (shared > 0) {
            return most;
        }
        return open == 0 && mayShare ? 1 : open + Math.max(LEAST_NEW, open);
    }

    /** First come, first served; fewer than none are free when a connection in use has ended. */
    private static final class Adjustable extends Semaphore {
        private static final long serialVersionUID = 1;

        Adjustable(int permits) {
            super(permits, true);
        }

        @Override
        protected void reducePermits(int reduction) {
            super.reducePermits(reduction);
        }
    }
}
