package dev.iris.testkit.engine;

import static dev.iris.testkit.engine.EngineUnderTest.device;
import static dev.iris.testkit.engine.Examples.ONE;
import static dev.iris.testkit.engine.Examples.START;
import static dev.iris.testkit.engine.Examples.TWO;
import static dev.iris.testkit.engine.Examples.catalog;
import static dev.iris.testkit.engine.Examples.event;
import static dev.iris.testkit.engine.Examples.leaves;
import static dev.iris.testkit.engine.Examples.qualifies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.iris.engine.Backlog;
import dev.iris.engine.Batch;
import dev.iris.engine.BatchChanges;
import dev.iris.engine.BatchPhase;
import dev.iris.engine.BatchStanding;
import dev.iris.engine.DeadLetter;
import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.LetterSearch;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.BatchNumber;
import dev.iris.model.BatchSettings;
import dev.iris.model.Catalog;
import dev.iris.model.DeviceId;
import dev.iris.model.Lane;
import dev.iris.model.OwedZeros;
import dev.iris.model.PartnerId;
import dev.iris.model.QualificationEvent;
import dev.iris.model.SegmentId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every engine does for batches. Destination 1 is told in real time and gets batches; destination 2 gets none. */
public abstract class BatchChangesContract {
    private static final Catalog ON = withBatches(true, Examples.batches(false));
    private static final Catalog OFF = catalog(1, 2);
    private static final int PART = 1_000;

    private final EngineUnderTest iris;

    /** What holds for the engines that are opened so. */
    protected BatchChangesContract(EngineOpening opening) {
        this.iris = new EngineUnderTest(opening, ON);
    }

    @AfterEach
    void close() {
        iris.close();
    }

    @Test
    void aDestinationWithoutBatchesHasNone() {
        assertThat(iris.batches().standing(TWO)).isEqualTo(BatchStanding.NONE);
        assertThat(iris.batches().listBatches(TWO)).isEmpty();
        assertThat(iris.batches().refillBatch(TWO, PART)).isFalse();
        iris.engine().adopt(catalog(1));
        assertThat(iris.batches().beginBatch(TWO, true, START)).isEmpty();
    }

    @Test
    void theFirstBatchTellsAllThatIsMapped() {
        known("1", "2");
        iris.engine().acceptOffline(List.of(qualifies("3", "A", 0), qualifies("4", "unmapped", 0)));
        iris.skip(Duration.ofHours(1));
        var begun = begin();
        assertThat(begun.number()).isEqualTo(BatchNumber.FIRST);
        assertThat(begun.full()).isTrue();
        assertThat(begun.startedAt()).isEqualTo(iris.now());
        assertThat(begun.phase()).isEqualTo(BatchPhase.MAKING);
        assertThat(iris.engine().backlog(ONE)).as("before a part is made").isEqualTo(Backlog.EMPTY);

        refillAll();
        assertThat(running().received()).isEqualTo(3);
        assertThat(running().phase()).isEqualTo(BatchPhase.SENDING);
        var taken = iris.engine().take(ONE, 10);
        assertThat(taken).extracting(EngineUnderTest::device).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(taken).allMatch(update -> tells(update, "A"));
        iris.skip(Duration.ofMinutes(1));
        iris.acknowledge(ONE, taken);
        assertThat(last().phase()).isEqualTo(BatchPhase.ENDED);
        assertThat(last().successful()).isEqualTo(3);
        assertThat(last().findEnd()).contains(iris.now());
        assertThat(iris.batches().standing(ONE).findRunning()).isEmpty();
        assertThat(iris.engine().backlog(ONE)).isEqualTo(Backlog.EMPTY);
    }

    @Test
    void theNextBatchTellsExactlyWhatChanged() {
        known("1", "2");
        firstBatch();
        offline(qualifies("2", "B", 5), qualifies("3", "A", 5));
        assertThat(begin().full()).isFalse();
        refillAll();
        var taken = iris.engine().take(ONE, 10);
        assertThat(taken).extracting(EngineUnderTest::device).containsExactly("2", "3");
        assertThat(tells(taken.getFirst(), "B")).isTrue();
        assertThat(tells(taken.getFirst(), "A")).as("unchanged").isFalse();
        assertThat(tells(taken.getLast(), "A")).isTrue();
        iris.acknowledge(ONE, taken);
        assertThat(begin().full()).isFalse();
        refillAll();
        assertThat(last().received()).as("told already").isZero();
    }

