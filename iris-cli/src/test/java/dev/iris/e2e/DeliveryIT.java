package dev.iris.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.partner.Endpoint;
import dev.iris.partner.Fault;
import dev.iris.partner.FaultStep;
import dev.iris.partner.Moment;
import dev.iris.partner.PartnerSettings;
import dev.iris.partner.ReferencePartner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole server and the reference partner. */
class DeliveryIT {
    private static final int ID = 423;

    @TempDir
    private Path folder;

    private ReferencePartner partner;
    private Running iris;

    @BeforeEach
    void start() throws IOException {
        partner = ReferencePartner.start(
                PartnerSettings.builder().maxUsers(10).recordedRequests(5_000).build());
        iris = Running.start(folder, partner.certificateAuthorityPem());
    }

    @AfterEach
    void close() {
        iris.close();
        partner.close();
    }

    @Test
    void aThousandMessagesFromAColdStartCauseOneTokenRequest() {
        iris.put(ID, destination("'aggregation':{'maxUsers':1}"));
        iris.post(qualifications(0, 1_000));
        iris.awaitDelivered(ID, 1_000);
        assertThat(partner.counts().segmentRequests()).isEqualTo(1_000);
        assertThat(partner.counts().tokenRequests()).isEqualTo(1);
    }

    @Test
    void aRevokedTokenCostsOneTokenRequestAndNoMessageWithTwentyInFlight() {
        iris.put(ID, destination("'aggregation':{'maxUsers':1}"));
        iris.post(qualifications(0, 500)); // until twenty may be in flight
        iris.awaitDelivered(ID, 500);
        partner.expireTokens();
        partner.apply(FaultStep.times(Endpoint.SEGMENTS, 30, new Fault.Delay(Duration.ofMillis(300))));
        iris.post(qualifications(500, 530));
        iris.awaitDelivered(ID, 530);
        assertThat(partner.counts().tokenRequests()).isEqualTo(2);
        assertThat(partner.counts().refusals().getOrDefault(401, 0L)).isGreaterThanOrEqualTo(20);
        assertThat(partner.ledger().devices()).isEqualTo(530);
        assertThat(partner.ledger().repeats()).isZero();
        assertThat(iris.number(ID, "failed")).isZero();
    }

    @Test
    void twoDestinationsWithOneCredentialShareOneToken() {
        iris.put(ID, destination(""));
        iris.put(424, destination(""));
        iris.post(qualifications(0, 50));
        iris.awaitDelivered(ID, 50);
        iris.awaitDelivered(424, 50);
        assertThat(partner.counts().tokenRequests()).isEqualTo(1);
    }

    @Test
    void anAcknowledgementThatCrossesANewerEventLosesNeither() {
        iris.put(ID, destination(""));
        partner.apply(Endpoint.SEGMENTS, new Fault.Delay(Duration.ofMillis(700)));
        iris.post(event("1", "2026-11-02T08:00:00Z", "'qualified':['14356']"));
        Awaitility.await().atMost(Running.PATIENCE).until(() -> partner.counts().segmentRequests() == 1);
        iris.post(event("1", "2026-11-02T08:00:05Z", "'disqualified':['14356'],'qualified':['12176']"));
        iris.awaitDelivered(ID, 2);
        assertThat(states("1")).isEqualTo("14356:0 high-value:1");
        assertThat(partner.ledger().staleEntries()).isZero();
    }

    @Test
    void usersAreGatheredIntoMessagesOfTen() {
        iris.put(ID, destination("'aggregation':{'linger':'200ms'}"));
        iris.post(qualifications(0, 25));
        iris.awaitDelivered(ID, 25);
        assertThat(partner.counts().segmentRequests()).isEqualTo(3);
    }

    @Test
    void whatWaitsForAnAbsentPartnerIsToldWithTheMappingsOfItsReturn() {
        iris.put(ID, destination(""));
        partner.goAway(Duration.ofMinutes(5));
        iris.post(event("1", "2026-11-02T08:00:00Z", "'qualified':['14356','12176','30000']"));
        Awaitility.await().atMost(Running.PATIENCE).until(() -> iris.reason(ID).equals("unreachable"));
        iris.put(ID, destination("'mappings':[{'segment':'12176','value':'renamed'},{'segment':'30000'}]"));
        partner.comeBack();
        iris.awaitDelivered(ID, 1);
        assertThat(states("1")).isEqualTo("30000:1 renamed:1");
        assertThat(iris.reason(ID)).isEmpty();
    }

    @Test
    void aPausedDestinationKeepsItsData() {
        iris.put(ID, destination(""));
        operate("pause");
        iris.post(qualifications(0, 12));
        assertThat(iris.number(ID, "backlog")).isEqualTo(12);
        operate("resume");
        iris.awaitDelivered(ID, 12);
    }

