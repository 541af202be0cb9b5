package dev.iris.http;

import dev.iris.http.Connected.Ended;
import dev.iris.http.Connected.Refused;
import dev.iris.http.HttpsResult.Failed;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A channel's client and the exchanges on it. Thread-safe. */
final class OpenChannel {
    private static final int CLOSED = Integer.MIN_VALUE;

    private final Channel channel;
    private final ChannelConnections connections;
    private final EdgeBounds bounds;

    /** Vert.x bounds connections an address, and a host may have several; these bound all of them. */
    private final Turns turns;

    /** Exchanges under way or waiting; CLOSED when there are to be no more. */
    private final AtomicInteger users = new AtomicInteger();

    private volatile long lastUsed;

    OpenChannel(Channel channel, ChannelConnections connections, Turns turns, EdgeBounds bounds, long now) {
        this.channel = channel;
        this.connections = connections;
        this.bounds = bounds;
        this.turns = turns;
        this.lastUsed = now;
    }

    Channel channel() {
        return channel;
    }

    /** Counts one user more; false when the channel is closed. Who enters must leave. */
    boolean enter() {
        return users.getAndUpdate(n -> n == CLOSED ? CLOSED : n + 1) != CLOSED;
    }

    void leave(long now) {
        lastUsed = now;
        users.decrementAndGet();
    }

    /** For users only. */
    HttpsResult exchange(HttpsRequest request, Connector connector, Deadline total) throws InterruptedException {
        if (users.get() > channel.mostConnections() + bounds.mostWaiting()) {
            return new Failed(EdgeFault.UNREACHABLE, "too many requests wait for a connection to this partner");
        }
        var connecting = total.within(HttpsRequest.CONNECT_BOUND);
        if (!turns.begin(connecting)) {
            return new Failed(
                    EdgeFault.UNREACHABLE,
                    turns.hasConnections()
                            ? "every connection to this partner was in use"
                            : "no connection was made in time");
        }
        try {
            var limits = new Exchange.Limits(connecting, total, bounds.closing());
            return switch (connector.exchange(connections, request, limits)) {
                case Ended(var result) -> result;
                case Refused(var why) -> why;
            };
        } finally {
            turns.end();
        }
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
        var _ = connections.client().close();
        return true;
    }

    /** Closes the channel; exchanges under way fail. */
    Future<Void> close() {
        return connections.client().close();
    }
}
