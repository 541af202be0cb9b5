package dev.iris.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a connection takes requests still. Thread-safe.
 *
 * <p>Vert.x lets answers come in before it ends a connection, but not requests that are about to be sent. So the connection ends when
 * its life is over and those who are sending have sent; whoever comes later takes another.
 */
final class ConnectionLife {
    private static final Duration LONGEST_EXCHANGE = Duration.ofMinutes(10);

    private final HttpConnection connection;

    /** How many are sending; when the life is over, minus one minus those. */
    private final AtomicInteger sending = new AtomicInteger();

    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    ConnectionLife(HttpConnection connection) {
        this.connection = connection;
    }

    /** Counts one who sends; false when the life is over. Who enters must leave when all is sent. */
    boolean enter() {
        return sending.getAndUpdate(n -> n < 0 ? n : n + 1) >= 0;
    }

    void leave() {
        if (sending.updateAndGet(n -> n < 0 ? n + 1 : n - 1) == -1) {
            end();
        }
    }

    /** Says that the life is over. */
    void isOver() {
        if (sending.getAndUpdate(n -> n < 0 ? n : -1 - n) == 0) {
            end();
        }
    }

    /**
     * Waits until the connection is given to nobody any more. Vert.x goes on giving one that is not shared until it is closed, and who
     * was given it may close it: nobody else uses it.
     */
    void awaitEnd(boolean isShared, Duration most) throws InterruptedException {
        var end = isShared ? ended : connection.close().toCompletionStage().toCompletableFuture();
        try {
            end.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Whoever waits has a deadline of its own.
        }
    }

    private void end() {
        var _ = connection.shutdown(LONGEST_EXCHANGE);
        ended.complete(true);
    }
}
