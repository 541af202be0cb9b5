package dev.iris.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.partner.PartnerLedger.SegmentState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The account would notice. */
class DeviceBookTest {
    private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");
    private static final PartnerKey FIRST = new PartnerKey("12345", "u");
    private static final PartnerKey SECOND = new PartnerKey("12345", "v");
    private static final Place MAPPED = new Place("423", "12345", 1, Map.of("A", "a", "B", "b"));

    private final DeviceBook book = new DeviceBook("1");
    private final Map<String, SegmentState> first = new HashMap<>();
    private final Map<String, SegmentState> second = new HashMap<>();

    @Test
    void whatWasAcceptedMustBeThere() {
        accepted(0, Set.of("A"), Set.of(), Set.of(FIRST), Set.of());
        assertThat(judge(MAPPED).lost()).isEqualTo(1);
        first.put("a", one(0));
        assertThat(judge(MAPPED).wrong()).isZero();
    }

    @Test
    void anOlderTimeThanThatOfTheLastSendingIsALoss() {
        accepted(0, Set.of("A"), Set.of(), Set.of(FIRST), Set.of());
        accepted(5, Set.of("A", "B"), Set.of(), Set.of(), Set.of());
        first.put("a", one(0));
        first.put("b", one(5));
        assertThat(judge(MAPPED).lost()).isEqualTo(1);
    }

    @Test
    void aZeroThatNeverCameIsALoss() {
        accepted(0, Set.of("A"), Set.of(), Set.of(FIRST), Set.of());
        accepted(5, Set.of(), Set.of("A"), Set.of(), Set.of());
        first.put("a", one(0));
        assertThat(judge(MAPPED).lost()).isEqualTo(1);
        first.put("a", zero(5));
        assertThat(judge(MAPPED).wrong()).isZero();
    }

    @Test
    void whatNobodySaidIsInvented() {
        accepted(0, Set.of("A"), Set.of(), Set.of(FIRST), Set.of());
        first.put("a", one(0));
        first.put("b", one(0));
        assertThat(judge(MAPPED).invented()).isEqualTo(1);
    }

    @Test
    void anEventWhoseAnswerWasCutHappenedOrNotAndStaysSo() {
        accepted(0, Set.of("A"), Set.of(), Set.of(FIRST), Set.of());
        book.unanswered(List.of(event(5, Set.of("B"), Set.of(), Set.of(), Set.of())), List.of(MAPPED));
        first.put("a", one(0));
        assertThat(judge(MAPPED).wrong()).as("not there").isZero();
        first.put("b", one(5));
        assertThat(judge(MAPPED).wrong())
                .as("there after it was seen not to be")
                .isPositive();
    }

    @Test
    void whatTheServerSaysOfADeviceSettlesWhatWasCut() {
        accepted(0, Set.of("A"), Set.of(), Set.of(FIRST), Set.of());
        var before = shown(book.latest());
        book.unanswered(List.of(event(5, Set.of("B"), Set.of(), Set.of(), Set.of())), List.of(MAPPED));
        assertThat(book.confirm(shown(book.latest()))).isTrue();
        assertThat(book.confirm(before)).as("the event is gone again").isFalse();
    }

    @Test
    void anIdThatIsRemovedHoldsNothing() {
        accepted(0, Set.of("A"), Set.of(), Set.of(FIRST, SECOND), Set.of());
        accepted(5, Set.of(), Set.of(), Set.of(), Set.of(SECOND));
        first.put("a", one(0));
        second.put("a", one(0));
        assertThat(judge(MAPPED).lost()).isEqualTo(1);
        second.put("a", zero(5));
        assertThat(judge(MAPPED).wrong()).isZero();
    }

    @Test
    void aNewMappingIsOpenUntilTheDeviceIsSeen() {
        accepted(0, Set.of("A"), Set.of(), Set.of(FIRST), Set.of());
        first.put("a", one(0));
        var renamed = new Place("423", "12345", 2, Map.of("A", "c", "B", "b"));
        book.remapped(MAPPED, renamed);
        assertThat(judge(renamed).open()).isEqualTo(1);
        book.accepted(List.of(event(5, Set.of(), Set.of(), Set.of(), Set.of())), List.of(renamed));
        assertThat(judge(renamed).lost()).isEqualTo(1);
        first.put("c", one(0));
        assertThat(judge(renamed).wrong()).isZero();
    }

