package dev.iris.rocksdb;

import static dev.iris.rocksdb.Samples.ONE;
import static dev.iris.rocksdb.Samples.START;
import static dev.iris.rocksdb.Samples.TWO;
import static dev.iris.rocksdb.Samples.catalog;
import static dev.iris.rocksdb.Samples.event;
import static dev.iris.rocksdb.Samples.leaves;
import static dev.iris.rocksdb.Samples.qualifies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.SegmentId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksEngineIT {
    private static final Duration REST = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private RocksEngine engine;

    @BeforeEach
    void open() {
        engine = reopened(catalog(1, 2));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void keepsWhatIsDueAcrossAClosing() {
        engine.accept(List.of(qualifies("1", "A", 0), qualifies("2", "A", 0)));
        engine.close();
        engine = reopened(catalog(1, 2));
        assertThat(devices(engine.take(ONE, 10))).containsExactly("1", "2");
        assertThat(engine.backlog(ONE).devices()).isEqualTo(2);
        assertThat(engine.backlog(ONE).findOldest()).contains(START);
    }

    @Test
    void seesTheSameDeviceTwiceInOneCall() {
        engine.accept(List.of(qualifies("1", "A", 0), qualifies("1", "B", 1)));
        var taken = engine.take(ONE, 10);
        assertThat(devices(taken)).containsExactly("1");
        assertThat(taken.getFirst().profile().inside(new SegmentId("B"))).isTrue();
    }

    @Test
    void keepsOneRowForADeviceHoweverOftenItChanges() {
        IntStream.range(0, 50)
                .forEach(i -> engine.accept(List.of(i % 2 == 0 ? qualifies("1", "A", i) : leaves("1", "A", i))));
        assertThat(engine.backlog(ONE).devices()).isEqualTo(1);
    }

    @Test
    void forgetsARowThatWasAcknowledged() {
        engine.accept(List.of(qualifies("1", "A", 0)));
        acknowledge(ONE, engine.take(ONE, 10));
        barrier();
        assertThat(engine.backlog(ONE).devices()).isZero();
        assertThat(engine.take(ONE, 10)).isEmpty();
    }

    @Test
    void makesARowDueAgainThatChangedWhileItWasInFlight() {
        engine.accept(List.of(qualifies("1", "A", 0)));
        var taken = engine.take(ONE, 10);
        engine.accept(List.of(qualifies("1", "B", 1)));
        assertThat(engine.take(ONE, 10)).as("in flight").isEmpty();
        acknowledge(ONE, taken);
        barrier();
        assertThat(devices(engine.take(ONE, 10))).containsExactly("1");
    }

    @Test
    void keepsZerosThatCouldNotBeAddressedUntilAnIdComes() {
        engine.accept(List.of(event("1", 0, Set.of("A", "B"), Set.of(), Set.of())));
        engine.accept(List.of(event("1", 1, Set.of(), Set.of("B"), Set.of())));
        assertThat(engine.backlog(ONE).devices()).as("dormant").isZero();
        engine.close();
        engine = reopened(catalog(1, 2));
        engine.accept(List.of(event("1", 2, Set.of(), Set.of(), Set.of("u1"))));
        assertThat(engine.take(ONE, 10).getFirst().update().zeros().times()).hasSize(1);
    }

    @Test
    void givesReleasedDevicesAgainOnlyAfterTheirRest() {
        engine.accept(List.of(qualifies("1", "A", 0), qualifies("2", "A", 0)));
        engine.take(ONE, 1);
        engine.release(ONE, List.of(new DeviceId("1")), REST);
        assertThat(devices(engine.take(ONE, 10))).containsExactly("2");
    }

    @Test
    void takesEachOfManyDevicesOnce() {
        int many = 2 * DestinationQueue.WINDOW + 10;
        engine.accept(IntStream.range(0, many)
                .mapToObj(i -> qualifies("" + i, "A", 0))
                .toList());
        var seen = new ArrayList<String>();
        for (var taken = engine.take(ONE, 300); !taken.isEmpty(); taken = engine.take(ONE, 300)) {
            seen.addAll(devices(taken));
        }
        assertThat(seen).hasSize(many).doesNotHaveDuplicates();
    }

    @Test
    void goesOnBehindTheRememberedHeadWhenItIsOpenedAgainEmpty() {
        int many = 12_000;
        engine.accept(IntStream.range(0, many)
                .mapToObj(i -> qualifies("" + i, "A", 0))
                .toList());
        for (var taken = engine.take(ONE, 1_000); !taken.isEmpty(); taken = engine.take(ONE, 1_000)) {
            acknowledge(ONE, taken);
            barrier();
        }
        engine.close();
        engine = reopened(catalog(1, 2));
        engine.accept(List.of(qualifies("99999", "A", 0)));
        engine.close();
        engine = reopened(catalog(1, 2));
        assertThat(devices(engine.take(ONE, 10))).containsExactly("99999");
    }

    @Test
    void dropsTheRowsOfADestinationThatIsGone() {
        engine.accept(List.of(qualifies("1", "A", 0)));
        engine.adopt(catalog(2));
        engine.adopt(catalog(1, 2));
        assertThat(engine.take(ONE, 10)).isEmpty();
        assertThat(devices(engine.take(TWO, 10))).containsExactly("1");
    }

    @Test
    void dropsTheRowsOfUnknownDestinationsAtOpening() {
        engine.accept(List.of(qualifies("1", "A", 0)));
        engine.close();
        engine = reopened(catalog(2));
        engine.close();
        engine = reopened(catalog(1, 2));
        assertThat(engine.backlog(ONE).devices()).isZero();
        assertThat(engine.backlog(TWO).devices()).isEqualTo(1);
    }

    @Test
    void judgesEventsByTheCatalogOfTheirTime() {
        engine.adopt(catalog());
        engine.accept(List.of(qualifies("1", "A", 0)));
        engine.adopt(catalog(1));
        assertThat(engine.take(ONE, 10)).isEmpty();
        engine.accept(List.of(event("1", 1, Set.of(), Set.of(), Set.of())));
        assertThat(devices(engine.take(ONE, 10))).containsExactly("1");
    }

    @Test
    void refusesAFolderThatIsInUse() {
        assertThatThrownBy(() -> reopened(catalog(1)))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("in use by another process");
    }

    @Test
    void refusesEventsWhenClosed() {
        engine.close();
        assertThatThrownBy(() -> engine.accept(List.of(qualifies("1", "A", 0))))
                .isInstanceOf(EngineUnavailableException.class);
        assertThatThrownBy(() -> engine.findProfile(new DeviceId("1"))).isInstanceOf(EngineUnavailableException.class);
    }

    @Test
    void losesNothingOfWhatManyProducersBringAtOnce() throws Exception {
        try (var producers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int producer = 0; producer < 20; producer++) {
                int base = producer * 100;
                producers.execute(() -> IntStream.range(base, base + 100)
                        .forEach(i -> engine.accept(List.of(qualifies("" + i, "A", 0)))));
            }
        }
        var seen = new HashSet<String>();
        for (var taken = engine.take(ONE, 100); !taken.isEmpty(); taken = engine.take(ONE, 100)) {
            seen.addAll(devices(taken));
        }
        assertThat(seen).hasSize(2_000);
    }

    private void acknowledge(DestinationNumber destination, List<TakenUpdate> taken) {
        engine.settle(
                destination,
                taken.stream()
                        .map(t -> new Settlement(
                                t.profile().device(), t.version(), t.update().zeros(), List.of()))
                        .toList());
    }

    /** What was asked of the engine before takes effect before a later event is durable. */
    private void barrier() {
        engine.accept(List.of(event("424242", 0, Set.of("unmapped"), Set.of(), Set.of())));
    }

    private RocksEngine reopened(Catalog catalog) {
        return RocksEngine.open(folder, catalog, InstantSource.fixed(START), System::nanoTime);
    }

    private static List<String> devices(List<TakenUpdate> taken) {
        return taken.stream().map(t -> t.profile().device().value()).toList();
    }
}
