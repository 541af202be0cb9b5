package dev.iris.rocksdb;

import static dev.iris.rocksdb.Samples.ONE;
import static dev.iris.rocksdb.Samples.START;
import static dev.iris.rocksdb.Samples.TWO;
import static dev.iris.rocksdb.Samples.catalog;
import static dev.iris.rocksdb.Samples.event;
import static dev.iris.rocksdb.Samples.leaves;
import static dev.iris.rocksdb.Samples.qualifies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.iris.engine.DeadLetter;
import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.LetterSearch;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.OwedZeros;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

class DeadLettersIT {
    private static final DestinationNumber UNKNOWN = new DestinationNumber(99);
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
    void aLetterIsKeptWithItsSettlementAndAcrossAClosing() {
        engine.accept(List.of(qualifies("1", "A", 0)));
        var letter = letter("1", "u1", 0);
        bury(letter);
        assertThat(all(ONE)).containsExactly(letter);
        assertThat(engine.backlog(ONE).devices()).as("settled").isZero();
        reopen(catalog(1, 2));
        assertThat(all(ONE)).containsExactly(letter);
        assertThat(engine.countLetters(ONE)).isEqualTo(1);
        assertThat(engine.countLetters(TWO)).isZero();
    }

    @Test
    void aNewerLetterOfAnEntryReplacesTheOlder() {
        letters("1");
        var newer = letter("1", "u1", 5);
        engine.accept(List.of(qualifies("1", "B", 1)));
        bury(newer);
        assertThat(all(ONE)).containsExactly(newer);
        assertThat(engine.countLetters(ONE)).isEqualTo(1);
    }

    @Test
    void theSameEntryTwiceInOneWriteIsOneLetter() {
        engine.accept(List.of(qualifies("1", "A", 0)));
        bury(letter("1", "u1", 0), letter("1", "u1", 1), letter("1", "u2", 1));
        assertThat(all(ONE)).containsExactly(letter("1", "u1", 1), letter("1", "u2", 1));
        assertThat(engine.countLetters(ONE)).isEqualTo(2);
    }

    @Test
    void anEntryWithoutAPartnerIdHasALetterToo() {
        engine.accept(List.of(qualifies("1", "A", 0)));
        bury(letter("1", "", 0));
        assertThat(all(ONE)).containsExactly(letter("1", "", 0));
        assertThat(engine.replayLetters(ONE, LetterSearch.ALL)).isEqualTo(1);
    }

    @Test
    void aReplayedDeviceBringsTheZerosThatStayedOwed() {
        engine.accept(List.of(qualifies("1", "A", 0)));
        acknowledge(ONE, engine.take(ONE, 1));
        engine.accept(List.of(leaves("1", "A", 1)));
        var refused = engine.take(ONE, 1).getFirst();
        var owed = refused.update().zeros();
        assertThat(owed.times()).hasSize(1);
        giveUp(refused, OwedZeros.NONE, letter("1", "u1", 0));
        assertThat(engine.take(ONE, 1)).as("dormant").isEmpty();

        assertThat(engine.replayLetters(ONE, LetterSearch.ALL)).isEqualTo(1);
        assertThat(engine.countLetters(ONE)).isZero();
        assertThat(all(ONE)).isEmpty();
        reopen(catalog(1, 2));
        var taken = engine.take(ONE, 1).getFirst();
        assertThat(taken.update().zeros()).isEqualTo(owed);
        assertThat(taken.update().firstAt()).as("since the replay").isEqualTo(START);
    }

    @Test
    void aReplayedDeviceThatOwesNothingIsToldAsItIs() {
        letters("1");
        engine.accept(List.of(event("1", 3, Set.of(), Set.of(), Set.of())));
        assertThat(engine.backlog(ONE).devices()).isZero();
        assertThat(engine.replayLetters(ONE, LetterSearch.ALL)).isEqualTo(1);
        var taken = engine.take(ONE, 10);
        assertThat(devices(taken)).containsExactly("1");
        assertThat(taken.getFirst().update().zeros().isEmpty()).isTrue();
        assertThat(engine.backlog(ONE).devices()).isEqualTo(1);
    }

    @Test
    void aDeviceThatIsDueKeepsItsPlace() {
        letters("1");
        engine.accept(List.of(qualifies("1", "B", 1), qualifies("2", "B", 1)));
        var before = engine.findPending(ONE, new DeviceId("1"));
        assertThat(engine.replayLetters(ONE, LetterSearch.ALL)).isEqualTo(1);
        assertThat(engine.findPending(ONE, new DeviceId("1"))).isEqualTo(before);
        assertThat(engine.backlog(ONE).devices()).isEqualTo(2);
        assertThat(devices(engine.take(ONE, 10))).containsExactly("1", "2");
    }

