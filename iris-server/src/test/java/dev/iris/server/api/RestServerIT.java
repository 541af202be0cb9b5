package dev.iris.server.api;

import static dev.iris.server.api.Answers.assertProblem;
import static dev.iris.server.api.RunningServer.EVENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.iris.engine.EngineUnavailableException;
import dev.iris.server.control.Scope;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the server starts and ends, and what it tells of itself. */
class RestServerIT {
    private static final String ONE = "/v1/destinations/423";

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
    void aTakenAddressIsRefusedWithItsPort() {
        var port = server.server.port();
        assertThatIOException()
                .isThrownBy(() -> RestServer.start(
                        ListenAddress.plain("127.0.0.1", port),
                        server.control,
                        server.engine,
                        server.batches,
                        server.couriers,
                        Clock.systemUTC()))
                .withMessageContaining("cannot listen on 127.0.0.1, port " + port);
    }

    @Test
    void probesTellWhetherEventsAreTaken() {
        assertThat(server.send(server.request("/health/live")).body()).isEqualTo("{\"status\":\"live\"}");
        assertThat(server.send(server.request("/health/ready")).body()).isEqualTo("{\"status\":\"ready\"}");
        server.engine.trouble = "the disk is full";
        var response = server.send(server.request("/health/ready"));
        assertProblem(response, 503, "not-ready");
        assertThat(response.body()).contains("\"detail\":\"the disk is full\"");
        assertThat(server.send(server.request("/health/live")).statusCode()).isEqualTo(200);
    }

    @Test
    void theReferenceIsServed() {
        var response = server.send(server.request("/openapi.yaml"));
        assertThat(response.headers().firstValue("Content-Type")).contains("application/yaml");
        assertThat(response.body()).startsWith("openapi: 3.1.0\n");
    }

    @Test
    void anEngineThatIsGoneIsNoBug() {
        server.destination();
        server.engine.beforeBacklog = () -> {
            throw new EngineUnavailableException("closed");
        };
        assertProblem(server.send(server.request("/")), 503, "unavailable");
        assertProblem(server.call(Scope.READ, "GET", ONE + "/status"), 503, "unavailable");
    }

    @Test
    void closingFinishesWhatIsInFlightAndTakesNothingNew() throws Exception {
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        server.engine.beforeAccept = () -> {
            entered.countDown();
            await(leave);
        };
        var inFlight = CompletableFuture.supplyAsync(() -> server.post("application/json", EVENT.getBytes(ISO_8859_1)));
        entered.await();
        var closing = CompletableFuture.runAsync(server.server::close);
        Awaitility.await()
                .untilAsserted(() -> assertThatExceptionOfType(ConnectException.class)
                        .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.server.port()).close()));
        leave.countDown();
        assertThat(inFlight.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        closing.get(30, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
