package dev.iris.deliver;

import static dev.iris.deliver.ServedDestination.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult;
import dev.iris.model.ContentType;
import dev.iris.model.Format;
import dev.iris.model.MessageForm;
import dev.iris.model.Signature;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What couriers make of tokens: how few requests they cause, and what a rejected one costs. */
class CourierTokensTest {
    private final ServedDestination destination = new ServedDestination();
    private final FakeOutbox outbox = destination.outbox;
    private final FakePartner partner = destination.partner;

    @AfterEach
    void close() {
        destination.close();
    }

    @Test
    void aThousandMessagesFromAColdStartCauseOneTokenRequest() throws Exception {
        destination.add(1_000);
        destination.serve(1);
        outbox.awaitDone(1_000);
        assertThat(partner.segmentRequests).hasSize(1_000);
        assertThat(partner.tokenRequests).isEqualTo(1);
    }

    @Test
    void a401CostsOneTokenRequestAndNoMessageWithTwentyInFlight() throws Exception {
        var gate = new Semaphore(0);
        partner.waitFor(gate::acquire);
        destination.add(36);
        destination.serve(1);
        destination.awaitRequests(4);
        for (int taken = 1; taken <= 16; taken++) {
            gate.release();
            destination.awaitRequests(4 + 2 * taken);
        }
        partner.revokeTokens();
        gate.release(40);
        outbox.awaitDone(36);
        assertThat(outbox.settled).hasSize(36);
        assertThat(partner.tokenRequests).isEqualTo(2);
        assertThat(partner.segmentRequests).hasSize(16 + 40);
    }

    @Test
    void a401DoesNotUseUpTheRetry() throws Exception {
        partner.answers(FakePartner.answer(401), FakePartner.answer(503), FakePartner.answer(200));
        destination.add(1);
        destination.serve(1);
        outbox.awaitDone(1);
        assertThat(outbox.settled).hasSize(1);
        assertThat(partner.segmentRequests).hasSize(3);
    }

