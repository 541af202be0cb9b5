package dev.iris.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The lives of open connections: each is over after the same time, though the connection is busy, so that a name that moved is
 * followed. Vert.x itself looks only at connections that are idle. Thread-safe.
 */
final class ConnectionLives {
    private final Vertx vertx;
    private final Duration life;
    private final ConcurrentMap<HttpConnection, ConnectionLife> lives = new ConcurrentHashMap<>();

    ConnectionLives(Vertx vertx, Duration life) {
        this.vertx = vertx;
        this.life = life;
    }

    /**
     * Begins a life, which counts for the turns of its channel.
     *
     * <p>What breaks a connection fails its exchange; Vert.x would log it as well, with words of the partner.
     */
    void begin(HttpConnection connection, Turns turns) {
        boolean isShared = connection.protocolVersion() == HttpVersion.HTTP_2;
        var begun = new ConnectionLife(connection);
        lives.put(connection, begun);
        long timer = vertx.setTimer(life.toMillis(), over -> begun.isOver());
        connection.exceptionHandler(failure -> {});
        turns.opened(isShared);
        connection.closeHandler(closed -> {
            vertx.cancelTimer(timer);
            lives.remove(connection);
            turns.closed(isShared);
        });
    }

    /** The connection's life; empty when it is closed. */
    Optional<ConnectionLife> find(HttpConnection connection) {
        return Optional.ofNullable(lives.get(connection));
    }
}
