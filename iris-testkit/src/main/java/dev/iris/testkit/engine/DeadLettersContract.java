package dev.iris.testkit.engine;

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

import dev.iris.engine.DeadLetter;
import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.LetterSearch;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.OwedZeros;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every engine does with that which partners do not take. */
public abstract class DeadLettersContract {
    private static final DestinationNumber UNKNOWN = new DestinationNumber(99);
    private static final Reason REFUSED = new Reason(ReasonCode.UNEXPECTED_STATUS, "status 422");

    private final EngineUnderTest iris;

    /** What holds for the engines that are opened so. */
    protected DeadLettersContract(EngineOpening opening) {
        this.iris = new EngineUnderTest(opening, catalog(1, 2));
    }

    @AfterEach
    void close() {
        iris.close();
    }

    @Test
    void aLetterIsKeptWithItsSettlementAndAcrossAClosing() {
        iris.accept(qualifies("1", "A", 0));
        var letter = letter("1", "u1", 0);
        bury(letter);
        assertThat(all(ONE)).containsExactly(letter);
        assertThat(iris.engine().backlog(ONE).devices()).as("settled").isZero();
        iris.reopen(catalog(1, 2));
        assertThat(all(ONE)).containsExactly(letter);
        assertThat(iris.engine().countLetters(ONE)).isEqualTo(1);
        assertThat(iris.engine().countLetters(TWO)).isZero();
    }

    @Test
    void aNewerLetterOfAnEntryReplacesTheOlder() {
        letters("1");
        var newer = letter("1", "u1", 5);
        iris.accept(qualifies("1", "B", 1));
        bury(newer);
        assertThat(all(ONE)).containsExactly(newer);
        assertThat(iris.engine().countLetters(ONE)).isEqualTo(1);
    }

    @Test
    void aLetterDoesNotEndTheFlightOfARowThatChanged() {
        iris.accept(qualifies("1", "A", 0));
        var taken = iris.takeOne(ONE);
        iris.accept(qualifies("1", "B", 1));
        giveUp(taken, OwedZeros.NONE, letter("1", "u1", 0));
        assertThat(iris.engine().countLetters(ONE)).isEqualTo(1);
        assertThat(iris.takeDevices(ONE)).containsExactly("1");
    }

    @Test
    void theSameEntryTwiceInOneWriteIsOneLetter() {
        iris.accept(qualifies("1", "A", 0));
        bury(letter("1", "u1", 0), letter("1", "u1", 1), letter("1", "u2", 1));
        assertThat(all(ONE)).containsExactly(letter("1", "u1", 1), letter("1", "u2", 1));
        assertThat(iris.engine().countLetters(ONE)).isEqualTo(2);
    }

    @Test
    void anEntryWithoutAPartnerIdHasALetterToo() {
        iris.accept(qualifies("1", "A", 0));
        bury(letter("1", "", 0));
        assertThat(all(ONE)).containsExactly(letter("1", "", 0));
        assertThat(iris.engine().replayLetters(ONE, LetterSearch.ALL)).isEqualTo(1);
    }

    @Test
    void aReplayedDeviceBringsTheZerosThatStayedOwed() {
        iris.accept(qualifies("1", "A", 0));
        iris.acknowledge(ONE, iris.engine().take(ONE, 1));
        iris.accept(leaves("1", "A", 1));
        var refused = iris.takeOne(ONE);
        var owed = refused.update().zeros();
        assertThat(owed.times()).hasSize(1);
        giveUp(refused, OwedZeros.NONE, letter("1", "u1", 0));
        assertThat(iris.engine().take(ONE, 1)).as("dormant").isEmpty();

        assertThat(iris.engine().replayLetters(ONE, LetterSearch.ALL)).isEqualTo(1);
        assertThat(iris.engine().countLetters(ONE)).isZero();
        assertThat(all(ONE)).isEmpty();
        iris.reopen(catalog(1, 2));
        var taken = iris.takeOne(ONE);
        assertThat(taken.update().zeros()).isEqualTo(owed);
        assertThat(taken.update().firstAt()).as("since the replay").isEqualTo(START);
    }

    @Test
    void aReplayedDeviceThatOwesNothingIsToldAsItIs() {
        letters("1");
        iris.accept(event("1", 3, Set.of(), Set.of(), Set.of()));
        assertThat(iris.engine().backlog(ONE).devices()).isZero();
        assertThat(iris.engine().replayLetters(ONE, LetterSearch.ALL)).isEqualTo(1);
        var taken = iris.takeOne(ONE);
        assertThat(EngineUnderTest.device(taken)).isEqualTo("1");
        assertThat(taken.update().zeros().isEmpty()).isTrue();
        assertThat(iris.engine().backlog(ONE).devices()).isEqualTo(1);
    }

