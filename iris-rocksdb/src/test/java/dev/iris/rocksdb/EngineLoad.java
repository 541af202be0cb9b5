package dev.iris.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.QualificationEvent;
import dev.iris.model.SegmentId;
import dev.iris.testkit.engine.Examples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Events and acknowledgements for an engine, one write after the other, with what the engine must hold after each and how much of the
 * log was synced when it was answered. Confined to a test.
 */
final class EngineLoad {
    private static final Set<SegmentId> UNMAPPED = Set.copyOf(
            IntStream.range(0, 990).mapToObj(i -> new SegmentId("unmapped" + i)).toList());

    /** More than a write buffer of profiles with all the unmapped segments. */
    private static final int HEAVY_EVENTS = 4_000;

    private final Random random;
    private final List<EngineState> states = new ArrayList<>();
    private final List<Synced> marks = new ArrayList<>();

    /** When so many writes were carried out, the log had so many bytes, all of them synced. */
    private record Synced(int writes, EngineFolder.Log log) {}

    EngineLoad(EngineState before, Random random) {
        states.add(before);
        this.random = random;
    }

    /** Ends with acknowledgements, which are written and not synced. */
    void run(RocksEngine engine, EngineFolder folder, boolean heavy) {
        marks.add(new Synced(0, folder.newestLog()));
        for (int i = random.nextInt(20); i > 0; i--) {
            if (random.nextInt(3) > 0) {
                tell(engine);
                marks.add(new Synced(states.size() - 1, folder.newestLog()));
            } else {
                settle(engine);
            }
        }
        if (heavy) {
            long before = folder.newestLog().number();
            fill(engine);
            folder.awaitQuiet();
            assertThat(folder.newestLog().number()).as("the newest log").isGreaterThan(before);
            tell(engine);
            marks.add(new Synced(states.size() - 1, folder.newestLog()));
        }
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            settle(engine);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> isWritten(engine));
    }

    /** A place in the newest log at or behind what was synced at some time: the power may have gone then. */
    long somewhereUnsynced(long length) {
        var mark = marks.get(random.nextInt(marks.size()));
        boolean old = mark.log().number() != marks.getLast().log().number();
        long synced = old ? marks.getLast().log().length() : mark.log().length();
        return synced + random.nextLong(length - synced + 1);
    }

    /** What the engine may hold when that much is left of the log, the latest last. */
    List<EngineState> statesFrom(long log, long length) {
        int least = marks.stream()
                .filter(mark -> mark.log().number() < log || mark.log().length() <= length)
                .mapToInt(Synced::writes)
                .max()
                .orElse(0);
        return states.subList(least, states.size());
    }

    private void tell(RocksEngine engine) {
        var state = states.getLast();
        var events = new ArrayList<QualificationEvent>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            var device = Integer.toString(random.nextInt(EngineState.DEVICES));
            int second = state.told().getOrDefault(device, 0) + 1;
            events.add(
                    state.inside().contains(device)
                            ? Examples.leaves(device, "A", second)
                            : Examples.qualifies(device, "A", second));
            state = state.told(device);
        }
        engine.accept(events);
        states.add(state);
    }

    private void settle(RocksEngine engine) {
        var destination = EngineState.DESTINATIONS.get(random.nextInt(EngineState.DESTINATIONS.size()));
        var taken = engine.take(destination, 1 + random.nextInt(5));
        var state = states.getLast();
        for (var update : taken) {
            state = state.settled(destination, update.profile().device().value());
        }
        engine.settle(destination, Examples.acknowledged(taken));
        states.add(state);
    }

    /** Makes profiles of new devices large until their column family is written out. */
    private void fill(RocksEngine engine) {
        var crowd = "9" + random.nextInt(1_000_000); // others than before, since known events write nothing
        for (int i = 0; i < HEAVY_EVENTS; i += 100) {
            int second = i;
            engine.accept(IntStream.range(0, 100)
                    .mapToObj(device -> new QualificationEvent(
                            new DeviceId(crowd + device),
                            Examples.START.plusSeconds(second),
                            null,
                            UNMAPPED,
                            Set.of(),
                            new HashSet<>(),
                            Set.of()))
                    .toList());
        }
    }

    private boolean isWritten(RocksEngine engine) {
        return EngineState.DESTINATIONS.stream().allMatch(destination -> isWritten(engine, destination));
    }

    private boolean isWritten(RocksEngine engine, DestinationNumber destination) {
        var due = states.getLast().due().getOrDefault(destination, Set.of());
        return engine.backlog(destination).devices() == due.size();
    }
}
