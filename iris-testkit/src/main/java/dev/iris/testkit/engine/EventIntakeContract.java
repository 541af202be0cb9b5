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

import dev.iris.engine.Backlog;
import dev.iris.engine.EngineUnavailableException;
import dev.iris.model.DataSourceId;
import dev.iris.model.DeviceId;
import dev.iris.model.PartnerId;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.SegmentId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine makes of events. */
public abstract class EventIntakeContract {
    private static final DeviceId FIRST = new DeviceId("1");

    private final EngineUnderTest iris;

    /** What holds for the engines that are opened so. */
    protected EventIntakeContract(EngineOpening opening) {
        this.iris = new EngineUnderTest(opening, catalog(1, 2));
    }

    @AfterEach
    void close() {
        iris.close();
    }

    @Test
    void whatWasAcceptedIsKeptAcrossAClosing() {
        iris.accept(qualifies("1", "A", 0), qualifies("2", "A", 0));
        var profile = iris.engine().findProfile(FIRST);
        iris.reopen(catalog(1, 2));
        assertThat(iris.engine().findProfile(FIRST)).isPresent().isEqualTo(profile);
        assertThat(iris.engine().backlog(ONE).devices()).isEqualTo(2);
        assertThat(iris.engine().backlog(ONE).findOldest()).contains(START);
        assertThat(iris.takeDevices(ONE)).containsExactly("1", "2");
        assertThat(iris.takeDevices(TWO)).containsExactly("1", "2");
    }

