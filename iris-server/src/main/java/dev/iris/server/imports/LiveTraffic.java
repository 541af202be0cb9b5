package dev.iris.server.imports;

import dev.iris.model.Ticker;
import java.time.Duration;

/** Whether live events come, to which imports give way. Thread-safe. */
public final class LiveTraffic {
    /** For so long after an event others are to be expected. */
    private static final long FLOWS_FOR = Duration.ofSeconds(1).toNanos();

    private final Ticker ticker;
    private volatile long last;

    /** No event has come yet. */
    public LiveTraffic(Ticker ticker) {
        this.ticker = ticker;
        this.last = ticker.nanos() - FLOWS_FOR;
    }

    /** Live events came. */
    public void came() {
        last = ticker.nanos();
    }

    boolean isFlowing() {
        return ticker.nanos() - last < FLOWS_FOR;
    }
}