    @Test
    void whatWasToldInRealTimeIsRepeatedUnlessThatIsSuppressed() {
        for (boolean suppress : new boolean[] {false, true}) {
            var device = suppress ? "2" : "1";
            iris.engine().adopt(withBatches(true, Examples.batches(suppress)));
            firstBatch();
            iris.accept(qualifies(device, "A", 1));
            var taken = iris.takeOne(ONE);
            iris.settle(ONE, taken, OwedZeros.NONE, List.of(told(taken, "A")));
            begin();
            refillAll();
            assertThat(iris.takeDevices(ONE)).isEqualTo(suppress ? List.of() : List.of(device));
            iris.engine().adopt(OFF);
            iris.reopen(OFF);
            iris.acknowledge(ONE, iris.engine().take(ONE, 10));
        }
    }

    @Test
    void whatThePartnerTookAfterTheCutIsLeftOutOfWhatIsStillToBeMade() {
        iris.engine().adopt(withBatches(true, Examples.batches(true)));
        firstBatch();
        iris.accept(qualifies("1", "A", 1));
        var taken = iris.takeOne(ONE);
        begin();
        iris.settle(ONE, taken, OwedZeros.NONE, List.of(told(taken, "A")));
        refillAll();
        assertThat(last().received()).isZero();
        assertThat(last().phase()).isEqualTo(BatchPhase.ENDED);
    }

    @Test
    void anIdThatCameOfflineIsToldEverything() {
        known("1");
        firstBatch();
        offline(event("1", 5, Set.of(), Set.of(), Set.of("another")));
        begin();
        refillAll();
        var update = iris.takeOne(ONE).update();
        assertThat(update.tells(new SegmentId("A"), id("another"), "A")).isTrue();
        assertThat(update.tells(new SegmentId("A"), id("u1"), "A")).isFalse();
    }

    @Test
    void zerosOfOfflineEventsAreToldOnce() {
        known("1");
        firstBatch();
        offline(leaves("1", "A", 5));
        assertThat(iris.engine().backlog(ONE)).isEqualTo(Backlog.EMPTY);
        begin();
        refillAll();
        var taken = iris.engine().take(ONE, 1);
        assertThat(taken.getFirst().update().zeros().times()).hasSize(1).containsValue(START.plusSeconds(5));
        iris.acknowledge(ONE, taken);
        assertThat(iris.engine().findPending(ONE, taken.getFirst().profile().device()))
                .isEmpty();
        assertThat(last().successful()).isEqualTo(1);
        begin();
        refillAll();
        assertThat(last().received()).isZero();
    }

    @Test
    void aZeroIsNotOlderThanWhatWasToldAfterIt() {
        known("1");
        firstBatch();
        tell(leaves("1", "A", 1));
        tell(qualifies("1", "A", 2));
        iris.engine().adopt(mapping(2, "B"));
        iris.accept(leaves("1", "A", 3));
        iris.engine().adopt(mapping(3, "A", "B"));
        begin();
        refillAll();
        assertThat(zerosOfOne()).containsExactly(START.plusSeconds(3));
    }

    @Test
    void aZeroOfARemovedIdIsNotOlderThanWhatWasToldAfterIt() {
        known("1");
        firstBatch();
        tell(removes("1", 1));
        tell(qualifies("1", "A", 2));
        iris.engine().adopt(mapping(2, "B"));
        iris.accept(removes("1", 3));
        iris.engine().adopt(mapping(3, "A", "B"));
        begin();
        refillAll();
        assertThat(zerosOfOne()).containsExactly(START.plusSeconds(3));
    }