    @Test
    void aDeviceThatIsDueKeepsItsPlace() {
        letters("1");
        iris.accept(qualifies("1", "B", 1), qualifies("2", "B", 1));
        var before = iris.engine().findPending(ONE, new DeviceId("1"));
        assertThat(iris.engine().replayLetters(ONE, LetterSearch.ALL)).isEqualTo(1);
        assertThat(iris.engine().findPending(ONE, new DeviceId("1"))).isEqualTo(before);
        assertThat(iris.engine().backlog(ONE).devices()).isEqualTo(2);
        assertThat(iris.takeDevices(ONE)).containsExactly("1", "2");
    }

    @Test
    void twoLettersOfADeviceMakeItDueOnce() {
        iris.accept(qualifies("1", "A", 0));
        bury(letter("1", "u1", 0), letter("1", "u2", 0));
        assertThat(iris.engine().replayLetters(ONE, LetterSearch.ALL)).isEqualTo(2);
        assertThat(iris.engine().backlog(ONE).devices()).isEqualTo(1);
        assertThat(iris.takeDevices(ONE)).containsExactly("1");
    }

    @Test
    void aDeviceThatNothingIsKnownOfIsOnlyForgotten() {
        strayLetter("7");
        assertThat(iris.engine().countLetters(ONE)).isEqualTo(1);
        assertThat(iris.engine().replayLetters(ONE, LetterSearch.ALL)).isZero();
        assertThat(iris.engine().countLetters(ONE)).isZero();
        assertThat(iris.engine().take(ONE, 10)).isEmpty();
    }

    @Test
    void droppingForgetsTheLetterAndKeepsItsZeros() {
        iris.accept(qualifies("1", "A", 0));
        iris.acknowledge(ONE, iris.engine().take(ONE, 1));
        iris.accept(leaves("1", "A", 1));
        giveUp(iris.takeOne(ONE), OwedZeros.NONE, letter("1", "u1", 0));

        assertThat(iris.engine().dropLetters(ONE, LetterSearch.ALL)).isEqualTo(1);
        assertThat(iris.engine().countLetters(ONE)).isZero();
        assertThat(iris.engine().take(ONE, 1)).as("dormant").isEmpty();
        iris.reopen(catalog(1, 2));
        assertThat(iris.engine().countLetters(ONE)).isZero();
        iris.accept(qualifies("1", "B", 2));
        assertThat(iris.takeOne(ONE).update().zeros().times()).hasSize(1);
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
        assertThat(iris.engine().dropLetters(ONE, search(null, START.plusSeconds(1), null)))
                .isEqualTo(1);
        assertThat(iris.engine().replayLetters(ONE, search(null, null, "2"))).isEqualTo(1);
        assertThat(found(null, null, null)).containsExactly("10");
        assertThat(iris.takeDevices(ONE)).containsExactly("2");
    }

    @Test
    void pagesFollowEachOtherWithoutGapsOrRepeats() {
        letters("1", "2", "3", "10", "20");
        var seen = new ArrayList<String>();
        var after = "";
        do {
            var page = iris.engine().listLetters(ONE, LetterSearch.ALL, after, 2);
            assertThat(page.letters()).isNotEmpty().hasSizeLessThanOrEqualTo(2);
            page.letters().forEach(letter -> seen.add(letter.entry().device().value()));
            after = page.next();
        } while (!after.isEmpty());
        assertThat(seen).containsExactly("1", "10", "2", "20", "3");
        assertThat(iris.engine().listLetters(ONE, LetterSearch.ALL, "", 5).next())
                .as("a full last page")
                .isEmpty();
    }

    @Test
    void aPageGoesOnBehindALetterThatIsGone() {
        letters("1", "2", "3");
        var next = iris.engine().listLetters(ONE, LetterSearch.ALL, "", 2).next();
        iris.engine().dropLetters(ONE, search(null, null, "2"));
        assertThat(iris.engine().listLetters(ONE, LetterSearch.ALL, next, 2).letters())
                .extracting(letter -> letter.entry().device().value())
                .containsExactly("3");
    }

    @Test
    void aWrongLimitOrPlaceIsRefused() {
        for (int limit : new int[] {0, 1_001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> iris.engine().listLetters(ONE, LetterSearch.ALL, "", limit))
                    .withMessage("limit " + limit + " (expected: 1 to 1000)");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> iris.engine().listLetters(ONE, LetterSearch.ALL, "no place", 1))
                .withMessageContaining("a place among dead letters is malformed");
    }

