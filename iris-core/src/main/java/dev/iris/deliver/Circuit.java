package dev.iris.deliver;

import dev.iris.model.Ticker;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Stops sending to a partner that fails again and again, and finds out when it is back. Thread-safe.
 *
 * <p>Closed: messages flow; after {@link #THRESHOLD} failures in a row it opens. Open: nothing is sent until the back-off is over.
 * Half-open: one probe is on its way; its success closes the circuit, its failure opens it for longer.
 */
final class Circuit {
    /** Failures in a row that open the circuit. */
    static final int THRESHOLD = 5;

    private final Backoff backoff;
    private final Ticker ticker;
    private CircuitPosition position = CircuitPosition.CLOSED;
    private int failures;
    private long openUntil;

    /** What a courier may do now. */
    sealed interface Permission {
        /** Send as many messages as the destination takes. */
        record Flow() implements Permission {}

        /** Send one message and wait for what becomes of it. */
        record Probe() implements Permission {}

        /** Send nothing for that long. */
        record Wait(Duration most) implements Permission {}

        /** What may be done when another has a say too; it is asked only if this does not forbid already. */
        default Permission and(Supplier<Permission> other) {
            return switch (this) {
                case Flow _ -> other.get();
                case Probe _ -> other.get() instanceof Wait wait ? wait : this;
                case Wait _ -> this;
            };
        }
    }

    Circuit(Backoff backoff, Ticker ticker) {
        this.backoff = backoff;
        this.ticker = ticker;
    }

    synchronized Permission ask() {
        return switch (position) {
            case CLOSED -> new Permission.Flow();
            case HALF_OPEN -> new Permission.Probe();
            case OPEN -> askWhenOpen();
        };
    }

    synchronized CircuitPosition position() {
        return position;
    }

    /** Counts a success; says whether it closed the circuit. */
    synchronized boolean succeeded() {
        boolean closes = position != CircuitPosition.CLOSED;
        position = CircuitPosition.CLOSED;
        failures = 0;
        return closes;
    }

    /**
     * Counts a failure.
     *
     * @param askedWait how long the partner asked to be left alone; opens the circuit when it is more than zero
     */
    synchronized void failed(Duration askedWait) {
        if (position == CircuitPosition.OPEN) {
            return;
        }
        failures++;
        if (position == CircuitPosition.HALF_OPEN || failures >= THRESHOLD || askedWait.isPositive()) {
            var wait = backoff.wait(Math.max(0, failures - THRESHOLD));
            position = CircuitPosition.OPEN;
            openUntil = ticker.nanos() + (wait.compareTo(askedWait) > 0 ? wait : askedWait).toNanos();
        }
    }

    /** Ends a back-off: the next message is a probe. */
    synchronized void retryNow() {
        if (position == CircuitPosition.OPEN) {
            openUntil = ticker.nanos();
        }
    }

    private Permission askWhenOpen() {
        long left = openUntil - ticker.nanos();
        if (left > 0) {
            return new Permission.Wait(Duration.ofNanos(left));
        }
        position = CircuitPosition.HALF_OPEN;
        return new Permission.Probe();
    }
}
