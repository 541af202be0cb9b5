package dev.iris.deliver;

import dev.iris.model.Ticker;
import dev.iris.observe.Reason;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of a destination's users since the start of the server, and keeps the last attempts. Thread-safe. */
final class Tally {
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final RecentAttempts attempts = new RecentAttempts();
    private final TakingRate rate;
    private final AtomicReference<Optional<Reason>> lastFailure = new AtomicReference<>(Optional.empty());

    Tally(Ticker ticker) {
        this.rate = new TakingRate(ticker);
    }

    void delivered(int users) {
        delivered.add(users);
        rate.add(users);
        messages.increment();
        lastFailure.set(Optional.empty());
    }

    void failed(int users, Reason reason) {
        failed.add(users);
        lastFailure.set(Optional.of(reason));
    }

    /** Nothing could be attempted. */
    void held(Reason reason) {
        lastFailure.set(Optional.of(reason));
    }

    RecentAttempts attempts() {
        return attempts;
    }

    long deliveredUsers() {
        return delivered.sum();
    }

    long failedUsers() {
        return failed.sum();
    }

    long deliveredMessages() {
        return messages.sum();
    }

    TakingRate rate() {
        return rate;
    }

    /** Why the last attempt failed or could not be made; empty when it succeeded or there was none. */
    Optional<Reason> lastFailure() {
        return lastFailure.get();
    }
}
