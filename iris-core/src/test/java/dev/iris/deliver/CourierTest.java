package dev.iris.deliver;

import static dev.iris.deliver.ServedDestination.taken;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.model.DeviceId;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What couriers take from the outbox, and how it becomes messages. */
class CourierTest {
    private final ServedDestination destination = new ServedDestination();
    private final FakeOutbox outbox = destination.outbox;
    private final FakePartner partner = destination.partner;

    @AfterEach
    void close() {
        destination.close();
    }

    @Test
    void messagesHoldUpToMaxUsersEntries() throws Exception {
        destination.add(25);
        destination.serve(10);
        outbox.awaitDone(25);
        assertThat(userCounts()).containsExactlyInAnyOrder(10, 10, 5);
    }

    @Test
    void aDeviceWithMoreIdsThanAMessageHoldsSpansMessagesAndSettlesOnce() throws Exception {
        outbox.add(taken("1", 7));
        destination.serve(3);
        outbox.awaitDone(1);
        assertThat(userCounts()).containsExactly(3, 3, 1);
        assertThat(outbox.settled).containsExactly(new DeviceId("1"));
    }

    @Test
    void devicesThatDoNotFitAreLeftForTheNextMessage() throws Exception {
        outbox.add(taken("1", 3));
        outbox.add(taken("2", 3));
        destination.serve(4);
        outbox.awaitDone(2);
        assertThat(userCounts()).containsExactly(3, 3);
    }

    @Test
    void messagesIntoWhichNoFurtherDeviceFitsAreFullEnoughForMoreAtOnce() throws Exception {
        var gate = new Semaphore(0);
        partner.waitFor(gate::acquire);
        IntStream.rangeClosed(1, 40).forEach(i -> outbox.add(taken(Integer.toString(i), 2)));
        destination.serve(5);
        destination.awaitRequests(4);
        gate.release();
        destination.awaitRequests(6);
        gate.release(40);
        outbox.awaitDone(40);
        assertThat(userCounts()).containsOnly(4);
    }

    @Test
    void aDeviceWithNothingToSayIsSettledWithoutARequest() throws Exception {
        outbox.add(taken("1", 0));
        destination.serve(10);
        outbox.awaitDone(1);
        assertThat(outbox.settled).hasSize(1);
        assertThat(partner.segmentRequests).isEmpty();
    }

    @Test
    void anEngineThatCannotBeReadForAWhileIsWaitedFor() throws Exception {
        outbox.failTakes(3);
        destination.add(2);
        destination.serve(1);
        outbox.awaitDone(2);
        assertThat(outbox.settled).hasSize(2);
        assertThat(partner.segmentRequests).hasSize(2);
    }

    @Test
    void aPausedDestinationIsSentNothing() throws Exception {
        destination.add(1);
        destination.pause();
        assertThat(destination.status().delivered()).isZero();
        destination.serve(1);
        outbox.awaitDone(1);
        assertThat(outbox.settled).hasSize(1);
    }

    private List<Integer> userCounts() {
        return partner.segmentRequests.stream()
                .map(request -> new String(request.body().bytes(), UTF_8))
                .map(text -> Integer.valueOf(text.replaceAll(".*\"User_count\":\"(\\d+)\".*", "$1")))
                .toList();
    }
}
