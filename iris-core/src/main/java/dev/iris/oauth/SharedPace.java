package dev.iris.oauth;

import dev.iris.observe.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When several sources together may ask again: those of one client, or those of one endpoint. Thread-safe.
 *
 * <p>Only a request that departed after the last news tells something new. Requests that were under way together fail together, and one
 * that failed while another succeeded says nothing of all: else a moment's fault would be counted once for each client.
 */
final class SharedPace {
    private final Backoff backoff;
    private @Nullable Gate gate;
    private boolean wasAsked;
    private @Nullable Long lastNews;

    SharedPace(RandomGenerator random) {
        backoff = Backoff.passing(random);
    }

    /** The gate, while it is closed. */
    synchronized Optional<Gate> findClosed(long now) {
        return Optional.ofNullable(gate).filter(closed -> closed.isClosed(now));
    }

    /**
     * Closes the gate, or keeps it closed for longer, if the failure is news.
     *
     * @param asked the wait that the server asked for, which is always news; null for a back-off
     * @param departed when the request that failed did
     * @return the gate, if it is closed then
     */
    synchronized Optional<Gate> close(Reason reason, @Nullable Duration asked, long departed, long now) {
        if (asked == null && lastNews != null && departed - lastNews < 0) {
            return findClosed(now);
        }
        var closed = Gate.passing(reason, asked == null ? backoff.next() : asked, now);
        if (gate == null || closed.opensAfter(gate)) {
            gate = closed;
            wasAsked = asked != null;
        }
        lastNews = now;
        return Optional.of(gate);
    }

    /** Whether the server asked for a wait that is not over. */
    synchronized boolean isAskedToWait(long now) {
        return wasAsked && findClosed(now).isPresent();
    }

    /** A token came, to a request that may have departed before the server asked for a wait: that stays. */
    synchronized void succeeded(long now) {
        if (isAskedToWait(now)) {
            backoff.reset();
        } else {
            reset();
        }
        lastNews = now;
    }

    /** Ends a back-off, but no wait that the server asked for. */
    synchronized void endBackoff() {
        if (!wasAsked) {
            reset();
        }
    }

    private void reset() {
        gate = null;
        backoff.reset();
    }
}
