package dev.iris.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.partner.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Iris does while a partner misbehaves for a while, and afterwards. */
class FaultWindowIT {
    private static final int USERS = 10;
    private static final String SETTINGS =
            "'aggregation':{'maxUsers':10,'linger':'300ms'},'delivery':{'timeout':'1s','retries':1}";
    private static final String ONE_AT_A_TIME =
            "'aggregation':{'maxUsers':1},'delivery':{'timeout':'1s','retries':1,'maxConcurrency':1}";

    @TempDir
    private static Path folder;

    private static FaultTrials trials;

    @BeforeAll
    static void start() throws IOException {
        trials = new FaultTrials(folder);
    }

    @AfterAll
    static void close() {
        trials.close();
    }

    /** A second after the refusal nothing more has been sent; an operator who resumes need not wait for the probe. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # fault                                          | reason             | attempts
        status: 201                                      | unexpected-status  | 1
        status: 204                                      | unexpected-status  | 1
        status: 301, location: https://127.0.0.1/elsewhere | redirect         | 1
        status: 302, location: https://127.0.0.1/elsewhere | redirect         | 1
        status: 307, location: https://127.0.0.1/elsewhere | redirect         | 1
        status: 308, location: /oauth2/token             | redirect           | 1
        status: 402                                      | unexpected-status  | 1
        status: 403                                      | unexpected-status  | 1
        status: 404                                      | unexpected-status  | 1
        status: 400                                      | refuses-everything | 12
        status: 413                                      | refuses-everything | 12
        status: 422                                      | refuses-everything | 12
        """)
    void aPartnerThatRefusesEverythingIsLeftAloneWithoutADeadLetter(String fault, String reason, int most)
            throws Exception {
        try (var trial = trials.begin("on: segments, for: 1h, " + fault, SETTINGS)) {
            trial.tell(USERS);
            trial.awaitReason(reason);
            assertThat(trial.state()).isEqualTo("parked");
            assertThat(trial.outcomes()).hasSizeLessThanOrEqualTo(most);
            assertThat(trial.number("backlog")).isEqualTo(USERS);
            trial.partner().behave();
            trial.operate("resume");
            trial.awaitTold(USERS);
            assertThat(trial.partner().counts().tokenRequests()).isEqualTo(1);
            assertThat(trial.partner().ledger().repeats()).isZero();
            trial.assertServed();
        }
    }

    @ParameterizedTest
    @CsvSource({"429, throttled", "503, failed-503"})
    void aPartnerThatAsksToWaitIsLeftAloneForThatLong(int status, String outcome) throws Exception {
        try (var trial = trials.begin("on: segments, retryAfter: 2s, status: " + status, SETTINGS)) {
            trial.tell(USERS);
            trial.awaitTold(USERS);
            var requests = trial.partner().requests().stream()
                    .filter(request -> request.target().startsWith("/segments"))
                    .map(RecordedRequest::arrival)
                    .toList();
            assertThat(Duration.between(requests.get(0), requests.get(1))).isGreaterThan(Duration.ofMillis(1_900));
            assertThat(trial.outcomes()).hasSizeLessThanOrEqualTo(3).first().isEqualTo(outcome);
            assertThat(trial.outcomes().subList(1, trial.outcomes().size())).containsOnly("delivered");
            trial.assertServed();
        }
    }

    /** The first twenty are taken, then a storm of two seconds comes. */
    @ParameterizedTest
    @CsvSource({"status: 429", "'status: 429, retryAfter: 1s'", "status: 503", "'status: 503, retryAfter: 1s'"})
    void aStormPassesAndLeavesNoTrace(String fault) throws Exception {
        var settings = "'aggregation':{'maxUsers':1},'delivery':{'timeout':'1s','maxConcurrency':4}";
        try (var trial = trials.begin("on: segments, after: 20, for: 2s, " + fault, settings)) {
            trial.tell(60);
            trial.awaitTold(60);
            assertThat(trial.outcomes()).hasSizeLessThanOrEqualTo(100);
            assertThat(trial.number("delivered")).isEqualTo(60);
            assertThat(trial.partner().ledger().repeats()).isZero();
            Awaitility.await().atMost(Running.PATIENCE).untilAsserted(trial::assertServed);
        }
    }

    /** Twice as many as it takes within a second are refused at the first burst, and few after that. */
    @Test
    void aPartnerThatThrottlesAboveARateIsServedNearIt() throws Exception {
        var settings = "'aggregation':{'maxUsers':1},'delivery':{'timeout':'1s','maxConcurrency':4}";
        try (var trial = trials.begin("on: segments, for: 1h, above: 50, status: 429", settings)) {
            trial.tell(300);
            trial.awaitTold(300);
            assertThat(trial.partner().counts().faults()).isBetween(1L, 20L);
            assertThat(trial.partner().ledger().repeats()).isZero();
            Awaitility.await().atMost(Running.PATIENCE).untilAsserted(trial::assertServed);
        }
    }

    @Test
    void aShareOfFailuresCostsAttemptsAlone() throws Exception {
        var settings = "'aggregation':{'maxUsers':1},'delivery':{'timeout':'1s','maxConcurrency':4}";
        try (var trial = trials.begin("on: segments, times: 30, share: 0.2, status: 503", settings)) {
            trial.tell(60);
            trial.awaitTold(60);
            assertThat(trial.outcomes()).contains("failed-503");
            assertThat(trial.outcomes().stream().filter("delivered"::equals)).hasSize(60);
            assertThat(trial.outcomes()).allMatch(word -> word.equals("delivered") || word.equals("failed-503"));
            assertThat(trial.partner().ledger().repeats()).isZero();
            Awaitility.await().atMost(Running.PATIENCE).untilAsserted(trial::assertServed);
        }
    }

