package dev.iris.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
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

/** One user among many whom the partner does not take, or on whom it fails. */
class RefusedUserIT {
    private static final int USERS = 60;
    private static final int MANY = 10_000;
    private static final int BAD = 17;
    private static final String REFUSED = "on: segments, after: 1, users: [u17], for: 1h, ";

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

    /** All enter a segment; then all leave it, and the bad one's zero is refused, kept, and told by a replay. */
    @ParameterizedTest
    @CsvSource({"400, 10", "403, 10", "404, 10", "409, 10", "422, 10", "400, 1", "404, 1"})
    void isOneDeadLetterWithThePartnersStatusAndIsToldByAReplay(int status, int maxUsers) throws Exception {
        try (var trial = trials.begin(REFUSED + "status: " + status, settings(maxUsers))) {
            trial.tell(USERS);
            trial.awaitTold(USERS);
            int before = trial.outcomes().size();
            trial.tell(USERS);
            trial.awaitToldBut(BAD, USERS);
            awaitLetter(trial, status);
            int halvings = 32 - Integer.numberOfLeadingZeros(maxUsers - 1);
            assertThat(trial.outcomes().size() - before).isLessThanOrEqualTo(USERS / maxUsers + 2 * halvings);
            assertThat(trial.partner().ledger().repeats()).isZero();
            assertThat(trial.state()).isEqualTo("active");
            assertThat(trial.circuit()).isEqualTo("closed");

            trial.partner().behave();
            assertThat(Json.write(trial.operate("dead-letters/replay"))).isEqualTo("{\"replayed\":1}");
            trial.awaitTold(USERS);
            assertThat(trial.number("delivered")).isEqualTo(2 * USERS);
            trial.assertServed();
        }
    }

    @Test
    void isFoundAmongTenThousandWithFewMessagesMore() throws Exception {
        try (var trial = trials.begin("on: segments, users: [u17], for: 1h, status: 422", settings(10))) {
            trial.tell(MANY);
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> trial.number("delivered") == MANY - 1);
            awaitLetter(trial, 422);
            assertThat(trial.partner().counts().segmentRequests()).isLessThanOrEqualTo(MANY / 10 + 2 * 4);
            assertThat(trial.partner().ledger().repeats()).isZero();
            assertThat(trial.number("backlog")).isZero();
            assertThat(trial.state()).isEqualTo("active");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1})
    void leavesItsZerosOwedToTheDevicesNextMessage(int maxUsers) throws Exception {
        try (var trial = trials.begin(REFUSED + "status: 422", settings(maxUsers))) {
            trial.tell(USERS);
            trial.awaitTold(USERS);
            trial.tell(USERS);
            awaitLetter(trial, 422);
            assertThat(trial.knows(BAD)).isFalse();
            trial.partner().behave();
            trial.tellMore(BAD);
            trial.awaitTold(USERS);
            assertThat(trial.knowsMore(BAD)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status: 500", "reset: before-answer"})
    void onWhomThePartnerFailsHarmsNobodyAndIsToldInTheEnd(String fault) throws Exception {
        try (var trial = trials.begin(REFUSED + fault, settings(10))) {
            trial.tell(USERS);
            trial.awaitTold(USERS);
            trial.tell(USERS);
            trial.awaitToldButAmidOthers(BAD, USERS);
            assertThat(trial.number("deadLetters")).isZero();
            trial.partner().behave();
            trial.awaitTold(USERS);
            assertThat(trial.partner().ledger().repeats()).isZero();
            trial.assertServed();
        }
    }

    private static void awaitLetter(FaultTrial trial, int status) {
        Awaitility.await().atMost(Running.PATIENCE).until(() -> trial.number("deadLetters") == 1);
        assertThat(Json.write(trial.find("dead-letters")))
                .containsOnlyOnce("\"partnerUuid\":\"u17\"")
                .contains("\"code\":\"entry-refused\"", "status " + status);
    }

    private static String settings(int maxUsers) {
        return "'aggregation':{'maxUsers':" + maxUsers
                + ",'linger':'300ms'},'delivery':{'timeout':'1s','retries':1,'maxConcurrency':1}";
    }
}
