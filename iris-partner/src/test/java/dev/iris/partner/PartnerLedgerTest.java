package dev.iris.partner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.partner.PartnerLedger.ReceivedUser;
import dev.iris.partner.PartnerLedger.SegmentState;
import dev.iris.partner.PartnerLedger.StaleEntry;
import dev.iris.partner.SegmentMessage.Qualification;
import dev.iris.partner.SegmentMessage.UserEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PartnerLedgerTest {
    private final PartnerLedger ledger = new PartnerLedger(2, UserWatcher.NONE);

    @Test
    void laterDateTimeReplacesTheState() {
        ledger.accept(Messages.of("1", "a", true, 10));
        ledger.accept(Messages.of("1", "a", false, 11));

        assertThat(ledger.find("423", "1", Messages.PARTNER_ID, "a")).contains(state(false, 11, 2));
        assertThat(ledger.staleEntries()).isZero();
    }

    @Test
    void olderDateTimeIsIgnoredAndListedAsStale() {
        ledger.accept(Messages.of("1", "a", true, 10));
        ledger.accept(Messages.of("1", "a", false, 9));

        assertThat(ledger.find("423", "1", Messages.PARTNER_ID, "a")).contains(state(true, 10, 1));
        assertThat(ledger.staleEntries()).isOne();
        assertThat(ledger.stale())
                .containsExactly(new StaleEntry(
                        "423", "1", Messages.PARTNER_ID, "a", Instant.ofEpochSecond(9), Instant.ofEpochSecond(10)));
    }

    @Test
    void atEqualDateTimesTheLaterArrivalCounts() {
        ledger.accept(Messages.of("1", "a", true, 10));
        ledger.accept(Messages.of("1", "a", false, 10));

        assertThat(ledger.find("423", "1", Messages.PARTNER_ID, "a")).contains(state(false, 10, 2));
        assertThat(ledger.staleEntries()).isZero();
        assertThat(ledger.repeats()).isZero();
    }

    @Test
    void entryThatTellsNothingNewIsARepeat() {
        ledger.accept(Messages.of("1", "a", true, 10));
        ledger.accept(Messages.of("1", "a", true, 10));
        ledger.accept(Messages.of("1", "a", true, 11));

        assertThat(ledger.repeats()).isOne();
        assertThat(ledger.users()).isEqualTo(3);
        assertThat(ledger.accepted("1")).isEqualTo(3);
    }

    @Test
    void usersAndRepeatsAreCountedForEachDestination() {
        var user = List.of(new UserEntry("7", "x", List.of(new Qualification("a", true, 10))));
        ledger.accept(new SegmentMessage("1", user));
        ledger.accept(new SegmentMessage("1", user));
        ledger.accept(new SegmentMessage("2", user));

        assertThat(ledger.destinations())
                .isEqualTo(Map.of("1", new DestinationCounts(2, 1), "2", new DestinationCounts(1, 0)));
    }

    @Test
    void theWatcherIsToldOfAcceptedUsersOnly() {
        var seen = new ArrayList<String>();
        var watched = new PartnerLedger(0, (destination, device, _) -> seen.add(destination + "/" + device));

        watched.accept(Messages.of("1", "a", true, 10));
        watched.receive(Messages.of("2", "a", true, 10));

        assertThat(seen).containsExactly("423/1");
    }

    @Test
    void destinationsAndPartnerIdsAreKeptApart() {
        var segments = List.of(new Qualification("a", true, 10));
        ledger.accept(new SegmentMessage("1", List.of(new UserEntry("7", "x", segments))));
        ledger.accept(new SegmentMessage("2", List.of(new UserEntry("7", "x", segments))));
        ledger.accept(new SegmentMessage("1", List.of(new UserEntry("7", "y", segments))));

        assertThat(ledger.repeats()).isZero();
        assertThat(ledger.devices()).isOne();
        assertThat(ledger.states("2", "7", "y")).isEmpty();
        assertThat(ledger.states("1", "8", "x")).isEmpty();
    }

    @Test
    void receivedMessagesLeaveTheStateAlone() {
        ledger.receive(Messages.of("1", "a", true, 10));
        ledger.accept(Messages.of("1", "b", true, 10));

        assertThat(ledger.states("423", "1", Messages.PARTNER_ID)).containsOnlyKeys("b");
        assertThat(ledger.received("1")).isEqualTo(2);
        assertThat(ledger.accepted("1")).isOne();
        assertThat(ledger.received("2")).isZero();
    }

    @Test
    void onlyTheLatestReceivedUsersAreListed() {
        ledger.accept(Messages.of("1", "a", true, 10));
        ledger.receive(Messages.of("2", "a", true, 10));
        ledger.accept(Messages.of("3", "a", true, 10));

        assertThat(ledger.received())
                .containsExactly(
                        new ReceivedUser("423", "2", Messages.PARTNER_ID, 1, false),
                        new ReceivedUser("423", "3", Messages.PARTNER_ID, 1, true));
    }

    @Test
    void manySegmentsOfOneDeviceAreAllKept() {
        IntStream.range(0, 100)
                .map(i -> (i * 37) % 100)
                .forEach(i -> ledger.accept(Messages.of("1", "s" + i, i % 2 == 0, i)));

        var states = ledger.states("423", "1", Messages.PARTNER_ID);
        assertThat(states).hasSize(100);
        IntStream.range(0, 100)
                .forEach(i -> assertThat(states.get("s" + i))
                        .extracting(SegmentState::active, SegmentState::dateTime)
                        .containsExactly(i % 2 == 0, Instant.ofEpochSecond(i)));
    }

    @Test
    void everyLineIsShown() {
        ledger.accept(Messages.of("1", "a", true, 10));
        ledger.accept(Messages.of("2", "b", false, 11));

        var seen = new HashMap<String, Map<String, SegmentState>>();
        ledger.forEach((destination, device, partnerId, states) -> seen.put(destination + "/" + device, states));

        assertThat(seen)
                .isEqualTo(Map.of("423/1", Map.of("a", state(true, 10, 1)), "423/2", Map.of("b", state(false, 11, 2))));
    }

    private static SegmentState state(boolean active, long epochSecond, long arrival) {
        return new SegmentState(active, Instant.ofEpochSecond(epochSecond), arrival);
    }
}
