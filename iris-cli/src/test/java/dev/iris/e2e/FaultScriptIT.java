package dev.iris.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Iris does on each fault of the reference partner's script: attempts, waits, and what the partner ends up with. */
class FaultScriptIT {
    private static final int USERS = 10;

    /** One message holds all users, a time-out comes soon, and there is one retry. */
    private static final String SETTINGS =
            "'aggregation':{'maxUsers':10,'linger':'300ms'},'delivery':{'timeout':'1s','retries':1}";

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

    /** Two messages, one after the other, of which the first meets the fault. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # fault                       | outcomes                         | users taken twice
        status: 500                   | failed-500 delivered delivered   | 0
        status: 599, body: text       | failed-599 delivered delivered   | 0
        status: 408                   | failed-408 delivered delivered   | 0
        status: 425                   | failed-425 delivered delivered   | 0
        status: 503, retryAfter: 1s   | failed-503 delivered delivered   | 0
        status: 429                   | throttled delivered delivered    | 0
        status: 429, retryAfter: 1s   | throttled delivered delivered    | 0
        times: 2, status: 502         | failed-502 failed-502 delivered delivered | 0
        delay: 200ms                  | delivered delivered              | 0
        expireTokens: true            | unauthorised delivered delivered | 0
        hang: true                    | timeout delivered delivered      | 0
        hang: in-request              | timeout delivered delivered      | 0
        hang: after-work              | timeout delivered delivered      | 10
        hang: half-head               | timeout delivered delivered      | 0
        hang: half-answer             | timeout delivered delivered      | 0
        hang: after-answer            | delivered timeout delivered      | 0
        reset: in-request             | unreachable delivered delivered  | 0
        reset: before-answer          | unreachable delivered delivered  | 0
        reset: after-work             | unreachable delivered delivered  | 10
        reset: half-head              | unreachable delivered delivered  | 0
        reset: half-answer            | unreachable delivered delivered  | 0
        reset: after-answer           | delivered delivered              | 0
        close: in-request             | unreachable delivered delivered  | 0
        close: before-answer          | unreachable delivered delivered  | 0
        close: after-work             | unreachable delivered delivered  | 10
        close: half-head              | unreachable delivered delivered  | 0
        close: half-answer            | unreachable delivered delivered  | 0
        close: after-answer           | delivered delivered              | 0
        answer: length-too-small      | delivered unreachable delivered  | 10
        answer: length-too-large      | timeout delivered delivered      | 10
        answer: length-malformed      | unreachable delivered delivered  | 10
        answer: bad-gzip              | delivered delivered              | 0
        answer: huge                  | delivered delivered              | 0
        answer: endless               | delivered delivered              | 0
        answer: drip                  | timeout delivered delivered      | 10
        answer: twice                 | delivered delivered              | 0
        answer: no-http               | unreachable delivered delivered  | 10
        """)
    void aFaultOfOneMessageCostsWhatItMustAndLosesNothing(String fault, String outcomes, long repeats)
            throws Exception {
        try (var trial = trials.begin("on: segments, " + fault, SETTINGS)) {
            trial.tell(USERS);
            trial.awaitTold(USERS);
            trial.tell(USERS);
            trial.awaitTold(USERS);
            assertThat(String.join(" ", trial.outcomes())).isEqualTo(outcomes);
            assertThat(trial.number("delivered")).isEqualTo(2 * USERS);
            assertThat(trial.partner().ledger().repeats()).isEqualTo(repeats);
            trial.assertServed();
        }
    }
}
