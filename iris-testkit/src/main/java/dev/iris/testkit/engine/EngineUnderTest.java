package dev.iris.testkit.engine;

import dev.iris.engine.BatchChanges;
import dev.iris.engine.DeadLetter;
import dev.iris.engine.Engine;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.OwedZeros;
import dev.iris.model.QualificationEvent;
import dev.iris.model.UserEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The engine that a suite tries, and the words in which it speaks to it. Thread-safe but for {@link #reopen}. */
final class EngineUnderTest implements AutoCloseable {
    private final EngineOpening opening;
    private final AtomicLong skippedNanos = new AtomicLong();
    private Engine engine;

    EngineUnderTest(EngineOpening opening, Catalog catalog) {
        this.opening = opening;
        this.engine = opened(catalog);
    }

    Engine engine() {
        return engine;
    }

    BatchChanges batches() {
        return (BatchChanges) engine;
    }

    /** Ends the engine and opens another on what it kept. */
    void reopen(Catalog catalog) {
        engine.close();
        engine = opened(catalog);
    }

    /** Opens an engine although another has what was kept open. */
    Engine openedTwice(Catalog catalog) {
        return opened(catalog);
    }

    /** The server's time, which moves only by {@link #skip}. */
    Instant now() {
        return Examples.START.plusNanos(skippedNanos.get());
    }

    /** Lets so much time pass at once, for the server's time and the monotonic one. */
    void skip(Duration time) {
        skippedNanos.addAndGet(time.toNanos());
    }

    void accept(QualificationEvent... events) {
        engine.accept(List.of(events));
    }

    /** What was asked of the engine before takes effect before a later event is durable. */
    void barrier() {
        accept(Examples.event("424242", 0, Set.of("unmapped"), Set.of(), Set.of()));
    }

    TakenUpdate takeOne(DestinationNumber destination) {
        return engine.take(destination, 1).getFirst();
    }

    /** Takes what can be taken and names the devices. */
    List<String> takeDevices(DestinationNumber destination) {
        return engine.take(destination, 100).stream()
                .map(EngineUnderTest::device)
                .toList();
    }

    /** The partner took everything. */
    void acknowledge(DestinationNumber destination, List<TakenUpdate> taken) {
        engine.settle(
                destination,
                taken.stream()
                        .map(t -> settlement(t, t.update().zeros(), List.of()))
                        .toList());
        barrier();
    }

    /** The partner took what {@code discharged} and {@code told} say, and does not take the letters. */
    void settle(
            DestinationNumber destination,
            TakenUpdate taken,
            OwedZeros discharged,
            List<UserEntry> told,
            DeadLetter... letters) {
        engine.settle(
                destination,
                List.of(new Settlement(taken.profile().device(), taken.version(), discharged, told, List.of(letters))));
        barrier();
    }

    void release(DestinationNumber destination, Duration rest, String... devices) {
        engine.release(destination, Examples.devices(devices), rest);
    }

    @Override
    public void close() {
        engine.close();
    }

    static String device(TakenUpdate taken) {
        return taken.profile().device().value();
    }

    private static Settlement settlement(TakenUpdate taken, OwedZeros discharged, List<UserEntry> told) {
        return new Settlement(taken.profile().device(), taken.version(), discharged, told);
    }

    private Engine opened(Catalog catalog) {
        return opening.open(catalog, this::now, () -> System.nanoTime() + skippedNanos.get());
    }
}