    @Test
    void aSegmentThatWasLeftWhileItWasNotMappedIsToldWhenItIsMappedAgain() {
        accepted(0, Set.of("A"), Set.of(), Set.of(FIRST), Set.of());
        first.put("a", one(0));
        var without = new Place("423", "12345", 2, Map.of("B", "b"));
        book.remapped(MAPPED, without);
        book.accepted(List.of(event(5, Set.of(), Set.of("A"), Set.of(), Set.of())), List.of(without));
        var again = new Place("423", "12345", 3, Map.of("A", "a", "B", "b"));
        book.remapped(without, again);
        assertThat(judge(again).open()).isEqualTo(1);
        book.accepted(List.of(event(9, Set.of(), Set.of(), Set.of(), Set.of())), List.of(again));
        assertThat(judge(again).lost()).isEqualTo(1);
    }

    @Test
    void anEventThatIsToldLateChangesNothingThatIsKnownSinceThen() {
        accepted(5, Set.of("A"), Set.of(), Set.of(FIRST), Set.of());
        accepted(3, Set.of("B"), Set.of("A"), Set.of(), Set.of());
        first.put("a", one(5));
        assertThat(judge(MAPPED).lost()).as("B is missing").isEqualTo(1);
        first.put("b", one(3));
        assertThat(judge(MAPPED).wrong()).isZero();
    }

    @Test
    void whatWasLearnedOfflineIsOpenUntilAMessageGoes() {
        accepted(0, Set.of("A"), Set.of(), Set.of(FIRST), Set.of());
        first.put("a", one(0));
        book.accepted(
                List.of(new ToldEvent(false, START.plusSeconds(5), Set.of("B"), Set.of("A"), Set.of(SECOND), Set.of())),
                List.of(MAPPED));
        assertThat(judge(MAPPED)).isEqualTo(new Findings(0, 4, 0, 0, List.of()));
        accepted(9, Set.of(), Set.of(), Set.of(), Set.of());
        assertThat(judge(MAPPED).lost()).as("0 of A and 1 of B, twice").isEqualTo(3);
        first.put("a", zero(5));
        first.put("b", one(5));
        second.put("b", one(5));
        assertThat(judge(MAPPED).wrong()).isZero();
    }

    @Test
    void aSightingTellsNothingOfSegmentsThatWereEnteredOffline() {
        accepted(0, Set.of("A"), Set.of(), Set.of(FIRST), Set.of());
        first.put("a", one(0));
        book.accepted(
                List.of(new ToldEvent(false, START.plusSeconds(5), Set.of("B"), Set.of(), Set.of(), Set.of())),
                List.of(MAPPED));
        accepted(9, Set.of(), Set.of(), Set.of(), Set.of());
        assertThat(judge(MAPPED)).isEqualTo(new Findings(1, 1, 0, 0, List.of()));
    }

    private Findings judge(Place place) {
        return book.judge(
                (destination, device, uuid) -> uuid.equals("u") ? first : uuid.equals("v") ? second : Map.of(),
                List.of(place));
    }

    private void accepted(
            int second, Set<String> qualified, Set<String> disqualified, Set<PartnerKey> ids, Set<PartnerKey> removed) {
        book.accepted(List.of(event(second, qualified, disqualified, ids, removed)), List.of(MAPPED));
    }

    private static ToldEvent event(
            int second, Set<String> qualified, Set<String> disqualified, Set<PartnerKey> ids, Set<PartnerKey> removed) {
        return new ToldEvent(true, START.plusSeconds(second), qualified, disqualified, ids, removed);
    }

    private static ShownDevice shown(DeviceModel model) {
        var ids = new HashMap<PartnerKey, ShownDevice.ShownId>();
        model.ids().forEach((key, hold) -> ids.put(key, new ShownDevice.ShownId(hold.present(), hold.time())));
        return new ShownDevice(model.segments(), ids);
    }

    private static SegmentState one(int second) {
        return new SegmentState(true, START.plusSeconds(second), 1);
    }

    private static SegmentState zero(int second) {
        return new SegmentState(false, START.plusSeconds(second), 1);
    }
}
