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

import dev.iris.engine.Backlog;
import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.OwedZeros;
import dev.iris.model.PendingUpdate;
import dev.iris.model.QualificationEvent;
import dev.iris.model.SegmentId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.Told;
import dev.iris.model.UserEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every engine does with that which waits for destinations. */
public abstract class OutboxContract {
    private static final DestinationNumber UNKNOWN = new DestinationNumber(99);
    private static final DeviceId FIRST = new DeviceId("1");
    private static final Duration REST = Duration.ofMinutes(5);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final EngineUnderTest iris;

    /** What holds for the engines that are opened so. */
    protected OutboxContract(EngineOpening opening) {
        this.iris = new EngineUnderTest(opening, catalog(1, 2));
    }

    @AfterEach
    void close() {
        iris.close();
    }

    @Test
    void devicesAreTakenLongestDueFirst() {
        iris.accept(qualifies("3", "A", 0), qualifies("1", "A", 0));
        iris.accept(qualifies("2", "A", 0));
        assertThat(device(iris.takeOne(ONE))).isEqualTo("3");
        assertThat(iris.takeDevices(ONE)).containsExactly("1", "2");
        assertThat(iris.takeDevices(ONE)).isEmpty();
    }

    @Test
    void aDeviceHasOneRowHoweverOftenItChanges() {
        IntStream.range(0, 50).forEach(i -> iris.accept(i % 2 == 0 ? qualifies("1", "A", i) : leaves("1", "A", i)));
        assertThat(iris.engine().backlog(ONE).devices()).isEqualTo(1);
        assertThat(iris.takeDevices(ONE)).containsExactly("1");
    }

    @Test
    void aRowThatChangesKeepsItsPlaceAndItsAge() {
        iris.accept(qualifies("1", "A", 0), qualifies("2", "A", 0));
        iris.skip(Duration.ofSeconds(9));
        iris.accept(qualifies("1", "B", 1));
        assertThat(pending("1").firstAt()).isEqualTo(START);
        assertThat(pending("1").lastAt()).isEqualTo(START.plusSeconds(9));
        assertThat(iris.takeDevices(ONE)).containsExactly("1", "2");
    }

    @Test
    void aDeviceIsTakenWithItsProfileOfNow() {
        iris.accept(qualifies("1", "A", 0));
        iris.accept(event("1", 1, Set.of("unmapped"), Set.of(), Set.of()));
        var taken = iris.takeOne(ONE);
        assertThat(taken.profile()).isEqualTo(iris.engine().findProfile(FIRST).orElseThrow());
        assertThat(taken.profile().inside(new SegmentId("unmapped"))).isTrue();
        assertThat(taken.update()).isEqualTo(pending("1"));
    }

