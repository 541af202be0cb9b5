package dev.iris.http;

import java.time.Duration;

/**
 * What the edge keeps, and for how long.
 *
 * @param connectionLife after which a connection is replaced though it is busy, so that a name that moved is followed
 * @param channelKept how long a channel stays open that nobody uses
 * @param mostChannels channels open at once; beyond them those that are unused give way, the longest unused first
 * @param mostWaiting requests of one channel that may wait for others of it
 * @param closing longest wait for the peer when an exchange is given up
 */
record EdgeBounds(Duration connectionLife, Duration channelKept, int mostChannels, int mostWaiting, Duration closing) {
    static final EdgeBounds STANDARD =
            new EdgeBounds(Duration.ofMinutes(5), Duration.ofMinutes(10), 2_000, 1_000, Duration.ofSeconds(5));
}
