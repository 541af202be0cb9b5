package dev.iris.server.api;

import static dev.iris.server.api.Answers.assertProblem;
import static dev.iris.server.api.Answers.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.engine.LetterSearch;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.observe.ReasonCode;
import dev.iris.server.control.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersIT {
    private static final String LETTERS = "/v1/destinations/423/dead-letters";
    private static final String REPLAY = LETTERS + "/replay";
    private static final String DROP = LETTERS + "/drop";

    @TempDir
    private Path data;

    private RunningServer server;
    private DestinationNumber number = new DestinationNumber(1);

    @BeforeEach
    void start() throws IOException {
        server = new RunningServer(data);
        number = server.destination();
        server.engine.letters.put(
                number,
                new CopyOnWriteArrayList<>(
                        List.of(FakeEngine.letter("1", 30), FakeEngine.letter("2", 20), FakeEngine.letter("3", 10))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aLetterSaysWhatWasSentWhyItWasRefusedAndWhatToDo() {
        var response = server.call(Scope.READ, "GET", LETTERS + "?device=1");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("""
                    {"deadLetters":[{"device":"1","partnerUuid":"u1","segments":[\
                    {"segment":"A","status":"1","time":"2026-11-23T16:15:00Z"},\
                    {"segment":"B","status":"0","time":"2026-11-23T16:16:40Z"}],\
                    "reason":{"code":"unexpected-status","text":"%s (status 422)","action":"%s"},\
                    "dueSince":"2026-11-23T16:18:20Z","diedAt":"2026-11-23T16:19:30Z"}],"next":null}\
                    """.formatted(ReasonCode.UNEXPECTED_STATUS.text(), ReasonCode.UNEXPECTED_STATUS.action()));
    }

    @Test
    void pagesFollowEachOther() {
        assertThat(server.call(Scope.READ, "GET", LETTERS + "?limit=2").body())
                .contains("\"device\":\"1\"", "\"device\":\"2\"", "\"next\":\"2\"")
                .doesNotContain("\"device\":\"3\"");
        assertThat(server.call(Scope.READ, "GET", LETTERS + "?limit=2&after=2").body())
                .contains("\"device\":\"3\"", "\"next\":null")
                .doesNotContain("\"device\":\"1\"");
    }

    @Test
    void timesChooseWhatIsListed() {
        var query = "?since=2026-11-23T17:19:40%2B01:00&until=2026-11-23T16:19:50Z";
        assertThat(server.call(Scope.READ, "GET", LETTERS + query).body())
                .contains("\"device\":\"2\"")
                .doesNotContain("\"device\":\"1\"", "\"device\":\"3\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}"})
    void withoutASearchAllAreReplayed(String body) {
        assertThat(server.call(Scope.OPERATE, "POST", REPLAY, body).body()).isEqualTo("{\"replayed\":3}");
        assertThat(server.engine.replayed).containsExactly(LetterSearch.ALL);
        assertThat(server.engine.dropped).isEmpty();
    }

    @Test
    void aSearchChoosesWhatIsDropped() {
        var search = "{\"since\":\"2026-11-23T16:19:00Z\",\"until\":\"2026-11-23T16:20:00.5Z\",\"device\":\"2\"}";
        assertThat(server.call(Scope.OPERATE, "POST", DROP, search).body()).isEqualTo("{\"dropped\":1}");
        assertThat(server.engine.dropped)
                .containsExactly(new LetterSearch(
                        RunningServer.NOW.minusSeconds(60), RunningServer.NOW.plusMillis(500), new DeviceId("2")));
        assertThat(server.engine.replayed).isEmpty();
        assertThat(server.call(Scope.READ, "GET", "/v1/destinations/423/status").body())
                .contains("\"deadLetters\":2");
    }

    @ParameterizedTest
    @CsvSource({"replay", "drop"})
    void theAuditLogNamesWhoAskedForIt(String act) {
        server.call(Scope.OPERATE, "POST", LETTERS + "/" + act, "{}");
        assertThat(server.call(Scope.ADMIN, "GET", "/v1/audit?limit=1").body())
                .contains("\"actor\":\"for-OPERATE\",\"action\":\"" + act
                        + "\",\"subject\":\"destinations/423/dead-letters\",\"changed\":[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        since=yesterday                                            | since
        since=2026-13-01T00:00:00Z&until=1&device=x                | since until device
        since=2026-11-23T16:00:00Z&until=2026-11-23T16:00:00Z      | until
        device=                                                    | device
        limit=0                                                    | limit
        limit=1001                                                 | limit
        after=elsewhere                                            | after
        """)
    void aWrongParameterIsRefusedByItsName(String query, String names) {
        var refused = server.call(Scope.READ, "GET", LETTERS + "?" + query);
        assertProblem(refused, 400, "invalid-query");
        assertThat(fields(refused)).containsExactly(names.split(" ", -1));
        assertThat(refused.body()).contains("(expected: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"since":"yesterday","until":5,"device":"x"}                              | since until device
        {"since":"2026-11-23T16:00:00Z","until":"2026-11-23T15:00:00Z"}           | until
        {"device":null}                                                           | device
        {"since":null,"until":null}                                               | since until
        {"destination":"423"}                                                     | destination
        """)
    void aWrongSearchIsRefusedAndNothingIsDone(String body, String names) {
        for (var path : List.of(REPLAY, DROP)) {
            var refused = server.call(Scope.OPERATE, "POST", path, body);
            assertProblem(refused, 400, "invalid-document");
            assertThat(fields(refused)).containsExactly(names.split(" ", -1));
        }
        assertThat(server.engine.countLetters(number)).isEqualTo(3);
        assertThat(server.call(Scope.ADMIN, "GET", "/v1/audit?limit=1").body()).contains("\"action\":\"put\"");
    }

    @Test
    void anUnknownDestinationIsNotFound() {
        var other = "/v1/destinations/9/dead-letters";
        assertProblem(server.call(Scope.READ, "GET", other), 404, "destination-not-found");
        for (var act : List.of("/replay", "/drop")) {
            assertProblem(server.call(Scope.OPERATE, "POST", other + act, "{}"), 404, "destination-not-found");
        }
        assertThat(server.engine.replayed).isEmpty();
        assertThat(server.engine.dropped).isEmpty();
    }
}
