package dev.iris.oauth;

import dev.iris.observe.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When several sources together may ask again: those of one client, or those of one endpoint. Thread-safe. */
final class SharedPace {
    private final Backoff backoff;
    private @Nullable Gate gate;
    private boolean wasAsked;

    SharedPace(RandomGenerator random) {
        backoff = Backoff.passing(random);
    }

    /** The gate, while it is closed. */
    synchronized Optional<Gate> findClosed(long now) {
        return Optional.ofNullable(gate).filter(closed -> closed.isClosed(now));
    }

    /**
     * Closes the gate, or keeps it closed for longer.
     *
     * @param asked the wait that the server asked for; null for a back-off
     */
    synchronized Gate close(Reason reason, @Nullable Duration asked, long now) {
        var closed = Gate.passing(reason, asked == null ? backoff.next() : asked, now);
        if (gate == null || closed.opensAfter(gate)) {
            gate = closed;
            wasAsked = asked != null;
        }
        return gate;
    }

    /** A token came. */
    synchronized void succeeded() {
        gate = null;
        backoff.reset();
    }

    /** Ends a back-off, but no wait that the server asked for. */
    synchronized void endBackoff() {
        if (!wasAsked) {
            succeeded();
        }
    }
}