    @Test
    void whatWasNotDeliveredIsDeliveredAfterARestart() throws IOException {
        iris.put(ID, destination(""));
        partner.goAway(Duration.ofMinutes(5));
        iris.post(qualifications(0, 30));
        iris.close();
        partner.comeBack();
        iris = Running.start(folder, partner.certificateAuthorityPem());
        Awaitility.await().atMost(Running.PATIENCE).until(() -> partner.ledger().devices() == 30);
    }

    @Test
    void anEventThatNamesASegmentAsBothIsRefusedWithAllOfItsRequest() {
        iris.put(ID, destination(""));
        var bad = event("2", "2026-11-02T08:00:00Z", "'qualified':['14356'],'disqualified':['14356']");
        var body = (event("1", "2026-11-02T08:00:00Z", "'qualified':['14356']") + "\n" + bad).replace('\'', '"');
        var reply = iris.api().post("/v1/events", "application/x-ndjson", body.getBytes(UTF_8));
        assertThat(reply.status()).isEqualTo(400);
        iris.post(qualifications(9, 10));
        iris.awaitDelivered(ID, 1);
        assertThat(partner.ledger().devices()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "201, 1, unexpected-status",
        "302, 1, redirect",
        "400, 1, unexpected-status",
        "404, 1, unexpected-status",
        "429, 2, throttled",
        "500, 2, unexpected-status",
        "503, 2, unexpected-status"
    })
    void aFailureLosesNothingAndIsRetriedOnceWhereThatHelps(int status, int attempts, String reason) {
        iris.put(ID, destination(""));
        partner.apply(FaultStep.times(Endpoint.SEGMENTS, attempts, Fault.status(status)));
        iris.post(qualifications(0, 1));
        Awaitility.await()
                .atMost(Running.PATIENCE)
                .until(() -> iris.number(ID, "failed") == 1 || iris.reason(ID).equals(reason));
        // A status that may be the destination's own fault parks it: an operator need not wait for the probe.
        operate("resume");
        iris.awaitDelivered(ID, 1);
        assertThat(partner.counts().segmentRequests()).isEqualTo(attempts + 1);
        assertThat(iris.number(ID, "failed")).isEqualTo(1);
        assertThat(iris.reason(ID)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Moment.class, mode = EnumSource.Mode.EXCLUDE, names = "AFTER_ANSWER")
    void aBrokenConnectionIsRetriedOnceAndLosesNothing(Moment moment) {
        iris.put(ID, destination(""));
        partner.apply(Endpoint.SEGMENTS, new Fault.Reset(moment));
        iris.post(qualifications(0, 1));
        iris.awaitDelivered(ID, 1);
        assertThat(partner.counts().segmentRequests()).isEqualTo(2);
        assertThat(iris.number(ID, "failed")).isZero();
    }

    @Test
    void aPartnerThatHangsIsLeftAtTheTimeout() {
        iris.put(ID, destination("'delivery':{'timeout':'300ms','retries':0}"));
        partner.apply(Endpoint.SEGMENTS, new Fault.Hang());
        iris.post(qualifications(0, 1));
        Awaitility.await().atMost(Running.PATIENCE).until(() -> iris.number(ID, "failed") == 1);
        iris.awaitDelivered(ID, 1);
        assertThat(partner.counts().segmentRequests()).isEqualTo(2);
    }

    @Test
    void aTokenEndpointThatFailsForAWhileLosesNothing() {
        partner.apply(FaultStep.times(Endpoint.TOKEN, 3, Fault.status(503)));
        iris.put(ID, destination(""));
        iris.post(qualifications(0, 5));
        iris.awaitDelivered(ID, 5);
        assertThat(iris.reason(ID)).isEmpty();
    }

    private String destination(String more) {
        return "{'clientId':'74323','userDpid':'12345','endpoint':'" + partner.segmentEndpoint()
                + "','auth':{'type':'oauth2','tokenEndpoint':'" + partner.tokenEndpoint() + "','basic':'"
                + PartnerSettings.SAMPLE_CREDENTIAL + "'}"
                + (more.contains("mappings")
                        ? ""
                        : ",'mappings':[{'segment':'14356'},{'segment':'12176','value':'high-value'}]")
                + (more.isEmpty() ? "}" : "," + more + "}");
    }

    private String states(String device) {
        var states = partner.ledger().states("423", device, "u" + device);
        return states.entrySet().stream()
                .map(state -> state.getKey() + ":" + (state.getValue().active() ? 1 : 0))
                .sorted()
                .collect(joining(" "));
    }

    private static String[] qualifications(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> event("" + i, "2026-11-02T08:00:00Z", "'qualified':['14356']"))
                .toArray(String[]::new);
    }

    private void operate(String word) {
        assertThat(iris.api()
                        .post("/v1/destinations/" + ID + "/" + word, "application/json", new byte[0])
                        .ok())
                .isTrue();
    }

    private static String event(String device, String time, String change) {
        return "{'device':'" + device + "','time':'" + time + "','ids':[{'dpid':'12345','uuid':'u" + device + "'}],"
                + change + "}";
    }
}