    @Test
    void a401IsFollowedByTheSameBytesWithAnotherToken() throws Exception {
        partner.answers(FakePartner.answer(401), FakePartner.answer(200));
        destination.add(1);
        destination.serve(1);
        outbox.awaitDone(1);
        var first = partner.segmentRequests.getFirst();
        var second = partner.segmentRequests.getLast();

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().get(1)).isNotEqualTo(first.headers().get(1));
        assertThat(second.headers().stream().filter(h -> h.name().equalsIgnoreCase("Authorization")))
                .hasSize(1);
    }

    @Test
    void aMessageThatGoesAgainIsNotWrittenAnew() throws Exception {
        var format = new Format.BodyTemplate(ContentType.JSON, "[<USER_LIST:{u|<u.random>}; separator=\",\">]");
        destination.form = new MessageForm(format, Signature.NONE, Map.of());
        partner.answers(FakePartner.answer(401), FakePartner.answer(503), FakePartner.answer(200));
        destination.add(2);
        destination.serve(1, 1);
        outbox.awaitDone(2);

        assertThat(partner.segmentRequests).hasSize(4);
        assertThat(partner.segmentRequests.subList(0, 3))
                .extracting(HttpsRequest::body)
                .containsOnly(partner.segmentRequests.getFirst().body());
        assertThat(partner.segmentRequests.getLast().body())
                .isNotEqualTo(partner.segmentRequests.getFirst().body());
    }

    @Test
    void a403ThatNamesAMissingScopeCostsNoToken() throws Exception {
        var challenge = new HttpHeader("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
        partner.answers(FakePartner.answer(403, challenge));
        destination.add(1);
        destination.serve(1);
        outbox.awaitDone(1);

        assertThat(partner.tokenRequests).isEqualTo(1);
        assertThat(partner.segmentRequests).hasSize(1);
        assertThat(destination.status().findReason().orElseThrow().detail()).contains("insufficient_scope");
    }

    @Test
    void aTokenRevokedTwiceWithinASecondCostsNoMessage() throws Exception {
        destination.add(1);
        destination.serve(1);
        outbox.awaitDone(1);
        for (int round = 2; round <= 3; round++) {
            partner.revokeTokens();
            outbox.add(taken(Integer.toString(round), 1));
            outbox.awaitDone(round);
        }
        assertThat(outbox.settled).hasSize(3);
        assertThat(partner.tokenRequests).isEqualTo(3);
        assertThat(destination.status().failed()).isZero();
    }

    @Test
    void aSecond401ToAFreshTokenGoesBackToTheOutbox() throws Exception {
        partner.answers(FakePartner.answer(401), FakePartner.answer(401));
        destination.add(1);
        destination.serve(1);
        outbox.awaitDone(1);
        assertThat(outbox.resting).hasSize(1);
        assertThat(partner.segmentRequests).hasSize(2);
        assertThat(destination.status().findReason().orElseThrow().code()).isEqualTo(ReasonCode.UNEXPECTED_STATUS);
    }

    @Test
    void aTokenThatIsNotRenewedIsTriedOnceMoreAfterAWaitAndParksNobody() throws Exception {
        var same = FakePartner.token("same");
        partner.answersTokens(same, same, same);
        destination.add(1);
        destination.serve(1);
        outbox.awaitDone(1);

        assertThat(partner.segmentRequests)
                .extracting(request -> request.headers().get(1).value())
                .containsExactly("Bearer same", "Bearer same", "Bearer token-4");
        assertThat(outbox.settled).hasSize(1);
        assertThat(outbox.resting).isEmpty();
    }

    @Test
    void aPartnerThatRejectsEveryTokenIsProbedAfterGrowingTimesAndServedOnceItTakesOne() throws Exception {
        partner.answers(
                IntStream.range(0, 6).mapToObj(_ -> FakePartner.answer(401)).toArray(HttpsResult[]::new));
        destination.add(10);
        destination.serve(1, 1);
        outbox.awaitDone(10);

        // Two rejections park it; one of each probe after 1, 2, 4 and 8 minutes parks it again; the one after 16 is
        // taken.
        assertThat(outbox.settled.size() + outbox.resting.size()).isEqualTo(10);
        assertThat(partner.segmentRequests).hasSize(6 + outbox.settled.size());
        assertThat(partner.tokenRequests).isLessThanOrEqualTo(7);
        assertThat(destination.elapsed()).isBetween(Duration.ofMinutes(31), Duration.ofMinutes(32));
        assertThat(destination.status().parked()).isFalse();
        assertThat(destination.status().findReason()).isEmpty();
    }

    @Test
    void aRefusedCredentialParksTheDestinationUntilATokenIsGranted() throws Exception {
        partner.answersTokens(FakePartner.answer(401), FakePartner.answer(401), FakePartner.answer(401));
        destination.add(10);
        destination.serve(1);
        outbox.awaitDone(10);

        assertThat(outbox.settled).hasSize(10);
        assertThat(partner.tokenRequests).isEqualTo(4);
        assertThat(destination.elapsed()).isBetween(Duration.ofMinutes(7), Duration.ofMinutes(8));
        assertThat(destination.status().parked()).isFalse();
    }

    @Test
    void aDestinationThatIsParkedSaysSoAndWhy() throws Exception {
        var never = new CountDownLatch(1);
        destination.sleeping = time -> never.await();
        partner.answersTokens(FakePartner.answer(401));
        destination.add(1);
        destination.serve(1);
        while (!destination.parked()) {
            Thread.onSpinWait();
        }

        assertThat(destination.status().findReason().orElseThrow().code()).isEqualTo(ReasonCode.CREDENTIAL_REFUSED);
        assertThat(partner.segmentRequests).isEmpty();
        assertThat(outbox.resting).isEmpty();
        never.countDown();
    }
}