    @Test
    void maintenanceAtItsTimeIsWaitedOut() throws Exception {
        try (var trial = trials.begin("on: segments, from: 1s, for: 4s, status: 503, retryAfter: 1s", ONE_AT_A_TIME)) {
            Awaitility.await().atMost(Running.PATIENCE).until(() -> {
                trial.tell(1);
                return trial.outcomes().contains("failed-503");
            });
            trial.awaitTold(1);
            assertThat(trial.outcomes()).containsOnly("delivered", "failed-503");
            assertThat(trial.outcomes().stream().filter("failed-503"::equals)).hasSizeLessThanOrEqualTo(10);
            trial.assertServed();
        }
    }

    /** While the door is shut the reason stands in the status. */
    @ParameterizedTest
    @CsvSource({"away, unreachable", "expiredCertificate, certificate-untrusted", "tlsAlert, unreachable"})
    void aShutDoorIsToldAndNothingIsLost(String door, String reason) throws Exception {
        try (var trial = trials.begin("on: segments, " + door + ": 1h", ONE_AT_A_TIME)) {
            trial.tell(USERS);
            trial.awaitReason(reason);
            assertThat(trial.outcomes())
                    .contains(reason)
                    .doesNotContain("delivered")
                    .hasSizeLessThanOrEqualTo(14);
            trial.partner().comeBack();
            trial.operate("resume");
            trial.awaitTold(USERS);
            assertThat(trial.number("delivered")).isEqualTo(USERS);
            assertThat(trial.partner().ledger().repeats()).isZero();
            trial.assertServed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"away", "expiredCertificate", "tlsAlert"})
    void aDoorThatStaysShutOpensTheCircuit(String door) throws Exception {
        try (var trial = trials.begin("on: segments, " + door + ": 1h", ONE_AT_A_TIME)) {
            trial.tell(USERS);
            Awaitility.await()
                    .atMost(Running.PATIENCE)
                    .until(() -> trial.circuit().equals("open"));
            assertThat(trial.outcomes()).doesNotContain("delivered").hasSizeLessThanOrEqualTo(14);
            trial.partner().comeBack();
            trial.operate("resume");
            trial.awaitTold(USERS);
            trial.assertServed();
        }
    }

    /** A connection on which nobody speaks is given up after five seconds. */
    @Test
    void aSilentPartnerIsServedOnceItSpeaks() throws Exception {
        try (var trial = trials.begin("on: segments, silent: 1h", ONE_AT_A_TIME)) {
            trial.tell(1);
            trial.awaitReason("unreachable");
            trial.partner().comeBack();
            trial.operate("resume");
            trial.awaitTold(1);
            assertThat(trial.outcomes())
                    .startsWith("unreachable", "unreachable")
                    .endsWith("delivered");
            assertThat(trial.partner().ledger().repeats()).isZero();
            trial.assertServed();
        }
    }

    @Test
    void theLateAnswerOfAClosedExchangeChangesNothing() throws Exception {
        try (var trial = trials.begin("on: segments, delay: 4s", SETTINGS)) {
            trial.tell(USERS);
            trial.awaitTold(USERS);
            trial.tell(USERS);
            trial.awaitTold(USERS);
            assertThat(trial.outcomes()).containsExactly("timeout", "delivered", "delivered");
            Awaitility.await()
                    .atMost(Running.PATIENCE)
                    .until(() -> trial.partner().ledger().staleEntries() == USERS);
            trial.awaitTold(USERS);
            assertThat(trial.number("delivered")).isEqualTo(2 * USERS);
            assertThat(trial.number("failed")).isZero();
            assertThat(trial.circuit()).isEqualTo("closed");
        }
    }

    /** All twenty wait three seconds for the one connection, longer than the partner may take for an answer. */
    @Test
    void ourOwnQueueNeverOpensThePartnersCircuit() throws Exception {
        try (var trial = trials.begin("on: segments, times: 20, delay: 150ms", ONE_AT_A_TIME)) {
            trial.tell(20);
            trial.awaitTold(20);
            assertThat(trial.outcomes()).hasSize(20).containsOnly("delivered");
            trial.assertServed();
        }
    }

    /** What the token endpoint does costs no message, and its own attempts are few. */
    @ParameterizedTest
    @CsvSource({
        "'status: 500', 2",
        "'status: 429, retryAfter: 1s', 2",
        "'reset: half-answer', 2",
        "'close: before-answer', 2",
        "'answer: bad-gzip', 2",
        "'answer: no-http', 2",
        "'delay: 500ms', 1",
        "'away: 1s', 4"
    })
    void aFaultOfTheTokenEndpointCostsNoMessage(String fault, int most) throws Exception {
        try (var trial = trials.begin("on: token, " + fault, SETTINGS)) {
            trial.tell(USERS);
            trial.awaitTold(USERS);
            assertThat(trial.outcomes()).containsOnly("delivered");
            assertThat(trial.number("failed")).isZero();
            assertThat(trial.partner().counts().tokenRequests()).isLessThanOrEqualTo(most);
            trial.assertServed();
        }
    }
}
