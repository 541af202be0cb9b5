package dev.iris.server.api;

import static dev.iris.server.api.Answers.assertProblem;
import static dev.iris.server.api.RunningServer.EVENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.deliver.CircuitPosition;
import dev.iris.deliver.CourierStatus;
import dev.iris.engine.Backlog;
import dev.iris.oauth.FetchResult;
import dev.iris.oauth.TokenFigures;
import dev.iris.oauth.TokenStatus;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import dev.iris.server.control.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do to a destination, and what status, metrics and console tell them of it. */
class OperationIT {
    private static final String ONE = "/v1/destinations/423";
    private static final TokenFigures TWO_FETCHES =
            new TokenFigures(2, Map.of(FetchResult.GRANTED, 2L), Duration.ofMillis(80), 1, 0, 0);

    @TempDir
    private Path data;

    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RunningServer(data);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPauseEndsWithAResumeThatTriesAtOnce() {
        var number = server.destination();
        var paused = server.call(Scope.OPERATE, "POST", ONE + "/pause");
        assertThat(paused.statusCode()).isEqualTo(200);
        assertThat(paused.body()).contains("\"state\":\"paused\"");
        assertThat(server.control.list().getFirst().destination().paused()).isTrue();
        assertThat(server.couriers.retried).isEmpty();

        var resumed = server.call(Scope.OPERATE, "POST", ONE + "/resume", "{}");
        assertThat(resumed.body()).contains("\"state\":\"active\"");
        assertThat(server.couriers.retried).containsExactly(number);

        assertProblem(server.call(Scope.OPERATE, "POST", ONE + "/pause", "{\"x\":1}"), 400, "invalid-document");
        assertProblem(server.call(Scope.OPERATE, "POST", "/v1/destinations/9/pause"), 404, "destination-not-found");
        assertProblem(server.call(Scope.OPERATE, "POST", "/v1/destinations/9/resume"), 404, "destination-not-found");
    }

    @Test
    void theStatusOfAQuietDestinationHasEveryMember() {
        server.destination();
        assertThat(server.call(Scope.READ, "GET", ONE + "/status").body())
                .isEqualTo("""
                    {"state":"active","reason":null,"backlog":0,"oldestAgeSeconds":0,"delivered":0,"failed":0,\
                    "deadLetters":0,"circuit":"closed","token":{"state":"none","ageSeconds":null,"fetches":0,\
                    "expiresInSeconds":null,"nextFetchSeconds":null},\
                    "drainSeconds":0,"catalogEpoch":%d}\
                    """.formatted(server.engine.catalog().epoch()));
        assertProblem(server.call(Scope.READ, "GET", "/v1/destinations/9/status"), 404, "destination-not-found");
    }

    @Test
    void theStatusOfATroubledDestinationSaysWhyAndWhatToDo() {
        trouble();
        assertThat(server.call(Scope.READ, "GET", ONE + "/status").body())
                .startsWith("{\"state\":\"active\",\"reason\":{\"code\":\"unreachable\",\"text\":\""
                        + ReasonCode.UNREACHABLE.text() + " (refused <1>)\",\"action\":\""
                        + ReasonCode.UNREACHABLE.action() + "\"},\"backlog\":5,\"oldestAgeSeconds\":90,"
                        + "\"delivered\":1234567,\"failed\":3,\"deadLetters\":2,\"circuit\":\"half-open\","
                        + "\"token\":{\"state\":\"held\",\"ageSeconds\":61,\"fetches\":2,\"expiresInSeconds\":9,"
                        + "\"nextFetchSeconds\":3},\"drainSeconds\":null,");
    }

    @Test
    void metricsFollowTheDestinations() {
        trouble();
        server.post("application/json", EVENT.getBytes(ISO_8859_1));
        server.post("text/plain", EVENT.getBytes(ISO_8859_1));
        var response = server.send(server.request("/metrics"));
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(response.body())
                .contains("\niris_events_accepted_total 1.0\n")
                .contains("\niris_requests_refused_total{code=\"unsupported-media-type\"} 1.0\n")
                .contains("\niris_users_delivered_total{destination=\"423\"} 1234567.0\n")
                .contains("\niris_users_failed_total{destination=\"423\"} 3.0\n")
                .contains("\niris_messages_delivered_total{destination=\"423\"} 7.0\n")
                .contains("\niris_backlog_devices{destination=\"423\"} 5.0\n")
                .contains("\niris_oldest_age_seconds{destination=\"423\"} 90.0\n")
                .contains("\niris_dead_letters{destination=\"423\"} 2.0\n")
                .contains("\niris_circuit{destination=\"423\"} 2.0\n")
                .contains("\niris_token_fetches_total{destination=\"423\"} 2.0\n")
                .contains("\niris_token_results_total{destination=\"423\",result=\"granted\"} 2.0\n")
                .doesNotContain("result=\"unusable\"")
                .contains("\niris_token_fetch_seconds_total{destination=\"423\"} 0.08\n")
                .contains("\niris_token_renewals_total{destination=\"423\"} 1.0\n")
                .contains("\niris_token_age_seconds{destination=\"423\"} 61.0\n")
                .contains("\niris_parked{destination=\"423\"} 0.0\n")
                .contains("\njvm_memory_used_bytes{");
        server.call(Scope.ADMIN, "DELETE", ONE);
        assertThat(server.send(server.request("/metrics")).body()).doesNotContain("destination=\"423\"");
    }

    @Test
    void theConsoleShowsTroubleAndEscapesEverything() {
        assertThat(server.send(server.request("/")).body()).contains("There is no destination yet");
        trouble();
        server.engine.trouble = "disk <full>";
        var response = server.send(server.request("/"));
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'sha256-");
        assertThat(response.body())
                .contains("Example &lt;partner&gt;", "(refused &lt;1&gt;)", "disk &lt;full&gt;", "1,234,567")
                .contains("1 min 30 s", "half-open", "https://api.partner.com/segments/aam")
                .doesNotContain("<partner>", "<1>", "<full>", "<script", "{destinations}", "{style}");
    }

    private void trouble() {
        var number = server.destination();
        server.engine.backlogs.put(number, new Backlog(5, RunningServer.NOW.minusSeconds(90)));
        server.engine.letters.put(
                number, new CopyOnWriteArrayList<>(List.of(FakeEngine.letter("1", 20), FakeEngine.letter("2", 10))));
        server.couriers.statuses.put(
                number,
                new CourierStatus(
                        CircuitPosition.HALF_OPEN,
                        false,
                        1_234_567,
                        3,
                        7,
                        null,
                        new Reason(ReasonCode.UNREACHABLE, "refused <1>"),
                        new TokenStatus(
                                TokenStatus.Phase.HELD,
                                Duration.ofSeconds(61),
                                Duration.ofSeconds(9),
                                Duration.ofSeconds(3),
                                TWO_FETCHES)));
    }
}
