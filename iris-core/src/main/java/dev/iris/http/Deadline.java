package dev.iris.http;

import dev.iris.model.Ticker;
import java.time.Duration;

/** A moment after which nothing is waited for. Immutable. */
record Deadline(Ticker ticker, long at) {
    static Deadline in(Duration wait, Ticker ticker) {
        return new Deadline(ticker, ticker.nanos() + wait.toNanos());
    }

    /** Time left, zero when it has passed. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, at - ticker.nanos()));
    }

    /** This moment or so long from now, whichever comes first. */
    Deadline within(Duration wait) {
        var other = in(wait, ticker);
        return other.at - at < 0 ? other : this;
    }
}
