package dev.iris.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Lane;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DestinationQueueTest {
    private final AtomicLong nanos = new AtomicLong();
    private final DestinationQueue queue = new DestinationQueue(new DestinationNumber(1), nanos::get);

    @Test
    void givesTheLongestDueFirst() {
        add(1, 2, 3);
        assertThat(queue.take(2)).extracting(Slot::seq).containsExactly(1L, 2L);
        assertThat(queue.take(2)).extracting(Slot::seq).containsExactly(3L);
    }

    @Test
    void givesADeviceInFlightToNobodyElse() throws Exception {
        add(1);
        queue.take(1);
        assertThat(queue.take(1)).isEmpty();
        assertThat(queue.awaitDue(1, Duration.ZERO)).isZero();
    }

    @Test
    void givesAReleasedDeviceAgainAtItsOldPlaceWhenItHasRested() throws Exception {
        add(1, 2);
        queue.take(1);
        queue.release(List.of(device(1)), Duration.ofSeconds(1));
        assertThat(queue.take(1)).extracting(Slot::seq).containsExactly(2L);
        assertThat(queue.awaitDue(1, Duration.ZERO)).isZero();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(queue.awaitDue(1, Duration.ZERO)).isEqualTo(1);
        assertThat(queue.take(1)).extracting(Slot::seq).containsExactly(1L);
    }

    @Test
    void countsWhatIsDueInFlightIncluded() {
        add(1, 2);
        queue.take(1);
        assertThat(queue.due()).isEqualTo(2);
        queue.removed(slot(1));
        assertThat(queue.due()).isEqualTo(1);
    }

    @Test
    void readsTheRestFromTheStoreWhenTheWindowIsFull() {
        add(LongStream.rangeClosed(1, DestinationQueue.WINDOW + 2).toArray());
        assertThat(queue.take(Integer.MAX_VALUE)).hasSize(DestinationQueue.WINDOW);
        assertThat(queue.missingAfter(Lane.LIVE)).hasValue(DestinationQueue.WINDOW);
        var rest = List.of(slot(DestinationQueue.WINDOW + 1), slot(DestinationQueue.WINDOW + 2));
        queue.loaded(Lane.LIVE, DestinationQueue.WINDOW, rest, true, queue.lastSeq(Lane.LIVE));
        assertThat(queue.take(5)).isEqualTo(rest);
        assertThat(queue.missingAfter(Lane.LIVE)).isEmpty();
    }

    @Test
    void takesASlotOnceThatWasReadFromTheStoreBeforeItWasAnnounced() {
        add(LongStream.rangeClosed(1, DestinationQueue.WINDOW + 1).toArray());
        queue.take(Integer.MAX_VALUE);
        long next = DestinationQueue.WINDOW + 1;
        queue.loaded(Lane.LIVE, DestinationQueue.WINDOW, List.of(slot(next), slot(next + 1)), true, next);
        add(next + 1);
        add(next + 2);
        assertThat(queue.take(9)).extracting(Slot::seq).containsExactly(next, next + 1, next + 2);
    }

    @Test
    void ignoresASecondReadingOfTheSame() {
        var found = new DestinationQueue(
                new DestinationNumber(2), nanos::get, LaneWindow.found(Lane.LIVE, 5, 6), new LaneWindow(Lane.BATCH), 2);
        found.loaded(Lane.LIVE, 4, List.of(slot(5), slot(6)), true, 6);
        found.loaded(Lane.LIVE, 4, List.of(slot(5), slot(6)), true, 6);
        assertThat(found.take(9)).hasSize(2);
    }

    @Test
    void aSlotThatIsGoneDoesNotEndTheFlightOfTheDeviceFromALaterOne() {
        add(LongStream.rangeClosed(1, DestinationQueue.WINDOW + 1).toArray());
        queue.take(Integer.MAX_VALUE);
        var again = new Slot(Lane.LIVE, DestinationQueue.WINDOW + 2, device(1));
        queue.loaded(
                Lane.LIVE,
                DestinationQueue.WINDOW,
                List.of(slot(DestinationQueue.WINDOW + 1), again),
                true,
                queue.lastSeq(Lane.LIVE));
        assertThat(queue.take(2)).contains(again);
        queue.removed(slot(1));
        queue.added(List.of(again));
        assertThat(queue.isInFlight(slot(1))).isFalse();
        assertThat(queue.isInFlight(again)).isTrue();
        queue.release(List.of(device(1)), Duration.ZERO);
        assertThat(queue.take(2)).containsExactly(again);
    }

    @Test
    void knowsTheLowestLiveSlot() {
        add(1, 2, 3);
        queue.take(2);
        queue.removed(slot(1));
        assertThat(queue.lowestSeq(Lane.LIVE)).hasValue(2);
        queue.release(List.of(device(2)), Duration.ofSeconds(1));
        assertThat(queue.lowestSeq(Lane.LIVE)).hasValue(2);
    }

    @Test
    void givesWhatIsLiveFirstButOnceInTwentyTakes() {
        add(LongStream.rangeClosed(1, 100).toArray());
        for (long seq = 1; seq <= 100; seq++) {
            queue.added(List.of(batchSlot(seq)));
        }
        var lanes = IntStream.range(0, 2 * DestinationQueue.BATCH_SHARE)
                .mapToObj(_ -> queue.take(1).getFirst().lane())
                .toList();
        assertThat(lanes.stream().filter(lane -> lane == Lane.BATCH)).hasSize(2);
        assertThat(lanes.get(DestinationQueue.BATCH_SHARE - 1)).isEqualTo(Lane.BATCH);
    }

    @Test
    void fillsAMessageWithWhatBatchesMadeDue() {
        add(1);
        queue.added(List.of(batchSlot(1)));
        queue.added(List.of(batchSlot(2)));
        assertThat(queue.take(2)).containsExactly(slot(1), batchSlot(1));
    }

    @Test
    void givesNobodyASlotThatWasWithdrawn() {
        queue.added(List.of(batchSlot(1)));
        queue.added(List.of(batchSlot(2)));
        assertThat(queue.withdraw(batchSlot(1))).isTrue();
        assertThat(queue.take(9)).containsExactly(batchSlot(2));
        assertThat(queue.due()).isEqualTo(1);
        assertThat(queue.withdraw(batchSlot(2))).isFalse();
    }

    @Test
    void givesNobodyAWithdrawnSlotThatWasStillReadFromTheStore() {
        var lane = LaneWindow.found(Lane.BATCH, 1, 3);
        var found = new DestinationQueue(new DestinationNumber(2), nanos::get, new LaneWindow(Lane.LIVE), lane, 3);
        assertThat(found.withdraw(batchSlot(2))).isTrue();
        found.loaded(Lane.BATCH, 0, List.of(batchSlot(1), batchSlot(2), batchSlot(3)), true, 3);
        assertThat(found.take(9)).containsExactly(batchSlot(1), batchSlot(3));
    }

    @Test
    void leavesASlotThatTheStoreDoesNotHoldYet() {
        assertThat(queue.withdraw(batchSlot(1))).isFalse();
        queue.added(List.of(batchSlot(1)));
        assertThat(queue.take(1)).containsExactly(batchSlot(1));
    }

    @Test
    void leavesASlotAtRestWhereItIs() {
        queue.added(List.of(batchSlot(1)));
        queue.take(1);
        queue.release(List.of(device(1001)), Duration.ofSeconds(1));
        assertThat(queue.withdraw(batchSlot(1))).isFalse();
    }

    private void add(long... seqs) {
        LongStream.of(seqs).forEach(seq -> queue.added(List.of(slot(seq))));
    }

    private static Slot slot(long seq) {
        return new Slot(Lane.LIVE, seq, device(seq));
    }

    private static Slot batchSlot(long seq) {
        return new Slot(Lane.BATCH, seq, device(1_000 + seq));
    }

    private static DeviceId device(long number) {
        return new DeviceId(Long.toString(number));
    }
}
