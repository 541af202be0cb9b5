package dev.iris.deliver;

import static dev.iris.deliver.ServedDestination.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.http.EdgeFault;
import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsResult;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What couriers do while a partner fails or asks them to wait, and once it is back. */
class CourierFailuresTest {
    private final ServedDestination destination = new ServedDestination();
    private final FakeOutbox outbox = destination.outbox;
    private final FakePartner partner = destination.partner;

    @AfterEach
    void close() {
        destination.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 500, 502, 503, 504})
    void aFailureThatARetryCanHelpIsRetriedOnce(int status) throws Exception {
        partner.answers(FakePartner.answer(status), FakePartner.answer(status));
        destination.add(1);
        destination.serve(1);
        outbox.awaitDone(1);
        assertThat(partner.segmentRequests).hasSize(2);
        assertThat(partner.segmentRequests.get(0).body())
                .isEqualTo(partner.segmentRequests.get(1).body());
        assertThat(outbox.resting).hasSize(1);
    }

    @Test
    void aTimeoutIsRetriedOnce() throws Exception {
        partner.answers(new HttpsResult.Failed(EdgeFault.TIMEOUT, ""), FakePartner.answer(200));
        destination.add(1);
        destination.serve(1);
        outbox.awaitDone(1);
        assertThat(outbox.settled).hasSize(1);
    }

    @Test
    void aRefusedCertificateIsNotRetried() throws Exception {
        partner.answers(new HttpsResult.Failed(EdgeFault.CERTIFICATE_UNTRUSTED, ""));
        destination.add(1);
        destination.serve(1);
        outbox.awaitDone(1);
        assertThat(partner.segmentRequests).hasSize(1);
        assertThat(destination.status().findReason().orElseThrow().code()).isEqualTo(ReasonCode.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void aSuccessClearsTheReason() throws Exception {
        partner.answers(FakePartner.answer(500), FakePartner.answer(500));
        destination.add(1);
        destination.serve(1);
        outbox.awaitDone(1);
        outbox.add(taken("77", 1));
        outbox.awaitDone(2);
        assertThat(destination.status().findReason()).isEmpty();
        assertThat(destination.status().delivered()).isEqualTo(1);
        assertThat(destination.status().failed()).isEqualTo(1);
    }

    @Test
    void fiveFailuresInARowOpenTheCircuitAndAProbeClosesIt() throws Exception {
        var failures =
                IntStream.range(0, 16).mapToObj(_ -> FakePartner.answer(500)).toArray(HttpsResult[]::new);
        partner.answers(failures);
        destination.add(30);
        destination.serve(1, 1);
        outbox.awaitDone(30);
        assertThat(outbox.resting).hasSize(4);
        assertThat(outbox.settled).hasSize(26);
        assertThat(partner.segmentRequests).hasSize(42);
        assertThat(destination.status().circuit()).isEqualTo(CircuitPosition.CLOSED);
    }

    @Test
    void aPartnerThatAsksToWaitIsLeftAloneForThatLong() throws Exception {
        partner.answers(FakePartner.answer(429, new HttpHeader("Retry-After", "7")));
        destination.add(1);
        destination.serve(1);
        outbox.awaitDone(1);
        assertThat(outbox.settled).hasSize(1);
        assertThat(destination.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aStormOf429PassesWithoutSlowingWhatFollows() throws Exception {
        partner.answers(IntStream.range(0, 32)
                .mapToObj(i -> FakePartner.answer(i < 20 ? 200 : 429))
                .toArray(HttpsResult[]::new));
        destination.add(200);
        destination.serve(1, 1);
        while (outbox.settled() < 200) {
            Thread.onSpinWait();
        }
        assertThat(outbox.letters).isEmpty();
        assertThat(partner.segmentRequests).hasSize(200 + 12);
        assertThat(destination.elapsed()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void anHourOfMaintenanceCostsAProbeEveryHalfMinuteAtMostAndLosesNothing() throws Exception {
        partner.answersWhen(_ -> true, FakePartner.answer(503));
        destination.sleeping = time -> {
            if (destination.pass(time).compareTo(Duration.ofHours(1)) > 0) {
                partner.answersWhen(_ -> false, FakePartner.answer(200));
            }
        };
        destination.add(100);
        destination.serve(10, 4);
        while (destination.elapsed().compareTo(Duration.ofHours(1)) <= 0) {
            outbox.wake();
            Thread.onSpinWait();
        }
        assertThat(destination.requests()).isLessThan(700);
        while (outbox.settled() < 100) {
            outbox.wake();
            Thread.onSpinWait();
        }
        assertThat(outbox.letters).isEmpty();
        assertThat(destination.status().circuit()).isEqualTo(CircuitPosition.CLOSED);
        assertThat(destination.status().findReason()).isEmpty();
    }
}