    @Test
    void manyLettersAreReplayedAndDropped() {
        int many = 2_500;
        iris.engine()
                .accept(IntStream.range(0, many)
                        .mapToObj(i -> qualifies("" + i, "A", 0))
                        .toList());
        for (var taken = iris.engine().take(ONE, 500);
                !taken.isEmpty();
                taken = iris.engine().take(ONE, 500)) {
            iris.engine()
                    .settle(
                            ONE,
                            taken.stream().map(DeadLettersContract::givenUp).toList());
        }
        iris.barrier();
        assertThat(iris.engine().countLetters(ONE)).isEqualTo(many);
        assertThat(iris.engine().dropLetters(ONE, search(START.plusSeconds(2_000), null, null)))
                .isEqualTo(500);
        assertThat(iris.engine().replayLetters(ONE, LetterSearch.ALL)).isEqualTo(2_000);
        assertThat(iris.engine().countLetters(ONE)).isZero();
        assertThat(iris.engine().backlog(ONE).devices()).isEqualTo(2_000);
    }

    @Test
    void lettersGoWithTheirDestination() {
        letters("1", "2");
        iris.engine().adopt(catalog(2));
        assertThat(iris.engine().countLetters(ONE)).isZero();
        assertThat(all(ONE)).isEmpty();
        strayLetter("1");
        assertThat(all(ONE)).as("of a flight that ended later").isEmpty();
        iris.reopen(catalog(1, 2));
        assertThat(iris.engine().countLetters(ONE)).isZero();
    }

    @Test
    void lettersOfUnknownDestinationsAreDroppedAtOpening() {
        letters("1");
        iris.reopen(catalog(2));
        iris.reopen(catalog(1, 2));
        assertThat(iris.engine().countLetters(ONE)).isZero();
        assertThat(all(ONE)).isEmpty();
    }

    @Test
    void anUnknownDestinationHasNoLetters() {
        letters("1");
        assertThat(iris.engine().countLetters(UNKNOWN)).isZero();
        assertThat(all(UNKNOWN)).isEmpty();
        assertThat(iris.engine().replayLetters(UNKNOWN, LetterSearch.ALL)).isZero();
        assertThat(iris.engine().dropLetters(UNKNOWN, LetterSearch.ALL)).isZero();
        assertThat(iris.engine().countLetters(ONE)).isEqualTo(1);
    }

    @Test
    void aClosedEngineRefuses() {
        letters("1");
        iris.close();
        assertRefused(() -> iris.engine().replayLetters(ONE, LetterSearch.ALL));
        assertRefused(() -> iris.engine().dropLetters(ONE, LetterSearch.ALL));
        assertRefused(() -> iris.engine().countLetters(ONE));
        assertRefused(() -> all(ONE));
    }

    /** Letters of devices, each given up a second after the one before. */
    private void letters(String... devices) {
        for (int i = 0; i < devices.length; i++) {
            iris.accept(qualifies(devices[i], "A", 0));
            bury(letter(devices[i], "u" + devices[i], i));
        }
        iris.acknowledge(TWO, iris.engine().take(TWO, devices.length));
    }

    /** Takes the device of some letters and gives them up; it owes nothing more. */
    private void bury(DeadLetter... letters) {
        var taken = iris.takeOne(ONE);
        giveUp(taken, taken.update().zeros(), letters);
    }

    private void giveUp(TakenUpdate taken, OwedZeros discharged, DeadLetter... letters) {
        iris.settle(ONE, taken, discharged, List.of(), letters);
    }

    /** With a letter that died as many seconds after the start as its device's number says. */
    private static Settlement givenUp(TakenUpdate taken) {
        var device = EngineUnderTest.device(taken);
        var letter = letter(device, "u" + device, Integer.parseInt(device));
        return new Settlement(new DeviceId(device), taken.version(), OwedZeros.NONE, List.of(), List.of(letter));
    }

    /** Of a flight that the engine knows nothing of. */
    private void strayLetter(String device) {
        var letter = letter(device, "u" + device, 0);
        iris.engine()
                .settle(
                        ONE,
                        List.of(new Settlement(new DeviceId(device), 1, OwedZeros.NONE, List.of(), List.of(letter))));
        iris.barrier();
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
        return iris.engine().listLetters(ONE, search(since, until, device), "", 100).letters().stream()
                .map(letter -> letter.entry().device().value())
                .toList();
    }

    private static LetterSearch search(@Nullable Instant since, @Nullable Instant until, @Nullable String device) {
        return new LetterSearch(since, until, device == null ? null : new DeviceId(device));
    }

    private List<DeadLetter> all(DestinationNumber destination) {
        return iris.engine()
                .listLetters(destination, LetterSearch.ALL, "", 1_000)
                .letters();
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(EngineUnavailableException.class).isThrownBy(call);
    }
}
