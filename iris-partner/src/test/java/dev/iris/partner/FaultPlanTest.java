package dev.iris.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FaultPlanTest {
    private static final Fault HANG = new Fault.Hang();
    private static final Fault DOWN = Fault.status(503);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final FaultPlan plan = new FaultPlan(now::get, new Random(7));

    @Test
    void stepsFollowEachOther() {
        plan.add(List.of(
                FaultStep.times(Endpoint.SEGMENTS, 2, DOWN).startingAfter(1),
                FaultStep.next(Endpoint.SEGMENTS, HANG).startingAfter(1)));

        assertThat(next(6)).containsExactly("-", "down", "down", "-", "hang", "-");
    }

    @Test
    void endpointsGoOnBesideEachOther() {
        plan.add(List.of(FaultStep.next(Endpoint.TOKEN, HANG)));

        assertThat(plan.next(Endpoint.SEGMENTS)).isEmpty();
        assertThat(plan.next(Endpoint.TOKEN)).contains(HANG);
    }

    @Test
    void timeCountsFromTheFirstRequestConcerned() {
        plan.add(List.of(FaultStep.during(Endpoint.SEGMENTS, Duration.ofSeconds(4), DOWN)));

        assertThat(next(1)).containsExactly("down");
        now.set(Instant.EPOCH.plusMillis(3_999));
        assertThat(next(1)).containsExactly("down");
        now.set(Instant.EPOCH.plusSeconds(4));
        assertThat(next(1)).containsExactly("-");
    }

    @Test
    void aWindowStandsWhetherOrNotARequestComes() {
        plan.add(List.of(
                FaultStep.during(Endpoint.SEGMENTS, Duration.ofSeconds(4), DOWN).startingAt(Duration.ofSeconds(10))));

        assertThat(next(1)).containsExactly("-");
        now.set(Instant.EPOCH.plusSeconds(13));
        assertThat(next(1)).containsExactly("down");
        now.set(Instant.EPOCH.plusSeconds(14));
        assertThat(next(1)).containsExactly("-");
    }

    @Test
    void whatComesAboveARateIsHit() {
        plan.add(List.of(
                FaultStep.during(Endpoint.SEGMENTS, Duration.ofMinutes(1), DOWN).lettingPass(2)));

        assertThat(next(4)).containsExactly("-", "-", "down", "down");
        now.set(Instant.EPOCH.plusMillis(999));
        assertThat(next(1)).containsExactly("down");
        now.set(Instant.EPOCH.plusMillis(1_000));
        assertThat(next(3)).containsExactly("-", "-", "down");
        now.set(Instant.EPOCH.plusSeconds(60));
        assertThat(next(3)).containsOnly("-");
    }

    @Test
    void requestsBeforeAWindowCountForNothing() {
        plan.add(List.of(FaultStep.next(Endpoint.SEGMENTS, DOWN)
                .startingAt(Duration.ofSeconds(10))
                .startingAfter(1)));

        assertThat(next(3)).containsOnly("-");
        now.set(Instant.EPOCH.plusSeconds(10));
        assertThat(next(3)).containsExactly("-", "down", "-");
    }

    @Test
    void aStepForUsersWaitsForNoOtherAndCountsTheirMessagesAlone() {
        plan.add(List.of(
                FaultStep.times(Endpoint.SEGMENTS, 100, HANG),
                FaultStep.times(Endpoint.SEGMENTS, 2, DOWN).ofUsers("77", "u9")));

        assertThat(plan.knowsUsers()).isTrue();
        assertThat(plan.next(Set.of("78", "u8"))).isEmpty();
        assertThat(plan.next(Set.of("77", "u8"))).contains(DOWN);
        assertThat(plan.next(Set.of("78", "u9"))).contains(DOWN);
        assertThat(plan.next(Set.of("77", "u9"))).isEmpty();
        assertThat(plan.knowsUsers()).isFalse();
    }

    @Test
    void shareHitsAboutThatManyOfTheRequestsConcerned() {
        plan.add(List.of(FaultStep.times(Endpoint.SEGMENTS, 1_000, DOWN).hitting(0.1)));

        assertThat(next(1_000).stream().filter("down"::equals).count()).isBetween(70L, 130L);
        assertThat(next(100)).containsOnly("-");
    }

    @Test
    void clearedPlanBehaves() {
        plan.add(List.of(FaultStep.times(Endpoint.SEGMENTS, 5, DOWN)));
        plan.clear();

        assertThat(next(2)).containsOnly("-");
    }

    private List<String> next(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> plan.next(Endpoint.SEGMENTS)
                        .map(fault -> fault.equals(HANG) ? "hang" : "down")
                        .orElse("-"))
                .toList();
    }
}
