package dev.iris.server.api;

import static dev.iris.server.api.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.engine.Batch;
import dev.iris.model.BatchNumber;
import dev.iris.model.DestinationNumber;
import dev.iris.server.control.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesIT {
    private static final String BATCH = "/v1/destinations/423/batch";
    private static final String BATCHES = "/v1/destinations/423/batches";

    @TempDir
    private Path data;

    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RunningServer(data);
        server.destination();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aFullBatchCanBeAskedForWhileBatchesAreOff() {
        var response = server.call(Scope.OPERATE, "POST", BATCH, "{\"full\":true}");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("""
            {"number":1,"full":true,"state":"making","plannedFor":"2026-11-23T16:20:00Z",\
            "startedAt":"2026-11-23T16:20:00Z","endedAt":null,"received":0,"successful":0,"failed":0}\
            """);
        assertThat(server.call(Scope.READ, "GET", BATCHES).body()).isEqualTo("{\"batches\":[" + response.body() + "]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"full\":false}"})
    void whatChangedIsNotKnownWhileBatchesAreOff(String body) {
        assertProblem(server.call(Scope.OPERATE, "POST", BATCH, body), 409, "conflict");
        assertThat(server.call(Scope.READ, "GET", BATCHES).body()).isEqualTo("{\"batches\":[]}");
    }

    @Test
    void metricsTellHowFarTheRunningBatchIs() {
        var begun = RunningServer.NOW.minusSeconds(90);
        var batch = Batch.begun(BatchNumber.FIRST, true, begun, begun).made(7, false, begun);
        server.batches.batches.put(new DestinationNumber(1), List.of(batch.settled(true, begun)));
        assertThat(server.call(Scope.READ, "GET", "/metrics").body())
                .contains("\niris_batch_outstanding_devices{destination=\"423\"} 6.0\n")
                .contains("\niris_batch_age_seconds{destination=\"423\"} 90.0\n");
    }

    @Test
    void twoBatchesDoNotOverlap() {
        server.call(Scope.OPERATE, "POST", BATCH, "{\"full\":true}");
        assertProblem(server.call(Scope.OPERATE, "POST", BATCH, "{\"full\":true}"), 409, "batch-running");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"ful\":true}", "{\"full\":1}", "[]"})
    void anotherDocumentIsRefused(String body) {
        assertProblem(server.call(Scope.OPERATE, "POST", BATCH, body), 400, "invalid-document");
    }

    @Test
    void anUnknownDestinationHasNoBatches() {
        assertProblem(
                server.call(Scope.OPERATE, "POST", "/v1/destinations/9/batch", "{}"), 404, "destination-not-found");
        assertProblem(server.call(Scope.READ, "GET", "/v1/destinations/9/batches"), 404, "destination-not-found");
    }
}