    @Test
    void whatChangesAfterTheCutBelongsToTheNextBatch() {
        firstBatch();
        offline(qualifies("1", "A", 1));
        begin();
        offline(qualifies("2", "A", 2));
        refillAll();
        assertThat(iris.takeDevices(ONE)).containsExactly("1");
        iris.reopen(ON);
        iris.acknowledge(ONE, iris.engine().take(ONE, 10));
        begin();
        refillAll();
        assertThat(iris.takeDevices(ONE)).containsExactly("2");
    }

    @Test
    void batchesOfADestinationDoNotOverlap() {
        known("1");
        begin();
        assertThat(iris.batches().beginBatch(ONE, true, START)).isEmpty();
        refillAll();
        assertThat(iris.batches().beginBatch(ONE, false, START)).isEmpty();
        iris.acknowledge(ONE, iris.engine().take(ONE, 1));
        assertThat(iris.batches().beginBatch(ONE, false, START)).isPresent();
    }

    @Test
    void aBatchWithNothingToTellEndsAtOnce() {
        begin();
        assertThat(iris.batches().refillBatch(ONE, PART)).isFalse();
        assertThat(last().phase()).isEqualTo(BatchPhase.ENDED);
        assertThat(iris.batches().refillBatch(ONE, PART)).as("it has ended").isFalse();
    }

    @Test
    void aBatchGoesOnWhereItWas() {
        offlineMany(50);
        begin();
        assertThat(iris.batches().refillBatch(ONE, 20)).isTrue();
        assertThat(running().received()).isEqualTo(20);
        var before = iris.batches().standing(ONE);
        iris.reopen(ON);
        assertThat(iris.batches().standing(ONE)).isEqualTo(before);
        var seen = new ArrayList<>(iris.takeDevices(ONE));
        refillAll();
        assertThat(running().received()).isEqualTo(50);
        seen.addAll(iris.takeDevices(ONE));
        assertThat(seen).hasSize(50).doesNotHaveDuplicates();
        iris.reopen(ON);
        iris.acknowledge(ONE, iris.engine().take(ONE, 100));
        assertThat(last().successful()).isEqualTo(50);
        iris.reopen(ON);
        assertThat(iris.batches().listBatches(ONE)).containsExactly(last());
    }

    @Test
    void theOutboxHoldsSoManyRowsOfABatch() {
        int more = BatchChanges.MOST_ROWS + 1_500;
        offlineMany(more);
        begin();
        refillAll();
        assertThat(running().phase()).isEqualTo(BatchPhase.MAKING);
        assertThat(iris.engine().backlog(ONE).devices())
                .isEqualTo(running().outstanding())
                .isBetween(BatchChanges.MOST_ROWS - (long) PART, (long) BatchChanges.MOST_ROWS);
        while (running().outstanding() > BatchChanges.MOST_ROWS - 2L * PART) {
            iris.acknowledge(ONE, iris.engine().take(ONE, 500));
        }
        refillAll();
        assertThat(running().received()).isEqualTo(more);
        assertThat(running().phase()).isEqualTo(BatchPhase.SENDING);
    }

    @Test
    void aRuleTakesARowOfABatchAlong() {
        known("1", "2");
        begin();
        refillAll();
        iris.accept(qualifies("2", "B", 5));
        assertThat(iris.engine().backlog(ONE).devices()).isEqualTo(2);
        var taken = iris.takeOne(ONE);
        assertThat(device(taken)).as("live goes first").isEqualTo("2");
        assertThat(taken.update().lane()).isEqualTo(Lane.LIVE);
        iris.acknowledge(ONE, List.of(taken));
        assertThat(running().successful()).as("counts in the batch").isEqualTo(1);
        assertThat(iris.takeDevices(ONE)).containsExactly("1");
    }

    @Test
    void whatARuleAsksDuringTheFlightOfABatchRowIsDueAgain() {
        known("1");
        begin();
        refillAll();
        var taken = iris.engine().take(ONE, 1);
        iris.accept(qualifies("1", "B", 5));
        iris.acknowledge(ONE, taken);
        assertThat(last().phase()).isEqualTo(BatchPhase.ENDED);
        var again = iris.takeOne(ONE).update();
        assertThat(again.live()).isTrue();
        assertThat(again.findBatch()).isEmpty();
    }