    @Test
    void twoLettersOfADeviceMakeItDueOnce() {
        engine.accept(List.of(qualifies("1", "A", 0)));
        bury(letter("1", "u1", 0), letter("1", "u2", 0));
        assertThat(engine.replayLetters(ONE, LetterSearch.ALL)).isEqualTo(2);
        assertThat(engine.backlog(ONE).devices()).isEqualTo(1);
        assertThat(devices(engine.take(ONE, 10))).containsExactly("1");
    }

    @Test
    void aDeviceThatNothingIsKnownOfIsOnlyForgotten() {
        engine.settle(ONE, List.of(settlement("7", 1, OwedZeros.NONE, letter("7", "u7", 0))));
        barrier();
        assertThat(engine.countLetters(ONE)).isEqualTo(1);
        assertThat(engine.replayLetters(ONE, LetterSearch.ALL)).isZero();
        assertThat(engine.countLetters(ONE)).isZero();
        assertThat(engine.take(ONE, 10)).isEmpty();
    }

    @Test
    void droppingForgetsTheLetterAndKeepsItsZeros() {
        engine.accept(List.of(qualifies("1", "A", 0)));
        acknowledge(ONE, engine.take(ONE, 1));
        engine.accept(List.of(leaves("1", "A", 1)));
        giveUp(engine.take(ONE, 1).getFirst(), OwedZeros.NONE, letter("1", "u1", 0));

        assertThat(engine.dropLetters(ONE, LetterSearch.ALL)).isEqualTo(1);
        assertThat(engine.countLetters(ONE)).isZero();
        assertThat(engine.take(ONE, 1)).as("dormant").isEmpty();
        reopen(catalog(1, 2));
        assertThat(engine.countLetters(ONE)).isZero();
        engine.accept(List.of(qualifies("1", "B", 2)));
        assertThat(engine.take(ONE, 1).getFirst().update().zeros().times()).hasSize(1);
    }

    @Test
    void aSearchMeansTimesAndDevices() {
        letters("1", "10", "2");
        assertThat(found(START, null, null)).containsExactly("1", "10", "2");
        assertThat(found(START.plusSeconds(1), null, null)).containsExactly("10", "2");
        assertThat(found(null, START.plusSeconds(2), null)).containsExactly("1", "10");
        assertThat(found(START.plusSeconds(1), START.plusSeconds(2), null)).containsExactly("10");
        assertThat(found(null, null, "1")).containsExactly("1");
        assertThat(found(START.plusSeconds(1), null, "1")).isEmpty();
        assertThat(found(null, null, "3")).isEmpty();
        assertThat(engine.dropLetters(ONE, search(null, START.plusSeconds(1), null)))
                .isEqualTo(1);
        assertThat(engine.replayLetters(ONE, search(null, null, "2"))).isEqualTo(1);
        assertThat(found(null, null, null)).containsExactly("10");
        assertThat(devices(engine.take(ONE, 10))).containsExactly("2");
    }

    @Test
    void pagesFollowEachOtherWithoutGapsOrRepeats() {
        letters("1", "2", "3", "10", "20");
        var seen = new ArrayList<String>();
        var after = "";
        do {
            var page = engine.listLetters(ONE, LetterSearch.ALL, after, 2);
            assertThat(page.letters()).isNotEmpty().hasSizeLessThanOrEqualTo(2);
            page.letters().forEach(letter -> seen.add(letter.entry().device().value()));
            after = page.next();
        } while (!after.isEmpty());
        assertThat(seen).containsExactly("1", "10", "2", "20", "3");
        assertThat(engine.listLetters(ONE, LetterSearch.ALL, "", 5).next())
                .as("a full last page")
                .isEmpty();
    }

