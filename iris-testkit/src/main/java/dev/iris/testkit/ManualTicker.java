package dev.iris.testkit;

import dev.iris.model.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A monotonic clock that moves only when a test moves it. Thread-safe. */
public final class ManualTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong(1_000_000_000L);

    @Override
    public long nanos() {
        return nanos.get();
    }

    /** Lets so much time pass. */
    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