    @Test
    void whatABatchAsksDuringALiveFlightIsDueAgain() {
        firstBatch();
        iris.accept(qualifies("1", "A", 1));
        var taken = iris.engine().take(ONE, 1);
        begin();
        refillAll();
        iris.acknowledge(ONE, taken);
        assertThat(running().outstanding()).isEqualTo(1);
        var again = iris.engine().take(ONE, 1);
        assertThat(again.getFirst().update().live()).isFalse();
        iris.acknowledge(ONE, again);
        assertThat(last().successful()).isEqualTo(1);
    }

    @Test
    void liveGoesBeforeBatchButForOneTakeInTwenty() {
        offlineMany(10);
        begin();
        refillAll();
        iris.engine()
                .accept(IntStream.range(100, 150)
                        .mapToObj(i -> qualifies("" + i, "A", 0))
                        .toList());
        var lanes = IntStream.range(0, 40)
                .mapToObj(_ -> iris.takeOne(ONE).update().lane())
                .toList();
        assertThat(lanes.stream().filter(lane -> lane == Lane.BATCH)).hasSize(2);
        assertThat(iris.engine().take(ONE, 100)).as("the rest of both").hasSize(20);
    }

    @Test
    void aDeviceWithADeadLetterHasFailed() {
        known("1", "2");
        begin();
        refillAll();
        for (var taken : iris.engine().take(ONE, 2)) {
            var letters = device(taken).equals("1") ? new DeadLetter[] {letter(taken)} : new DeadLetter[0];
            iris.settle(ONE, taken, OwedZeros.NONE, List.of(), letters);
        }
        assertThat(last().successful()).isEqualTo(1);
        assertThat(last().failed()).isEqualTo(1);
        assertThat(last().phase()).isEqualTo(BatchPhase.ENDED);
        assertThat(iris.engine().countLetters(ONE)).isEqualTo(1);
    }

    @Test
    void aReplayTellsAllOfADeviceThatABatchMadeDue() {
        known("1");
        firstBatch();
        iris.accept(qualifies("1", "B", 1));
        var refused = iris.takeOne(ONE);
        iris.settle(ONE, refused, OwedZeros.NONE, List.of(), letter(refused));
        offline(event("1", 2, Set.of(), Set.of(), Set.of("another")));
        begin();
        refillAll();
        assertThat(iris.engine().replayLetters(ONE, LetterSearch.ALL)).isEqualTo(1);
        assertThat(iris.engine().backlog(ONE).devices()).isEqualTo(1);
        var taken = iris.engine().take(ONE, 1);
        assertThat(taken.getFirst().update().lane()).isEqualTo(Lane.LIVE);
        assertThat(tells(taken.getFirst(), "A")).isTrue();
        iris.acknowledge(ONE, taken);
        assertThat(last().successful()).as("in the batch too").isEqualTo(1);
        assertThat(iris.engine().backlog(ONE)).isEqualTo(Backlog.EMPTY);
    }

    @Test
    void aFlightThatIsSettledTwiceCountsOnce() {
        known("1", "2");
        begin();
        refillAll();
        var taken = iris.engine().take(ONE, 1);
        iris.acknowledge(ONE, List.of(taken.getFirst(), taken.getFirst()));
        iris.acknowledge(ONE, taken);
        assertThat(running().successful()).isEqualTo(1);
    }

    @Test
    void aFullBatchCountsAsSentAndOneOfChangesDoesNot() {
        known("1");
        firstBatch();
        iris.engine().adopt(remapped(2));
        offline(qualifies("1", "B", 5));
        begin();
        refillAll();
        iris.acknowledge(ONE, iris.engine().take(ONE, 1));
        iris.accept(event("1", 6, Set.of(), Set.of(), Set.of()));
        assertThat(iris.takeDevices(ONE)).as("by rule 3").containsExactly("1");
        iris.reopen(remapped(3));
        iris.acknowledge(ONE, iris.engine().take(ONE, 1));
        iris.batches().beginBatch(ONE, true, START);
        refillAll();
        iris.acknowledge(ONE, iris.engine().take(ONE, 1));
        iris.accept(event("1", 7, Set.of(), Set.of(), Set.of()));
        assertThat(iris.takeDevices(ONE)).isEmpty();
    }

