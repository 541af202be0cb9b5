package dev.iris.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.iris.partner.PartnerLedger.ReceivedUser;
import dev.iris.partner.RecordedRequest.Ending;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PartnerFaultsIT {
    private ReferencePartner partner;
    private String token;

    @BeforeEach
    void start() throws IOException {
        partner = ReferencePartner.start(
                PartnerSettings.builder().receivedUsers(10).build());
        token = Requests.freshToken(partner);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Test
    void statusIsAnsweredAndTheLedgerStaysAsItWas() throws IOException {
        partner.apply(FaultStep.next(
                Endpoint.SEGMENTS, new Fault.AnswerWith(503, Map.of("Retry-After", "2"), "{\"error\":\"down\"}")));

        var refused = RawClient.once(partner, sample());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsEntry("retry-after", "2");
        assertThat(refused.body()).isEqualTo("{\"error\":\"down\"}");
        assertThat(partner.ledger().users()).isZero();
        assertThat(RawClient.once(partner, sample()).status()).isEqualTo(200);
        assertThat(partner.ledger().received(Messages.DEVICE)).isEqualTo(2);
        assertThat(partner.ledger().received())
                .extracting(ReceivedUser::device, ReceivedUser::accepted)
                .containsExactly(tuple(Messages.DEVICE, false), tuple(Messages.DEVICE, true));
        assertThat(partner.counts()).isEqualTo(new PartnerCounts(1, 0, 2, 1, 1, Map.of()));
    }

    @Test
    void tokenEndpointFailsToo() throws IOException {
        partner.apply(Endpoint.TOKEN, Fault.status(500));

        assertThat(RawClient.once(partner, Requests.TOKEN).status()).isEqualTo(500);
        assertThat(RawClient.once(partner, Requests.TOKEN).status()).isEqualTo(200);
    }

    @Test
    void delayedAnswerComesLater() throws IOException {
        partner.apply(Endpoint.SEGMENTS, new Fault.Delay(Duration.ofMillis(150)));

        var before = Instant.now();
        assertThat(RawClient.once(partner, sample()).status()).isEqualTo(200);
        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(partner.ledger().users()).isOne();
    }

    @Test
    void hungRequestWasReceivedAndIsNeverAnswered() throws IOException {
        partner.apply(Endpoint.SEGMENTS, new Fault.Hang());

        try (var client = new RawClient(partner)) {
            client.send(sample());
            await().until(() -> partner.ledger().received(Messages.DEVICE) == 1);
            assertThat(RawClient.once(partner, sample()).status()).isEqualTo(200);
            partner.close();
            assertThat(client.ended()).isTrue();
        }
        assertThat(partner.ledger().users()).isOne();
        assertThat(partner.requests())
                .extracting(RecordedRequest::ending)
                .containsExactly(
                        new Ending.Answered(200), new Ending.Unanswered(new Fault.Hang()), new Ending.Answered(200));
    }

    @Test
    void connectionIsResetBeforeTheAnswer() throws IOException {
        partner.apply(Endpoint.SEGMENTS, new Fault.Reset(Moment.BEFORE_ANSWER));

        try (var client = new RawClient(partner)) {
            assertThatThrownBy(() -> client.exchange(sample())).isInstanceOf(SocketException.class);
        }
        assertThat(partner.ledger().users()).isZero();
        assertThat(partner.ledger().received(Messages.DEVICE)).isOne();
        assertThat(partner.requests().getLast().ending())
                .isEqualTo(new Ending.Unanswered(new Fault.Reset(Moment.BEFORE_ANSWER)));
    }

    @Test
    void connectionIsResetInTheMiddleOfTheAnswer() throws IOException {
        partner.apply(Endpoint.SEGMENTS, new Fault.Reset(Moment.HALF_ANSWER));

        try (var client = new RawClient(partner)) {
            assertThatThrownBy(() -> client.exchange(sample())).isInstanceOf(IOException.class);
        }
        assertThat(partner.ledger().users()).isZero();
    }

    @Test
    void scriptExpiresTokensBeforeItsRequest() throws IOException {
        partner.apply(
                FaultStep.next(Endpoint.SEGMENTS, new Fault.ExpireTokens()).startingAfter(1));

        assertThat(RawClient.once(partner, sample()).status()).isEqualTo(200);
        assertThat(RawClient.once(partner, sample()).status()).isEqualTo(401);
        token = Requests.freshToken(partner);
        assertThat(RawClient.once(partner, sample()).status()).isEqualTo(200);
    }

    @Test
    void tokensExpireByHand() throws IOException {
        partner.expireTokens();

        assertThat(RawClient.once(partner, sample()).status()).isEqualTo(401);
    }

    @Test
    void awayPartnerResetsEveryConnectionUntilItComesBack() throws IOException {
        try (var client = new RawClient(partner)) {
            assertThat(client.exchange(sample()).status()).isEqualTo(200);
            partner.goAway(Duration.ofHours(1));
            assertThatThrownBy(() -> client.exchange(sample())).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> RawClient.once(partner, sample())).isInstanceOf(IOException.class);

        partner.comeBack();
        assertThat(RawClient.once(partner, sample()).status()).isEqualTo(200);
        assertThat(partner.ledger().users()).isEqualTo(2);
    }

    @Test
    void scriptSendsThePartnerAway() {
        partner.apply(Endpoint.SEGMENTS, new Fault.Shut(Door.AWAY, Duration.ofHours(1)));

        assertThatThrownBy(() -> RawClient.once(partner, sample())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RawClient.once(partner, sample())).isInstanceOf(IOException.class);
        assertThat(partner.counts().segmentRequests()).isOne();
    }

    @Test
    void behavingPartnerForgetsItsSteps() throws IOException {
        partner.apply(FaultStep.times(Endpoint.SEGMENTS, 100, Fault.status(503)));
        partner.behave();

        assertThat(RawClient.once(partner, sample()).status()).isEqualTo(200);
    }

    @Test
    void theReferencesExampleScriptIsUnderstood() throws Exception {
        var page = Files.readString(Path.of("../docs/reference/partner-script.md"));
        var example = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("```\n", page.indexOf("```yaml\n")));

        assertThat(FaultScript.parse(Messages.bytes(example)).steps())
                .hasSize(9)
                .contains(FaultStep.next(Endpoint.TOKEN, Fault.status(500)));
    }

    private String sample() {
        return Requests.segments(token, Messages.SAMPLE);
    }
}
