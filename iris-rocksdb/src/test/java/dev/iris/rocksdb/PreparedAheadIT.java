package dev.iris.rocksdb;

import static dev.iris.testkit.engine.Examples.ONE;
import static dev.iris.testkit.engine.Examples.START;
import static dev.iris.testkit.engine.Examples.catalog;
import static dev.iris.testkit.engine.Examples.leaves;
import static dev.iris.testkit.engine.Examples.qualifies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.model.DeviceId;
import dev.iris.model.QualificationEvent;
import dev.iris.model.SegmentId;
import dev.iris.testkit.engine.Examples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** So many producers that a write is always prepared while the one before it syncs, both of the same devices. */
class PreparedAheadIT {
    private static final int PRODUCERS = 16;
    private static final int CALLS = 30;
    private static final int DEVICES = 250;
    private static final SegmentId SEGMENT = new SegmentId("A");

    @TempDir
    private Path folder;

    private final AtomicBoolean produced = new AtomicBoolean();

    /** What the only courier told last of each device. */
    private final Map<String, Boolean> told = new HashMap<>();

    @Test
    void everyWriteSeesTheOneBeforeItAndTheLastStateOfEveryDeviceIsTold() throws Exception {
        try (var engine = open()) {
            produceBesideACourier(engine);
            deliver(engine);
            assertThat(engine.backlog(ONE).devices()).isZero();
            assertThat(inside(engine)).isEqualTo(expected());
            assertThat(told).isEqualTo(expected());
        }
        try (var again = open()) {
            assertThat(inside(again)).isEqualTo(expected());
            assertThat(again.backlog(ONE).devices()).isZero();
            assertThat(again.take(ONE, 1)).isEmpty();
        }
    }

    @Test
    void whenAWriteFailsEveryProducerIsRefused() throws Exception {
        try (var engine = open();
                var threads = Executors.newCachedThreadPool()) {
            var producers = new ArrayList<Future<Void>>();
            for (int producer = 0; producer < PRODUCERS; producer++) {
                int number = producer;
                producers.add(threads.submit(() -> produce(engine, number)));
            }
            engine.store().db.dropColumnFamily(engine.store().pending);
            for (var each : producers) {
                assertThat(each)
                        .failsWithin(Duration.ofMinutes(1))
                        .withThrowableThat()
                        .havingRootCause();
            }
            assertThat(engine.findTrouble()).isPresent();
        }
    }

    private void produceBesideACourier(RocksEngine engine) throws Exception {
        try (var threads = Executors.newCachedThreadPool()) {
            var courier = threads.submit(() -> {
                while (!produced.get()) {
                    deliver(engine);
                }
            });
            try {
                var producers = new ArrayList<Callable<Void>>();
                for (int producer = 0; producer < PRODUCERS; producer++) {
                    int number = producer;
                    producers.add(() -> produce(engine, number));
                }
                for (Future<Void> each : threads.invokeAll(producers)) {
                    each.get();
                }
            } finally {
                produced.set(true);
            }
            courier.get();
        }
    }

    private static Void produce(RocksEngine engine, int producer) {
        for (int call = 0; call < CALLS; call++) {
            int second = call * PRODUCERS + producer;
            engine.accept(IntStream.range(0, DEVICES)
                    .mapToObj(device -> event(device, second))
                    .toList());
        }
        return null;
    }

    /** Of two events of a device that follow one another in time, one lets it enter and the other leave. */
    private static QualificationEvent event(int device, int second) {
        return enters(device, second) ? qualifies("" + device, "A", second) : leaves("" + device, "A", second);
    }

    private static boolean enters(int device, int second) {
        return (device + second) % 2 == 0;
    }

    /** Until nothing waits that can be taken. */
    private void deliver(RocksEngine engine) {
        for (var taken = engine.take(ONE, 100); !taken.isEmpty(); taken = engine.take(ONE, 100)) {
            for (var update : taken) {
                told.put(update.profile().device().value(), update.profile().inside(SEGMENT));
            }
            engine.settle(ONE, Examples.acknowledged(taken));
            engine.accept(List.of(qualifies("424242", "unmapped", 0)));
        }
    }

    private static Map<String, Boolean> inside(RocksEngine engine) {
        var inside = new HashMap<String, Boolean>();
        for (int device = 0; device < DEVICES; device++) {
            var profile = engine.findProfile(new DeviceId("" + device)).orElseThrow();
            inside.put("" + device, profile.inside(SEGMENT));
        }
        return inside;
    }

    /** What the latest event of each device says. */
    private static Map<String, Boolean> expected() {
        var inside = new HashMap<String, Boolean>();
        for (int device = 0; device < DEVICES; device++) {
            inside.put("" + device, enters(device, CALLS * PRODUCERS - 1));
        }
        return inside;
    }

    private RocksEngine open() {
        return RocksEngine.open(folder, catalog(1), InstantSource.fixed(START), System::nanoTime);
    }
}