    @Test
    void aDestinationThatIsNotToldInRealTimeIsToldByBatchesAlone() {
        iris.engine().adopt(withBatches(false, Examples.batches(false)));
        firstBatch();
        iris.accept(qualifies("1", "A", 1));
        assertThat(iris.engine().backlog(ONE)).isEqualTo(Backlog.EMPTY);
        assertThat(iris.takeDevices(TWO)).containsExactly("1");
        begin();
        refillAll();
        assertThat(iris.takeDevices(ONE)).containsExactly("1");
    }

    @Test
    void batchesThatAreSwitchedOffComeToTheirEndAndBeginAnewWithAFullOne() {
        known("1");
        firstBatch();
        offline(qualifies("2", "A", 1));
        begin();
        refillAll();
        offline(qualifies("3", "A", 2));
        iris.engine().adopt(OFF);
        assertThat(iris.batches().standing(ONE).findSince()).isEmpty();
        var taken = iris.engine().take(ONE, 10);
        assertThat(taken).extracting(EngineUnderTest::device).containsExactly("2");
        iris.acknowledge(ONE, taken);
        assertThat(last().phase()).isEqualTo(BatchPhase.ENDED);
        iris.skip(Duration.ofHours(2));
        iris.engine().adopt(ON);
        assertThat(iris.batches().standing(ONE).findSince()).contains(iris.now());
        iris.reopen(ON);
        assertThat(iris.batches().standing(ONE).findSince()).contains(iris.now());
        assertThat(begin().full()).isTrue();
        refillAll();
        assertThat(iris.takeDevices(ONE)).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void aBatchThatSomebodyAsksForWhileTheyAreOffIsFull() {
        iris.engine().adopt(OFF);
        known("1");
        assertThat(begin().full()).isTrue();
        refillAll();
        iris.acknowledge(ONE, iris.engine().take(ONE, 10));
        assertThat(last().successful()).isEqualTo(1);
        assertThat(begin().full()).as("again").isTrue();
    }

    @Test
    void batchesGoWithTheirDestination() {
        known("1");
        begin();
        refillAll();
        iris.engine().adopt(catalog(2));
        assertThat(iris.batches().standing(ONE)).isEqualTo(BatchStanding.NONE);
        assertThat(iris.batches().listBatches(ONE)).isEmpty();
        assertThat(iris.batches().refillBatch(ONE, PART)).isFalse();
        iris.reopen(catalog(2));
        iris.reopen(OFF);
        assertThat(iris.batches().standing(ONE)).isEqualTo(BatchStanding.NONE);
        assertThat(iris.batches().listBatches(ONE)).isEmpty();
    }

    @Test
    void batchesOfUnknownDestinationsAreForgottenAtOpening() {
        begin();
        iris.reopen(catalog(2));
        iris.reopen(OFF);
        assertThat(iris.batches().standing(ONE)).isEqualTo(BatchStanding.NONE);
        assertThat(iris.batches().listBatches(ONE)).isEmpty();
    }

    @Test
    void soManyEndedBatchesAreRememberedTheNewestFirst() {
        int many = BatchChanges.MOST_REMEMBERED + 3;
        for (int i = 0; i < many; i++) {
            iris.batches().beginBatch(ONE, false, START.plusSeconds(i));
            refillAll();
        }
        var running = begin();
        iris.reopen(ON);
        var listed = iris.batches().listBatches(ONE);
        assertThat(listed).hasSize(BatchChanges.MOST_REMEMBERED + 1).startsWith(running);
        assertThat(listed)
                .extracting(batch -> batch.number().value())
                .containsExactlyElementsOf(IntStream.iterate(many + 1, n -> n > 3, n -> n - 1)
                        .mapToObj(n -> (long) n)
                        .toList());
        assertThat(listed.get(1).plannedFor()).isEqualTo(START.plusSeconds(many - 1));
    }

    @Test
    void aWrongLimitIsRefused() {
        for (int limit : new int[] {0, 1_001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> iris.batches().refillBatch(ONE, limit))
                    .withMessage("limit " + limit + " (expected: 1 to 1000)");
        }
    }

    @Test
    void aClosedEngineRefuses() {
        iris.close();
        var batches = iris.batches();
        assertRefused(() -> batches.standing(ONE));
        assertRefused(() -> batches.listBatches(ONE));
        assertRefused(() -> batches.beginBatch(ONE, true, START));
        assertRefused(() -> batches.refillBatch(ONE, PART));
    }

    /** Devices that are in A and of which both destinations were told. */
    private void known(String... devices) {
        for (var device : devices) {
            iris.accept(qualifies(device, "A", 0));
        }
        iris.acknowledge(ONE, iris.engine().take(ONE, devices.length));
        iris.acknowledge(TWO, iris.engine().take(TWO, devices.length));
    }

    /** Destination 1 takes what an event makes due. */
    private void tell(QualificationEvent event) {
        iris.accept(event);
        iris.acknowledge(ONE, iris.engine().take(ONE, 1));
    }

    private Collection<Instant> zerosOfOne() {
        return iris.takeOne(ONE).update().zeros().times().values();
    }

    private void offline(QualificationEvent... events) {
        iris.engine().acceptOffline(List.of(events));
    }

    private void offlineMany(int many) {
        iris.engine()
                .acceptOffline(IntStream.range(0, many)
                        .mapToObj(i -> qualifies("" + i, "A", 0))
                        .toList());
    }

    private Batch begin() {
        return iris.batches().beginBatch(ONE, false, iris.now()).orElseThrow();
    }

    /** Makes due what may be made due at once. */
    private void refillAll() {
        boolean more;
        do {
            more = iris.batches().refillBatch(ONE, PART);
        } while (more);
    }

    /** A full batch from its cut to its end: from then on changes are kept. */
    private void firstBatch() {
        iris.batches().beginBatch(ONE, true, iris.now());
        refillAll();
        iris.acknowledge(ONE, iris.engine().take(ONE, 100));
        assertThat(last().phase()).isEqualTo(BatchPhase.ENDED);
    }

    private Batch last() {
        return iris.batches().standing(ONE).findLast().orElseThrow();
    }

    private Batch running() {
        return iris.batches().standing(ONE).findRunning().orElseThrow();
    }

    /** Whether the message tells that the device, which has one id, is in a segment. */
    private static boolean tells(TakenUpdate taken, String segment) {
        return taken.update().tells(new SegmentId(segment), id("u" + device(taken)), segment);
    }

    private static PartnerId id(String uuid) {
        return new PartnerId(Examples.DATA_SOURCE, uuid);
    }

    private static UserEntry told(TakenUpdate taken, String segment) {
        var profile = taken.profile();
        var since = START.plusSeconds(1);
        return new UserEntry(
                profile.device(), "u" + profile.device(), List.of(), List.of(new SegmentStatus(segment, true, since)));
    }

    private static DeadLetter letter(TakenUpdate taken) {
        return new DeadLetter(told(taken, "A"), new Reason(ReasonCode.UNEXPECTED_STATUS, "status 422"), START, START);
    }

    private static Catalog withBatches(boolean realtime, BatchSettings batch) {
        return catalog(List.of(
                Examples.destination(1, Examples.DATA_SOURCE, 1, Set.of("A", "B"), realtime, batch),
                Examples.destination(2, Examples.DATA_SOURCE, 1, Set.of("A", "B"))));
    }

    private static Catalog remapped(long epoch) {
        return mapping(epoch, "A", "B");
    }

    private static Catalog mapping(long epoch, String... segments) {
        return catalog(List.of(
                Examples.destination(1, Examples.DATA_SOURCE, epoch, Set.of(segments), true, Examples.batches(false))));
    }

    /** The device loses its id. */
    private static QualificationEvent removes(String device, int second) {
        return new QualificationEvent(
                new DeviceId(device),
                START.plusSeconds(second),
                null,
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(id("u" + device)));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(EngineUnavailableException.class).isThrownBy(call);
    }
}
