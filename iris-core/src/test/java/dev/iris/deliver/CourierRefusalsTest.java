package dev.iris.deliver;

import static dev.iris.deliver.ServedDestination.NOW;
import static dev.iris.deliver.ServedDestination.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.engine.TakenUpdate;
import dev.iris.http.HttpsResult;
import dev.iris.model.DataSourceId;
import dev.iris.model.DeviceId;
import dev.iris.model.Membership;
import dev.iris.model.OwedZero;
import dev.iris.model.OwedZeros;
import dev.iris.model.PartnerId;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.SegmentId;
import dev.iris.model.Standing;
import dev.iris.model.StatusMeaning;
import dev.iris.model.UserEntry;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What couriers do with what the partner does not take: of one user, or of all. */
class CourierRefusalsTest {
    private final ServedDestination destination = new ServedDestination();
    private final FakeOutbox outbox = destination.outbox;
    private final FakePartner partner = destination.partner;

    @AfterEach
    void close() {
        destination.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 403, 404, 405, 410, 415})
    void aRefusalBeforeOthersAreTakenHoldsNobodyUp(int status) throws Exception {
        var never = new CountDownLatch(1);
        var gate = new Semaphore(1);
        destination.sleeping = time -> never.await();
        partner.waitFor(gate::acquire);
        partner.answers(FakePartner.answer(status));
        destination.add(8);
        destination.serve(1);
        while (!destination.parked()) {
            Thread.onSpinWait();
        }

        gate.release(100);
        outbox.awaitDone(8);

        assertThat(outbox.settled.size() + outbox.resting.size()).isEqualTo(8);
        assertThat(destination.parked()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 402, 403, 404, 405, 410, 415})
    void aRefusalWhileNothingIsTakenParksTheDestination(int status) throws Exception {
        partner.answers(FakePartner.answer(status));
        destination.add(3);
        destination.serve(1, 1);
        outbox.awaitDone(3);

        assertThat(outbox.resting).hasSize(1);
        assertThat(outbox.settled).hasSize(2);
        assertThat(partner.segmentRequests).hasSize(3);
        assertThat(destination.elapsed()).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(61));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 413, 422})
    void oneBadUserAmongThousandsIsOneDeadLetterAndCostsFewMessages(int status) throws Exception {
        partner.answersWhen(text -> text.contains("\"u777-0\""), FakePartner.answer(status));
        destination.add(2_000);
        destination.serve(10, 4);
        outbox.awaitDone(2_000);

        assertThat(outbox.settled).hasSize(2_000);
        assertThat(outbox.letters).singleElement().satisfies(letter -> {
            assertThat(letter.entry().device()).isEqualTo(new DeviceId("777"));
            assertThat(letter.reason()).isEqualTo(new Reason(ReasonCode.ENTRY_REFUSED, "status " + status));
            assertThat(letter.dueSince()).isEqualTo(NOW);
        });
        assertThat(partner.segmentRequests).hasSizeLessThanOrEqualTo(200 + 8);
        assertThat(destination.status().parked()).isFalse();
        assertThat(destination.status().delivered()).isEqualTo(1_999);
    }

    @Test
    void aBadUserThatComesAloneIsADeadLetterOnceAnotherIsTaken() throws Exception {
        partner.answersWhen(text -> text.contains("\"u7-0\""), FakePartner.answer(400));
        destination.sleeping = _ -> Thread.sleep(Duration.ofMinutes(10));
        destination.add(20);
        destination.serve(1, 1);
        outbox.awaitDone(20);

        assertThat(outbox.letters).hasSize(1);
        assertThat(partner.segmentRequests).hasSize(20);
    }

    @Test
    void aDoubtfulRefusalOfOneUserAmongSuccessesParksNobody() throws Exception {
        partner.answersWhen(text -> text.contains("\"u9-0\""), FakePartner.answer(404));
        destination.sleeping = _ -> Thread.sleep(Duration.ofMinutes(10));
        destination.add(1);
        destination.serve(1, 1);
        outbox.awaitDone(1);
        IntStream.rangeClosed(2, 50).forEach(i -> outbox.add(taken(Integer.toString(i), 1)));
        outbox.awaitDone(50);

        assertThat(outbox.settled).hasSize(50);
        assertThat(outbox.letters).hasSize(1);
        assertThat(partner.segmentRequests).hasSize(50);
    }

    @Test
    void aPartnerThatRefusesEverythingIsParkedWithoutADeadLetterAndServedByItsProbe() throws Exception {
        partner.answersWhen(_ -> true, FakePartner.answer(400));
        var probes = new AtomicInteger();
        destination.sleeping = time -> {
            destination.pass(time);
            if (destination.elapsed().compareTo(Duration.ofHours(1)) > 0) {
                partner.answersWhen(_ -> false, FakePartner.answer(200));
            }
            probes.incrementAndGet();
        };
        destination.add(300);
        destination.serve(10, 8);
        while (destination.elapsed().compareTo(Duration.ofHours(1)) <= 0) {
            Thread.onSpinWait();
        }
        assertThat(destination.requests()).isLessThan(120);
        while (outbox.settled.size() < 300) {
            outbox.wake();
            Thread.onSpinWait();
        }

        assertThat(outbox.letters).isEmpty();
        assertThat(outbox.settled).hasSize(300);
        assertThat(destination.status().parked()).isFalse();
    }

    @Test
    void aRefusedDestinationSaysThatEverythingIsRefused() throws Exception {
        partner.answersWhen(_ -> true, FakePartner.answer(422));
        destination.sleeping = _ -> Thread.sleep(Duration.ofMinutes(10));
        destination.add(100);
        destination.serve(10, 1);
        while (!destination.parked()) {
            Thread.onSpinWait();
        }

        assertThat(destination.status().findReason()).contains(new Reason(ReasonCode.REFUSES_EVERYTHING, "status 422"));
        assertThat(destination.requests()).isLessThanOrEqualTo(15);
    }

    @Test
    void aUserThatMakesThePartnerFailTravelsAloneAndHarmsNobody() throws Exception {
        partner.answersWhen(text -> text.contains("\"u5-0\""), FakePartner.answer(500));
        destination.add(100);
        destination.serve(10, 1);
        outbox.awaitDone(100);
        for (int i = 0; i < 8; i++) {
            outbox.wake();
            outbox.awaitDone(100);
        }

        assertThat(outbox.settled).hasSize(99);
        assertThat(outbox.resting).containsOnlyKeys(new DeviceId("5"));
        assertThat(outbox.letters).isEmpty();
    }

    @Test
    void statusesMeanWhatTheDestinationSays() throws Exception {
        partner.answers(FakePartner.answer(409), FakePartner.answer(404), FakePartner.answer(400));
        destination.meanings = Map.of(409, StatusMeaning.DELIVERED, 404, StatusMeaning.RETRY, 400, StatusMeaning.PARK);
        destination.add(3);
        destination.serve(1, 1);
        outbox.awaitDone(3);

        // 409 is taken, 404 is sent once more and then parked for by 400, whose device the probe finds resting.
        assertThat(outbox.settled).hasSize(2);
        assertThat(outbox.resting).hasSize(1);
        assertThat(partner.segmentRequests).hasSize(4);
    }

    @Test
    void whatWaitedTooLongIsADeadLetter() throws Exception {
        partner.answersTokens(
                IntStream.range(0, 200).mapToObj(_ -> FakePartner.answer(401)).toArray(HttpsResult[]::new));
        destination.maxAge = Duration.ofHours(2);
        destination.wall = () -> NOW.plus(destination.elapsed());
        destination.add(30);
        destination.serve(10);
        outbox.awaitDone(30);

        assertThat(outbox.letters).hasSize(30);
        assertThat(outbox.letters.getFirst().reason().code()).isEqualTo(ReasonCode.TOO_OLD);
        assertThat(partner.segmentRequests).isEmpty();
        assertThat(destination.elapsed()).isBetween(Duration.ofHours(2), Duration.ofHours(3));
    }

    @Test
    void zerosOfADeadLetterStayOwed() throws Exception {
        partner.answersWhen(text -> text.contains("\"u7-1\""), FakePartner.answer(400));
        var segment = new SegmentId("A");
        var zeros = new OwedZeros(Map.of(
                new OwedZero(segment, new PartnerId(new DataSourceId("12345"), "u7-0")), NOW,
                new OwedZero(segment, new PartnerId(new DataSourceId("12345"), "u7-1")), NOW));
        var left = new Profile(
                new DeviceId("7"),
                NOW,
                Map.of(segment, new Membership(Standing.LEFT, NOW)),
                Map.of(),
                Map.of(),
                Map.of());
        outbox.add(new TakenUpdate(left, new PendingUpdate(zeros, true, NOW, NOW), 1));
        destination.serve(10, 1);
        outbox.awaitDone(1);

        var settlement = outbox.ended.getFirst();
        assertThat(settlement.told()).extracting(UserEntry::partnerUuid).containsExactly("u7-0");
        assertThat(settlement.letters())
                .extracting(letter -> letter.entry().partnerUuid())
                .containsExactly("u7-1");
        assertThat(zeros.minus(settlement.discharged()).times().keySet())
                .containsExactly(new OwedZero(segment, new PartnerId(new DataSourceId("12345"), "u7-1")));
    }
}