    @Test
    void eventsOfOneCallAreAppliedInTheirOrder() {
        iris.accept(qualifies("1", "A", 0), qualifies("1", "B", 1), leaves("1", "A", 2));
        var taken = iris.engine().take(ONE, 10);
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().profile().inside(new SegmentId("A"))).isFalse();
        assertThat(taken.getFirst().profile().inside(new SegmentId("B"))).isTrue();
        assertThat(taken.getFirst().update().zeros().times())
                .as("the device was in A between")
                .containsValue(START.plusSeconds(2))
                .hasSize(1);
    }

    @Test
    void aCallOfManyEventsIsTakenWhole() {
        int many = 10_000;
        iris.engine()
                .accept(IntStream.range(0, many)
                        .mapToObj(i -> qualifies("" + i, "A", 0))
                        .toList());
        assertThat(iris.engine().backlog(ONE).devices()).isEqualTo(many);
    }

    @Test
    void noEventsAreNothing() {
        iris.accept();
        assertThat(iris.engine().backlog(ONE).devices()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void repeatsAndAnotherOrderLeadToTheSame(long seed) {
        var random = new Random(seed);
        var inOrder = IntStream.range(0, 30)
                .mapToObj(second -> change("1", second, random))
                .toList();
        var shuffled = new ArrayList<QualificationEvent>();
        for (var event : inOrder) {
            shuffled.addAll(Collections.nCopies(1 + random.nextInt(2), asOf("2", event)));
        }
        Collections.shuffle(shuffled, random);
        iris.engine().accept(inOrder);
        shuffled.forEach(iris::accept);
        assertThat(truth("2")).isEqualTo(truth("1"));
    }

    @Test
    void eventsAreJudgedByTheCatalogOfTheirTime() {
        iris.engine().adopt(catalog());
        iris.accept(qualifies("1", "A", 0));
        iris.engine().adopt(catalog(1));
        assertThat(iris.takeDevices(ONE)).isEmpty();
        iris.accept(event("1", 1, Set.of(), Set.of(), Set.of()));
        assertThat(iris.takeDevices(ONE)).containsExactly("1");
    }

    @Test
    void offlineEventsAloneMakeNothingDue() {
        offline(qualifies("1", "A", 0), qualifies("1", "B", 1), leaves("1", "B", 2));
        assertThat(iris.engine().backlog(ONE)).isEqualTo(Backlog.EMPTY);
        assertThat(iris.takeDevices(ONE)).isEmpty();
        assertThat(truth("1")).containsExactlyInAnyOrder("A", "u1");
        iris.reopen(catalog(1, 2));
        assertThat(truth("1")).containsExactlyInAnyOrder("A", "u1");
        assertThat(iris.takeDevices(ONE)).isEmpty();
    }

    @Test
    void zerosOfOfflineEventsRideWithTheNextMessage() {
        iris.accept(event("1", 0, Set.of("A", "B"), Set.of(), Set.of("u1")));
        iris.acknowledge(ONE, iris.engine().take(ONE, 1));
        offline(leaves("1", "A", 1));
        var dormant = iris.engine().findPending(ONE, FIRST).orElseThrow();
        assertThat(dormant.due()).isFalse();
        iris.reopen(catalog(1, 2));
        iris.accept(event("1", 2, Set.of(), Set.of(), Set.of()));
        assertThat(iris.takeDevices(ONE)).as("a sighting sends nothing").isEmpty();
        iris.accept(leaves("1", "B", 3));
        assertThat(iris.takeOne(ONE).update().zeros().times())
                .hasSize(2)
                .containsAllEntriesOf(dormant.zeros().times());
    }

    @Test
    void aDormantRowIsForgottenWhenItOwesNothingAnyMore() {
        iris.accept(qualifies("1", "A", 0));
        iris.acknowledge(ONE, iris.engine().take(ONE, 1));
        offline(leaves("1", "A", 1));
        assertThat(iris.engine().findPending(ONE, FIRST)).isPresent();
        var otherIds = Examples.destination(1, new DataSourceId("20914"), 2, Set.of("A", "B"));
        iris.engine().adopt(catalog(List.of(otherIds)));
        iris.accept(event("1", 2, Set.of(), Set.of(), Set.of()));
        assertThat(iris.engine().findPending(ONE, FIRST)).isEmpty();
    }

    @Test
    void anIdThatCameOfflineSendsEverythingAtTheNextSighting() {
        iris.accept(qualifies("1", "A", 0));
        iris.acknowledge(ONE, iris.engine().take(ONE, 1));
        offline(event("1", 1, Set.of(), Set.of(), Set.of("another")));
        assertThat(iris.takeDevices(ONE)).isEmpty();
        iris.reopen(catalog(1, 2));
        iris.accept(event("1", 2, Set.of(), Set.of(), Set.of()));
        iris.acknowledge(ONE, iris.engine().take(ONE, 1));
        assertThat(iris.engine().findProfile(FIRST).orElseThrow().idGraphOwed()).isFalse();
        iris.accept(event("1", 3, Set.of(), Set.of(), Set.of()));
        assertThat(iris.takeDevices(ONE)).as("it was sent once").isEmpty();
    }

    @Test
    void zerosOfAnOfflineEventInFlightLieDormantAfterwards() {
        iris.accept(event("1", 0, Set.of("A", "B"), Set.of(), Set.of("u1")));
        var taken = iris.engine().take(ONE, 1);
        offline(leaves("1", "A", 1));
        iris.acknowledge(ONE, taken);
        assertThat(iris.engine().backlog(ONE)).isEqualTo(Backlog.EMPTY);
        assertThat(iris.engine().findPending(ONE, FIRST).orElseThrow().zeros().times())
                .containsValue(START.plusSeconds(1));
    }

    @Test
    void nothingIsLostOfWhatManyProducersBringAtOnce() {
        try (var producers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int producer = 0; producer < 20; producer++) {
                int first = producer * 100;
                producers.execute(() ->
                        IntStream.range(first, first + 100).forEach(i -> iris.accept(qualifies("" + i, "A", 0))));
            }
        }
        var seen = new HashSet<String>();
        for (var devices = iris.takeDevices(ONE); !devices.isEmpty(); devices = iris.takeDevices(ONE)) {
            seen.addAll(devices);
        }
        assertThat(seen).hasSize(2_000);
    }

    @Test
    void anInterruptedProducerIsAnsweredAllTheSame() {
        Thread.currentThread().interrupt();
        iris.accept(qualifies("1", "A", 0));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(iris.engine().findProfile(FIRST)).isPresent();
    }

    @Test
    void nothingIsKnownOfADeviceThatNoEventNamed() {
        assertThat(iris.engine().findProfile(FIRST)).isEmpty();
        assertThat(iris.engine().findPending(ONE, FIRST)).isEmpty();
        assertThat(iris.engine().findTold(ONE, FIRST)).isEmpty();
    }

    @Test
    void aClosedEngineRefusesEventsAndKeepsNone() {
        assertThat(iris.engine().findTrouble()).isEmpty();
        iris.close();
        assertThatExceptionOfType(EngineUnavailableException.class)
                .isThrownBy(() -> iris.accept(qualifies("1", "A", 0)));
        assertThatExceptionOfType(EngineUnavailableException.class).isThrownBy(() -> offline(qualifies("1", "A", 0)));
        assertThatExceptionOfType(EngineUnavailableException.class)
                .isThrownBy(() -> iris.engine().findProfile(FIRST));
        assertThatExceptionOfType(EngineUnavailableException.class)
                .isThrownBy(() -> iris.engine().adopt(catalog()));
        assertThat(iris.engine().findTrouble()).isPresent();
        iris.reopen(catalog(1, 2));
        assertThat(iris.engine().findProfile(FIRST)).isEmpty();
        assertThat(iris.engine().findTrouble()).isEmpty();
    }

    @Test
    void anEngineIsClosedOnceHoweverOftenItIsAsked() {
        iris.accept(qualifies("1", "A", 0));
        iris.close();
        iris.close();
        iris.reopen(catalog(1, 2));
        assertThat(iris.engine().findProfile(FIRST)).isPresent();
    }

    @Test
    void whatIsKeptIsOpenedByOneEngineAtATime() {
        assertThatExceptionOfType(EngineUnavailableException.class)
                .isThrownBy(() -> iris.openedTwice(catalog(1)).close());
        iris.accept(qualifies("1", "A", 0));
        assertThat(iris.takeDevices(ONE)).as("of the first").containsExactly("1");
    }

    private void offline(QualificationEvent... events) {
        iris.engine().acceptOffline(List.of(events));
    }

    /** Segments A to D and ids u0 to u3 come and go; no two events have the same time. */
    private static QualificationEvent change(String device, int second, Random random) {
        var segment = new SegmentId("" + (char) ('A' + random.nextInt(4)));
        var id = new PartnerId(Examples.DATA_SOURCE, "u" + random.nextInt(4));
        boolean enters = random.nextBoolean();
        boolean gains = random.nextBoolean();
        return new QualificationEvent(
                new DeviceId(device),
                START.plusSeconds(second),
                null,
                enters ? Set.of(segment) : Set.of(),
                enters ? Set.of() : Set.of(segment),
                gains ? Set.of(id) : Set.of(),
                gains ? Set.of() : Set.of(id));
    }

    private static QualificationEvent asOf(String device, QualificationEvent event) {
        return new QualificationEvent(
                new DeviceId(device),
                event.time(),
                event.region(),
                event.qualified(),
                event.disqualified(),
                event.ids(),
                event.removedIds());
    }

    /** The segments that the device is in and the ids that it has, as names. */
    private Set<String> truth(String device) {
        var profile = iris.engine().findProfile(new DeviceId(device)).orElseThrow();
        var names = new HashSet<String>();
        active(profile).forEach(segment -> names.add(segment.value()));
        profile.idsOf(Examples.DATA_SOURCE).forEach(id -> names.add(id.uuid()));
        return names;
    }

    private static List<SegmentId> active(Profile profile) {
        return profile.memberships().entrySet().stream()
                .filter(membership -> membership.getValue().active())
                .map(Map.Entry::getKey)
                .toList();
    }
}
