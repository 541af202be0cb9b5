package dev.iris.rocksdb;

import static dev.iris.testkit.engine.Examples.ONE;
import static dev.iris.testkit.engine.Examples.START;
import static dev.iris.testkit.engine.Examples.catalog;
import static dev.iris.testkit.engine.Examples.event;
import static dev.iris.testkit.engine.Examples.qualifies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.iris.engine.DeadLetter;
import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.LetterSearch;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.Catalog;
import dev.iris.model.DeviceId;
import dev.iris.model.OwedZeros;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

class RocksDeadLettersIT {
    private static final Reason REFUSED = new Reason(ReasonCode.UNEXPECTED_STATUS, "status 422");

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
    void aSearchThatFindsFewOfManyGivesShortPages() {
        int many = 25_000;
        var letters =
                IntStream.range(0, many).mapToObj(i -> letter("1", "u" + i, i)).toArray(DeadLetter[]::new);
        engine.settle(ONE, List.of(settlement("1", 1, OwedZeros.NONE, letters)));
        barrier();
        var last = new LetterSearch(START.plusSeconds(many - 1), null, null);
        var first = engine.listLetters(ONE, last, "", 100);
        assertThat(first.letters()).isEmpty();
        assertThat(first.next()).isNotEmpty();
        assertThat(engine.dropLetters(ONE, last)).isEqualTo(1);
        assertThat(engine.countLetters(ONE)).isEqualTo(many - 1);
    }

    @Test
    void aPageOfLargeLettersIsShort() {
        var segments = IntStream.range(0, 4_000)
                .mapToObj(i -> new SegmentStatus("s".repeat(50) + i, true, START))
                .toList();
        var letters = IntStream.range(0, 50)
                .mapToObj(i -> new DeadLetter(
                        new UserEntry(new DeviceId("1"), "u" + i, List.of(), segments), REFUSED, START, START))
                .toArray(DeadLetter[]::new);
        engine.settle(ONE, List.of(settlement("1", 1, OwedZeros.NONE, letters)));
        barrier();
        var page = engine.listLetters(ONE, LetterSearch.ALL, "", 100);
        assertThat(page.letters()).hasSizeBetween(10, 20);
        assertThat(page.next()).isNotEmpty();
        assertThat(engine.dropLetters(ONE, LetterSearch.ALL)).isEqualTo(50);
    }

    @Test
    void aReplayThatEndsHalfWayLeavesEachDeviceDueOrItsLetterThere() {
        buryMany(2_500);
        engine.close();
        var writes = new AtomicInteger();
        InstantSource failing = () -> {
            if (writes.incrementAndGet() > 1) {
                throw new IllegalStateException("no time any more");
            }
            return START;
        };
        engine = RocksEngine.open(folder, catalog(1, 2), failing, System::nanoTime);
        assertThatExceptionOfType(EngineUnavailableException.class)
                .isThrownBy(() -> engine.replayLetters(ONE, LetterSearch.ALL));
        reopen(catalog(1, 2));
        assertThat(engine.countLetters(ONE)).isEqualTo(1_500);
        assertThat(engine.backlog(ONE).devices()).isEqualTo(1_000);
        assertThat(engine.replayLetters(ONE, LetterSearch.ALL)).isEqualTo(1_500);
        assertThat(engine.backlog(ONE).devices()).isEqualTo(2_500);
    }

    @Test
    void aStoreFromBeforeThereWereLettersOpens() throws RocksDBException {
        engine.accept(List.of(qualifies("1", "A", 0)));
        engine.close();
        try (var store = Store.open(folder)) {
            store.db.dropColumnFamily(store.dead);
        }
        engine = reopened(catalog(1, 2));
        assertThat(engine.countLetters(ONE)).isZero();
        engine.settle(ONE, List.of(settlement("1", 1, OwedZeros.NONE, letter("1", "u1", 0))));
        barrier();
        assertThat(engine.countLetters(ONE)).isEqualTo(1);
    }

    private void buryMany(int many) {
        engine.accept(IntStream.range(0, many)
                .mapToObj(i -> qualifies("" + i, "A", 0))
                .toList());
        for (var taken = engine.take(ONE, 500); !taken.isEmpty(); taken = engine.take(ONE, 500)) {
            engine.settle(
                    ONE,
                    taken.stream()
                            .map(t -> settlement(
                                    device(t), t.version(), OwedZeros.NONE, letter(device(t), "u" + device(t), 0)))
                            .toList());
            barrier();
        }
    }

    private static Settlement settlement(String device, long version, OwedZeros discharged, DeadLetter... letters) {
        return new Settlement(new DeviceId(device), version, discharged, List.of(), List.of(letters));
    }

    private static DeadLetter letter(String device, String uuid, int second) {
        var entry = new UserEntry(
                new DeviceId(device),
                uuid,
                List.of(new RegionId("9")),
                List.of(new SegmentStatus("A", true, START), new SegmentStatus("B", false, START)));
        return new DeadLetter(entry, REFUSED, START.minusSeconds(60), START.plusSeconds(second));
    }

    /** What was asked of the engine before takes effect before a later event is durable. */
    private void barrier() {
        engine.accept(List.of(event("424242", 0, Set.of("unmapped"), Set.of(), Set.of())));
    }

    private void reopen(Catalog catalog) {
        engine.close();
        engine = reopened(catalog);
    }

    private RocksEngine reopened(Catalog catalog) {
        return RocksEngine.open(folder, catalog, InstantSource.fixed(START), System::nanoTime);
    }

    private static String device(TakenUpdate taken) {
        return taken.profile().device().value();
    }
}
