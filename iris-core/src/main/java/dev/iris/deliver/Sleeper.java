package dev.iris.deliver;

import java.time.Duration;

/** How couriers wait when nothing can wake them but an interruption. Implementations are thread-safe. */
@FunctionalInterface
public interface Sleeper {
    /** Returns when the time is over. */
    void sleep(Duration time) throws InterruptedException;

    /** Real time. */
    static Sleeper system() {
        return Thread::sleep;
    }
}
