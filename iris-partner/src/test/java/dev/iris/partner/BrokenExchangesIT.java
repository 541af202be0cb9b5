package dev.iris.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Exchanges that break off, and answers in wrong bytes. */
final class BrokenExchangesIT {
    private ReferencePartner partner;
    private String token;

    @BeforeEach
    void start() throws IOException {
        partner = ReferencePartner.start(PartnerSettings.contract());
        token = Requests.freshToken(partner);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @ParameterizedTest
    @CsvSource({
        "IN_REQUEST, 0, 0, 0",
        "BEFORE_ANSWER, 0, 1, 0",
        "AFTER_WORK, 0, 1, 1",
        "HALF_HEAD, 30, 1, 0",
        "HALF_ANSWER, 140, 1, 0",
        "AFTER_ANSWER, 160, 1, 1"
    })
    void anExchangeBreaksOffAtItsMoment(Moment moment, int leastSent, int received, int accepted) throws IOException {
        partner.apply(Endpoint.SEGMENTS, new Fault.Close(moment));

        try (var client = new RawClient(partner)) {
            client.send(sample());
            assertThat(client.rest(1_000).length()).isBetween(leastSent, leastSent == 0 ? 0 : leastSent + 60);
        }
        assertThat(partner.ledger().received(Messages.DEVICE)).isEqualTo(received);
        assertThat(partner.ledger().users()).isEqualTo(accepted);
        assertThat(partner.counts().faults()).isOne();
        assertThat(RawClient.once(partner, sample()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void aResetIsOneAtEveryMoment(Moment moment) throws IOException {
        partner.apply(Endpoint.SEGMENTS, new Fault.Reset(moment));

        try (var client = new RawClient(partner)) {
            client.send(sample());
            assertThatThrownBy(() -> client.rest(1_000)).isInstanceOf(SocketException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LENGTH_TOO_SMALL, Content-Length: 18",
        "LENGTH_TOO_LARGE, Content-Length: 74",
        "LENGTH_MALFORMED, Content-Length: many",
        "BAD_GZIP, xxxxxxxx",
        "HUGE, Content-Length: 16777253",
        "ENDLESS, Transfer-Encoding: chunked",
        "DRIP, Transfer-Encoding: chunked",
        "TWICE, HTTP/1.1 200 OK",
        "NO_HTTP, this is no answer"
    })
    void anAnswerIsGarbledAndItsMessageTaken(Garbling way, String words) throws IOException {
        partner.apply(Endpoint.SEGMENTS, new Fault.Garble(way));

        try (var client = new RawClient(partner)) {
            client.send(sample());
            assertThat(client.rest(way == Garbling.NO_HTTP ? 21 : 160)).contains(words);
        }
        assertThat(partner.ledger().users()).isOne();
        assertThat(partner.counts().faults()).isOne();
    }

    @Test
    void aStepForAUserHitsTheMessagesThatHoldItAlone() throws IOException {
        var step = FaultStep.times(Endpoint.SEGMENTS, 2, Fault.status(422));
        partner.apply(step.ofUsers("no such user"));
        assertThat(RawClient.once(partner, sample()).status()).isEqualTo(200);
        partner.apply(step.ofUsers(Messages.DEVICE));
        assertThat(RawClient.once(partner, sample()).status()).isEqualTo(422);
        assertThat(RawClient.once(partner, Requests.segments("wrong", Messages.SAMPLE))
                        .status())
                .isEqualTo(401);
        assertThat(RawClient.once(partner, sample()).status()).isEqualTo(422);
        assertThat(RawClient.once(partner, sample()).status()).isEqualTo(200);
    }

    private String sample() {
        return Requests.segments(token, Messages.SAMPLE);
    }
}