    @Test
    void aSearchThatFindsFewOfManyGivesShortPages() {
        int many = 25_000;
        var letters =
                IntStream.range(0, many).mapToObj(i -> letter("1", "u" + i, i)).toArray(DeadLetter[]::new);
        engine.settle(ONE, List.of(settlement("1", 1, OwedZeros.NONE, letters)));
        barrier();
        var last = search(START.plusSeconds(many - 1), null, null);
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
    void aPageGoesOnBehindALetterThatIsGone() {
        letters("1", "2", "3");
        var next = engine.listLetters(ONE, LetterSearch.ALL, "", 2).next();
        engine.dropLetters(ONE, search(null, null, "2"));
        assertThat(engine.listLetters(ONE, LetterSearch.ALL, next, 2).letters())
                .extracting(letter -> letter.entry().device().value())
                .containsExactly("3");
    }

    @Test
    void aWrongLimitOrPlaceIsRefused() {
        for (int limit : new int[] {0, 1_001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engine.listLetters(ONE, LetterSearch.ALL, "", limit))
                    .withMessage("limit " + limit + " (expected: 1 to 1000)");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.listLetters(ONE, LetterSearch.ALL, "no place", 1))
                .withMessageContaining("a place among dead letters is malformed");
    }

    @Test
    void manyLettersEndInSeveralWrites() {
        buryMany(2_500);
        assertThat(engine.countLetters(ONE)).isEqualTo(2_500);
        assertThat(engine.replayLetters(ONE, LetterSearch.ALL)).isEqualTo(2_500);
        assertThat(engine.countLetters(ONE)).isZero();
        assertThat(engine.backlog(ONE).devices()).isEqualTo(2_500);
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
    void lettersGoWithTheirDestination() {
        letters("1", "2");
        engine.adopt(catalog(2));
        assertThat(engine.countLetters(ONE)).isZero();
        assertThat(all(ONE)).isEmpty();
        engine.settle(ONE, List.of(settlement("1", 1, OwedZeros.NONE, letter("1", "u1", 0))));
        barrier();
        assertThat(all(ONE)).as("of a flight that ended later").isEmpty();
        reopen(catalog(1, 2));
        assertThat(engine.countLetters(ONE)).isZero();
    }

    @Test
    void lettersOfUnknownDestinationsAreDroppedAtOpening() {
        letters("1");
        reopen(catalog(2));
        reopen(catalog(1, 2));
        assertThat(engine.countLetters(ONE)).isZero();
        assertThat(all(ONE)).isEmpty();
    }

    @Test
    void anUnknownDestinationHasNoLetters() {
        letters("1");
        assertThat(engine.countLetters(UNKNOWN)).isZero();
        assertThat(all(UNKNOWN)).isEmpty();
        assertThat(engine.replayLetters(UNKNOWN, LetterSearch.ALL)).isZero();
        assertThat(engine.dropLetters(UNKNOWN, LetterSearch.ALL)).isZero();
        assertThat(engine.countLetters(ONE)).isEqualTo(1);
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
        bury(letter("1", "u1", 0));
        assertThat(engine.countLetters(ONE)).isEqualTo(1);
    }

    @Test
    void aClosedEngineRefuses() {
        letters("1");
        engine.close();
        assertThatExceptionOfType(EngineUnavailableException.class)
                .isThrownBy(() -> engine.replayLetters(ONE, LetterSearch.ALL));
        assertThatExceptionOfType(EngineUnavailableException.class).isThrownBy(() -> all(ONE));
    }

    /** Letters of devices, each given up a second after the one before. */
    private void letters(String... devices) {
        for (int i = 0; i < devices.length; i++) {
            engine.accept(List.of(qualifies(devices[i], "A", 0)));
            bury(letter(devices[i], "u" + devices[i], i));
        }
        acknowledge(TWO, engine.take(TWO, devices.length));
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

    /** Takes the device of some letters and gives them up; it owes nothing more. */
    private void bury(DeadLetter... letters) {
        var taken = engine.take(ONE, 1).getFirst();
        giveUp(taken, taken.update().zeros(), letters);
    }

    private void giveUp(TakenUpdate taken, OwedZeros discharged, DeadLetter... letters) {
        engine.settle(ONE, List.of(settlement(device(taken), taken.version(), discharged, letters)));
        barrier();
    }

    private void acknowledge(DestinationNumber destination, List<TakenUpdate> taken) {
        engine.settle(
                destination,
                taken.stream()
                        .map(t -> settlement(device(t), t.version(), t.update().zeros()))
                        .toList());
        barrier();
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

    private List<String> found(@Nullable Instant since, @Nullable Instant until, @Nullable String device) {
        return engine.listLetters(ONE, search(since, until, device), "", 100).letters().stream()
                .map(letter -> letter.entry().device().value())
                .toList();
    }

    private static LetterSearch search(@Nullable Instant since, @Nullable Instant until, @Nullable String device) {
        return new LetterSearch(since, until, device == null ? null : new DeviceId(device));
    }

    private List<DeadLetter> all(DestinationNumber destination) {
        return engine.listLetters(destination, LetterSearch.ALL, "", 1_000).letters();
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

    private static List<String> devices(List<TakenUpdate> taken) {
        return taken.stream().map(DeadLettersIT::device).toList();
    }
}