    @Test
    void eachOfManyDevicesIsTakenOnce() {
        int many = 2_500;
        acceptMany(many);
        var seen = new ArrayList<String>();
        for (var taken = iris.engine().take(ONE, 300);
                !taken.isEmpty();
                taken = iris.engine().take(ONE, 300)) {
            taken.forEach(update -> seen.add(device(update)));
        }
        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.range(0, many).mapToObj(i -> "" + i).toList());
    }

    @Test
    void asManyAreTakenAtOnceAsAreAskedFor() {
        acceptMany(2_500);

        assertThat(iris.engine().take(ONE, 2_400)).hasSize(2_400);
        assertThat(iris.engine().take(ONE, 2_400)).hasSize(100);
    }

    @Test
    void takersAtOnceNeverGetADeviceTwice() {
        int calls = 30;
        var allAccepted = new AtomicBoolean();
        var seen = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int taker = 0; taker < 4; taker++) {
                threads.execute(() -> takeAll(allAccepted::get, seen));
            }
            IntStream.range(0, calls).forEach(call -> iris.engine().accept(hundred(call)));
            allAccepted.set(true);
        }
        assertThat(seen).hasSize(100 * calls).doesNotHaveDuplicates();
    }

    @Test
    void anAcknowledgedRowGoes() {
        iris.accept(qualifies("1", "A", 0));
        iris.acknowledge(ONE, iris.engine().take(ONE, 10));
        assertThat(iris.engine().findPending(ONE, FIRST)).isEmpty();
        assertThat(iris.engine().backlog(ONE)).isEqualTo(Backlog.EMPTY);
        iris.reopen(catalog(1, 2));
        assertThat(iris.takeDevices(ONE)).isEmpty();
        assertThat(iris.takeDevices(TWO)).containsExactly("1");
    }

    @Test
    void aRowThatChangedInFlightIsDueAgainBehindTheOthers() {
        iris.accept(qualifies("1", "A", 0));
        var taken = iris.engine().take(ONE, 1);
        iris.skip(Duration.ofSeconds(1));
        iris.accept(qualifies("1", "B", 1), qualifies("2", "A", 1));
        assertThat(pending("1").firstAt()).isEqualTo(START);
        iris.acknowledge(ONE, taken);
        assertThat(iris.engine().backlog(ONE).devices()).isEqualTo(2);
        assertThat(pending("1").firstAt()).as("the time of the change").isEqualTo(START.plusSeconds(1));
        assertThat(iris.takeDevices(ONE)).containsExactly("2", "1");
    }

    @Test
    void onlyDischargedZerosAreNoLongerOwed() {
        owesTwoZeros();
        var taken = iris.takeOne(ONE);
        iris.settle(ONE, taken, only("A", taken.update().zeros()), List.of());
        assertThat(segmentsOf(pending("1"))).containsExactly("B");
    }

    @Test
    void aZeroThatCameToBeAgainInFlightStaysOwed() {
        owesTwoZeros();
        var taken = iris.engine().take(ONE, 1);
        iris.accept(qualifies("1", "A", 10), leaves("1", "A", 11));
        iris.acknowledge(ONE, taken);
        assertThat(pending("1").zeros().times().values()).containsExactly(START.plusSeconds(11));
        assertThat(iris.takeDevices(ONE)).containsExactly("1");
    }

    @Test
    void zerosThatAreLeftOwedAreDormantUntilTheNextMessage() {
        owesTwoZeros();
        iris.skip(Duration.ofSeconds(5));
        iris.settle(ONE, iris.takeOne(ONE), OwedZeros.NONE, List.of());
        assertThat(pending("1").due()).isFalse();
        assertThat(pending("1").lastAt()).isEqualTo(START.plusSeconds(5));
        assertThat(iris.engine().backlog(ONE)).isEqualTo(Backlog.EMPTY);
        assertThat(iris.takeDevices(ONE)).isEmpty();
        iris.reopen(catalog(1, 2));
        iris.skip(Duration.ofSeconds(5));
        iris.accept(qualifies("1", "A", 20));
        assertThat(iris.engine().backlog(ONE).findOldest()).contains(START.plusSeconds(10));
        assertThat(segmentsOf(iris.takeOne(ONE).update())).containsExactly("B");
    }

    @Test
    void zerosThatCannotBeAddressedWaitForAnId() {
        iris.accept(event("1", 0, Set.of("A", "B"), Set.of(), Set.of()));
        iris.accept(event("1", 1, Set.of(), Set.of("B"), Set.of()));
        assertThat(iris.engine().backlog(ONE).devices()).as("dormant").isZero();
        iris.reopen(catalog(1, 2));
        iris.accept(event("1", 2, Set.of(), Set.of(), Set.of("u1")));
        assertThat(segmentsOf(iris.takeOne(ONE).update())).containsExactly("B");
    }

    @Test
    void whatWasToldLastIsKept() {
        iris.accept(qualifies("1", "A", 0));
        iris.settle(ONE, iris.takeOne(ONE), OwedZeros.NONE, List.of(entry("A")));
        iris.skip(Duration.ofSeconds(3));
        iris.accept(qualifies("1", "B", 1));
        iris.settle(ONE, iris.takeOne(ONE), OwedZeros.NONE, List.of(entry("B")));
        iris.accept(qualifies("1", "C", 2), leaves("1", "B", 3));
        iris.settle(ONE, iris.takeOne(ONE), OwedZeros.NONE, List.of());
        iris.reopen(catalog(1, 2));
        assertThat(iris.engine().findTold(ONE, FIRST)).contains(new Told(START.plusSeconds(3), List.of(entry("B"))));
        assertThat(iris.engine().findTold(TWO, FIRST)).isEmpty();
    }

    @Test
    void aVersionNamesOneStateOfARow() {
        var versions = new ArrayList<Long>();
        for (int second = 0; second < 5; second++) {
            iris.accept(second % 2 == 0 ? qualifies("1", "A", second) : leaves("1", "A", second));
            var taken = iris.takeOne(ONE);
            versions.add(taken.version());
            iris.release(ONE, Duration.ZERO, "1");
            var again = iris.engine().take(ONE, 1);
            assertThat(again).extracting(TakenUpdate::version).containsExactly(taken.version());
            iris.acknowledge(ONE, again);
            iris.reopen(catalog(1, 2));
        }
        assertThat(versions).doesNotHaveDuplicates();
    }

    @Test
    void aDeviceIsToldAgainThatChangedAndChangedBackInFlight() {
        iris.accept(qualifies("1", "A", 0));
        var taken = iris.engine().take(ONE, 1);
        iris.accept(leaves("1", "A", 1));
        iris.accept(qualifies("1", "A", 2));
        iris.acknowledge(ONE, taken);
        assertThat(iris.takeDevices(ONE)).containsExactly("1");
    }

    @Test
    void aReleasedDeviceIsTakenAtItsOldPlaceWhenItHasRested() {
        iris.accept(qualifies("1", "A", 0), qualifies("2", "A", 0), qualifies("3", "A", 0));
        iris.engine().take(ONE, 2);
        iris.release(ONE, REST, "1");
        iris.release(ONE, Duration.ZERO, "2");
        assertThat(device(iris.takeOne(ONE))).isEqualTo("2");
        iris.skip(REST.minusSeconds(1));
        assertThat(iris.engine().backlog(ONE).devices()).isEqualTo(3);
        iris.release(ONE, Duration.ZERO, "2");
        iris.skip(Duration.ofSeconds(1));
        assertThat(iris.takeDevices(ONE)).containsExactly("1", "2", "3");
    }

    @Test
    void aChangeDoesNotEndARest() {
        iris.accept(qualifies("1", "A", 0));
        iris.engine().take(ONE, 1);
        iris.release(ONE, REST, "1");
        iris.accept(qualifies("1", "B", 1));
        assertThat(iris.takeDevices(ONE)).isEmpty();
    }

    @Test
    void flightsAndRestsEndWithTheirEngine() {
        iris.accept(qualifies("1", "A", 0), qualifies("2", "A", 0));
        iris.engine().take(ONE, 2);
        iris.release(ONE, REST, "1");
        iris.reopen(catalog(1, 2));
        assertThat(iris.takeDevices(ONE)).containsExactly("1", "2");
    }

    @Test
    void theRowOfADeviceThatIsNotInFlightIsNotSettled() {
        iris.accept(qualifies("1", "A", 0), qualifies("2", "A", 0));
        var taken = iris.engine().take(ONE, 1);
        iris.release(ONE, Duration.ZERO, "1");
        iris.acknowledge(ONE, taken);
        assertThat(iris.engine().backlog(ONE).devices()).isEqualTo(2);
        assertThat(iris.takeDevices(ONE)).containsExactly("1", "2");
    }

    @Test
    void theSecondEndOfAFlightChangesNothing() {
        iris.accept(qualifies("1", "A", 0));
        var taken = iris.takeOne(ONE);
        iris.accept(qualifies("1", "B", 1));
        var end = new Settlement(FIRST, taken.version(), taken.update().zeros(), List.of());
        iris.engine().settle(ONE, List.of(end, end));
        iris.acknowledge(ONE, List.of(taken));
        iris.release(ONE, REST, "1");
        assertThat(iris.engine().backlog(ONE).devices()).isEqualTo(1);
        assertThat(iris.takeDevices(ONE)).containsExactly("1");
        assertThat(iris.takeDevices(ONE)).isEmpty();
    }

    @Test
    void oneWhoWaitsLearnsHowManyCanBeTaken() throws Exception {
        assertThat(iris.engine().awaitDue(ONE, 1, Duration.ZERO)).isZero();
        iris.accept(qualifies("1", "A", 0), qualifies("2", "A", 0), qualifies("3", "A", 0));
        assertThat(iris.engine().awaitDue(ONE, 2, LONG)).isEqualTo(2);
        assertThat(iris.engine().awaitDue(ONE, 9, Duration.ofMillis(1))).isEqualTo(3);
        iris.engine().take(ONE, 2);
        assertThat(iris.engine().awaitDue(ONE, 9, Duration.ZERO)).isEqualTo(1);
        iris.release(ONE, REST, "1");
        iris.release(ONE, Duration.ZERO, "2");
        assertThat(iris.engine().awaitDue(ONE, 9, Duration.ZERO)).isEqualTo(2);
        iris.skip(REST);
        assertThat(iris.engine().awaitDue(ONE, 9, Duration.ZERO)).isEqualTo(3);
    }

    @Test
    void oneWhoWaitsIsWokenByAnEvent() {
        var due = awaited(1);
        iris.accept(qualifies("1", "A", 0));
        assertThat(due.join()).isEqualTo(1);
    }

    @Test
    void oneWhoWaitsIsWokenWhenADeviceHasRested() {
        iris.accept(qualifies("1", "A", 0));
        iris.engine().take(ONE, 1);
        var due = awaited(1);
        iris.release(ONE, Duration.ofMillis(10), "1");
        assertThat(due.join()).isEqualTo(1);
    }

    @Test
    void oneWhoWaitsIsWokenWhenADeviceIsDueAgain() {
        iris.accept(qualifies("1", "A", 0));
        var taken = iris.engine().take(ONE, 1);
        iris.accept(qualifies("1", "B", 1));
        var due = awaited(1);
        iris.acknowledge(ONE, taken);
        assertThat(due.join()).isEqualTo(1);
    }

    @Test
    void aWaitEndsByAnInterruption() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> iris.engine().awaitDue(ONE, 1, LONG));
    }

    @Test
    void theBacklogCountsFlightsAndRestsAndIsAsOldAsItsFirst() {
        iris.accept(qualifies("1", "A", 0));
        iris.skip(Duration.ofSeconds(2));
        iris.accept(qualifies("2", "A", 0));
        assertThat(iris.engine().backlog(ONE)).isEqualTo(new Backlog(2, START));
        var first = iris.engine().take(ONE, 1);
        assertThat(iris.engine().backlog(ONE)).as("in flight").isEqualTo(new Backlog(2, START));
        iris.release(ONE, REST, "1");
        assertThat(iris.engine().backlog(ONE)).as("at rest").isEqualTo(new Backlog(2, START));
        iris.skip(REST);
        assertThat(iris.engine().take(ONE, 1)).isEqualTo(first);
        iris.acknowledge(ONE, first);
        assertThat(iris.engine().backlog(ONE)).isEqualTo(new Backlog(1, START.plusSeconds(2)));
    }

    @Test
    void theRowsOfADestinationThatIsGoneAreDropped() {
        iris.accept(qualifies("1", "A", 0), qualifies("2", "A", 0));
        iris.settle(ONE, iris.takeOne(ONE), OwedZeros.NONE, List.of(entry("A")));
        iris.engine().adopt(catalog(2));
        iris.engine().adopt(catalog(1, 2));
        assertThat(iris.takeDevices(ONE)).isEmpty();
        assertThat(iris.engine().backlog(ONE)).isEqualTo(Backlog.EMPTY);
        assertThat(iris.engine().findPending(ONE, new DeviceId("2"))).isEmpty();
        assertThat(iris.engine().findTold(ONE, FIRST)).isEmpty();
        assertThat(iris.takeDevices(TWO)).containsExactly("1", "2");
    }

    @Test
    void theRowsOfUnknownDestinationsAreDroppedAtOpening() {
        iris.accept(qualifies("1", "A", 0));
        iris.settle(TWO, iris.takeOne(TWO), OwedZeros.NONE, List.of(entry("A")));
        iris.reopen(catalog());
        iris.reopen(catalog(1, 2));
        assertThat(iris.engine().backlog(ONE)).isEqualTo(Backlog.EMPTY);
        assertThat(iris.engine().findPending(ONE, FIRST)).isEmpty();
        assertThat(iris.engine().findTold(TWO, FIRST)).isEmpty();
        assertThat(iris.takeDevices(ONE)).isEmpty();
    }

    @Test
    void aFlightThatEndsAfterItsDestinationChangesNothing() {
        iris.accept(qualifies("1", "A", 0));
        var taken = iris.takeOne(ONE);
        iris.engine().adopt(catalog(2));
        iris.settle(ONE, taken, OwedZeros.NONE, List.of(entry("A")));
        iris.release(ONE, Duration.ZERO, "1");
        assertThat(iris.engine().findTold(ONE, FIRST)).isEmpty();
        assertThat(iris.engine().findPending(ONE, FIRST)).isEmpty();
        assertThat(iris.takeDevices(ONE)).isEmpty();
    }

    @Test
    void nothingWaitsForAnUnknownDestination() throws Exception {
        iris.accept(qualifies("1", "A", 0));
        assertThat(iris.engine().awaitDue(UNKNOWN, 1, Duration.ZERO)).isZero();
        assertThat(iris.takeDevices(UNKNOWN)).isEmpty();
        assertThat(iris.engine().backlog(UNKNOWN)).isEqualTo(Backlog.EMPTY);
        iris.settle(UNKNOWN, iris.takeOne(ONE), OwedZeros.NONE, List.of(entry("A")));
        assertThat(iris.engine().findTold(UNKNOWN, FIRST)).isEmpty();
    }

    @Test
    void aClosedEngineRefuses() {
        iris.accept(qualifies("1", "A", 0));
        var taken = iris.engine().take(ONE, 1);
        iris.close();
        var engine = iris.engine();
        assertRefused(() -> engine.take(ONE, 1));
        assertRefused(() -> engine.awaitDue(ONE, 1, LONG));
        assertRefused(() -> iris.acknowledge(ONE, taken));
        assertRefused(() -> engine.backlog(ONE));
        assertRefused(() -> engine.findPending(ONE, FIRST));
        assertRefused(() -> engine.findTold(ONE, FIRST));
        iris.reopen(catalog(1, 2));
        assertThat(iris.takeDevices(ONE)).as("of which no end is known").containsExactly("1");
    }

    @Test
    void settlementsThatWereGivenBeforeTheClosingAreKept() {
        acceptMany(500);
        var taken = iris.engine().take(ONE, 500);
        iris.engine()
                .settle(
                        ONE,
                        taken.stream()
                                .map(t -> new Settlement(t.profile().device(), t.version(), OwedZeros.NONE, List.of()))
                                .toList());
        iris.reopen(catalog(1, 2));
        assertThat(iris.engine().backlog(ONE)).isEqualTo(Backlog.EMPTY);
    }

    private void acceptMany(int many) {
        iris.engine()
                .accept(IntStream.range(0, many)
                        .mapToObj(i -> qualifies("" + i, "A", 0))
                        .toList());
    }

    private static List<QualificationEvent> hundred(int which) {
        return IntStream.range(100 * which, 100 * which + 100)
                .mapToObj(i -> qualifies("" + i, "A", 0))
                .toList();
    }

    /** Takes until nothing is left after all was accepted. */
    private void takeAll(BooleanSupplier allAccepted, Queue<String> seen) {
        boolean last;
        List<TakenUpdate> taken;
        do {
            last = allAccepted.getAsBoolean();
            taken = iris.engine().take(ONE, 7);
            taken.forEach(update -> seen.add(device(update)));
        } while (!last || !taken.isEmpty());
    }

    /** Device 1 was in A and B and is in neither. */
    private void owesTwoZeros() {
        iris.accept(event("1", 0, Set.of("A", "B"), Set.of(), Set.of("u1")));
        iris.acknowledge(ONE, iris.engine().take(ONE, 1));
        iris.accept(event("1", 5, Set.of(), Set.of("A", "B"), Set.of("u1")));
        assertThat(segmentsOf(pending("1"))).containsExactlyInAnyOrder("A", "B");
    }

    private PendingUpdate pending(String device) {
        return iris.engine().findPending(ONE, new DeviceId(device)).orElseThrow();
    }

    private static Set<String> segmentsOf(PendingUpdate update) {
        var segments = new HashSet<String>();
        update.zeros()
                .times()
                .keySet()
                .forEach(zero -> segments.add(zero.segment().value()));
        return segments;
    }

    private static OwedZeros only(String segment, OwedZeros zeros) {
        var times = new HashMap<>(zeros.times());
        times.keySet().removeIf(zero -> !zero.segment().value().equals(segment));
        return new OwedZeros(times);
    }

    private static UserEntry entry(String segment) {
        return new UserEntry(FIRST, "u1", List.of(), List.of(new SegmentStatus(segment, true, START)));
    }

    private CompletableFuture<Integer> awaited(int count) {
        var due = new CompletableFuture<Integer>();
        Thread.startVirtualThread(() -> {
            try {
                due.complete(iris.engine().awaitDue(ONE, count, LONG));
            } catch (InterruptedException | RuntimeException e) {
                due.completeExceptionally(e);
            }
        });
        return due;
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(EngineUnavailableException.class).isThrownBy(call);
    }
}
