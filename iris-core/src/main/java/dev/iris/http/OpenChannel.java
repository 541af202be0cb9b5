package dev.iris.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A channel's client and those who use it now. Thread-safe. */
final class OpenChannel {
    private static final int CLOSED = Integer.MIN_VALUE;

    private final Channel channel;
    private final HttpClientAgent client;
    private final int mostUsers;

    /** Vert.x bounds connections an address, and a host may have several; this bounds all of them. */
    private final Semaphore turns;

    /** Exchanges under way or waiting; CLOSED when there are to be no more. */
    private final AtomicInteger users = new AtomicInteger();

    private volatile long lastUsed;

    OpenChannel(Channel channel, HttpClientAgent client, int mostWaiting, long now) {
        this.channel = channel;
        this.client = client;
        this.mostUsers = channel.mostConnections() + mostWaiting;
        this.turns = new Semaphore(channel.mostConnections(), true);
        this.lastUsed = now;
    }

    Channel channel() {
        return channel;
    }

    HttpClientAgent client() {
        return client;
    }

    /** Counts one user more; false when the channel is closed. Who enters must leave. */
    boolean enter() {
        return users.getAndUpdate(n -> n == CLOSED ? CLOSED : n + 1) != CLOSED;
    }

    void leave(long now) {
        lastUsed = now;
        users.decrementAndGet();
    }

    /** Whether more wait than may. */
    boolean isCrowded() {
        return users.get() > mostUsers;
    }

    /** Waits for one's turn; false when it does not come in time. Who had a turn ends it. */
    boolean awaitTurn(Deadline deadline) throws InterruptedException {
        return turns.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    }

    void endTurn() {
        turns.release();
    }

    boolean isUnused() {
        return users.get() == 0;
    }

    /** Time since somebody left, in nanoseconds. */
    long unusedFor(long now) {
        return now - lastUsed;
    }

    /** Closes the channel unless somebody uses it: nobody's exchange ends by it. */
    boolean closeIfUnused() {
        if (!users.compareAndSet(0, CLOSED)) {
            return false;
        }
        var _ = client.close();
        return true;
    }

    /** Closes the channel; exchanges under way fail. */
    Future<Void> close() {
        return client.close();
    }
}
