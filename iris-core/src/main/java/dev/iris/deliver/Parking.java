package dev.iris.deliver;

import dev.iris.model.Ticker;
import dev.iris.observe.Reason;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a destination is parked: its partner refuses what only somebody's change can cure, so nothing is sent, nothing is lost, and
 * one probe after 1, 2, 4 … 60 minutes looks whether that was done. Thread-safe.
 */
final class Parking {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration CAP = Duration.ofMinutes(60);

    private final Ticker ticker;
    private @Nullable Reason reason;
    private boolean isByTokens;
    private int probes;
    private long until;

    Parking(Ticker ticker) {
        this.ticker = ticker;
        this.until = ticker.nanos();
    }

    /** Parks until a probe succeeds; while the next probe is not due, nothing changes. */
    synchronized void park(Reason why) {
        if (reason != null && !isByTokens && isWaiting()) {
            return;
        }
        reason = why;
        isByTokens = false;
        until = ticker.nanos() + Math.min(CAP.toNanos(), FIRST.toNanos() << Math.min(probes, 10));
        probes++;
    }

    /** A probe was rejected; a destination that is not parked for that stays as it is. */
    synchronized void parkAgain() {
        if (reason != null && !isByTokens) {
            park(reason);
        }
    }

    /** Parks until there is a token again, which the token engine probes for. */
    synchronized void parkByTokens(Reason why) {
        if (reason == null || isByTokens) {
            reason = why;
            isByTokens = true;
        }
    }

    /** There is a token. */
    synchronized void tokenCame() {
        if (isByTokens) {
            unpark();
        }
    }

    /** The partner took something; says whether the destination was parked. */
    synchronized boolean unpark() {
        boolean wasParked = reason != null;
        reason = null;
        isByTokens = false;
        probes = 0;
        return wasParked;
    }

    /** The next message is a probe. */
    synchronized void retryNow() {
        until = ticker.nanos();
    }

    /** Why it is parked; empty when it is not. */
    synchronized Optional<Reason> find() {
        return Optional.ofNullable(reason);
    }

    /** What may be sent. */
    synchronized Circuit.Permission ask() {
        if (reason == null || isByTokens) {
            return new Circuit.Permission.Flow();
        }
        return isWaiting()
                ? new Circuit.Permission.Wait(Duration.ofNanos(until - ticker.nanos()))
                : new Circuit.Permission.Probe();
    }

    private boolean isWaiting() {
        return until - ticker.nanos() > 0;
    }
}
