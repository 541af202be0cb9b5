package dev.iris.server.api;

import static dev.iris.server.api.Answers.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.IntakeOverloadedException;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.SecretFiles;
import dev.iris.server.control.ControlPlane;
import dev.iris.server.control.ImportRecord;
import dev.iris.server.control.ImportState;
import dev.iris.server.control.Scope;
import dev.iris.testkit.Gzip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportsIT {
    private static final String LINES = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final String HEADER = "device,time,qualified,disqualified,dpid,uuid\n";
    private static final String BAD = "{\"device\":\"x\",\"time\":\"2026-11-23T16:17:22Z\"}";

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
    void linesAreTakenAndCounted() {
        var response = post(LINES, "\uFEFF" + lines(1, 1_234) + "\r\n\r\n" + event(1_235), "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertCounts(response, "done", 1_235, 0);
        var id = text(response, "id");
        assertThat(response.headers().firstValue("Location")).contains("/v1/imports/" + id);
        assertThat(found(id).body()).isEqualTo(response.body());
        assertThat(devices()).isEqualTo(numbers(1, 1_235));
    }

    @Test
    void csvIsTakenAndCounted() {
        var body = """
            "device",time,qualified,disqualified,dpid,uuid
            1,2026-11-23T16:17:22Z,A;B,C,5,"u,1"

            "2",2026-11-23T16:17:22Z,,,,
            3,2026-11-23T16:17:22Z,,,,\
            """;
        assertCounts(
                post(CSV + "; charset=utf-8; header=present", "\uFEFF" + body.replace("\n", "\r\n"), ""), "done", 3, 0);
        assertThat(devices()).containsExactly("1", "2", "3");
        assertThat(server.engine.acceptedOffline.getFirst().ids()).hasToString("[PartnerId[dataSource=5, uuid=u,1]]");
        assertThat(server.engine.acceptedOffline.getFirst().qualified()).hasSize(2);
    }

    @Test
    void compressedStreamsOfSeveralMembersAreTaken() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            body.write(Gzip.of((lines(1_000 * i + 1, 1_000 * (i + 1)) + "\n").getBytes(UTF_8)));
        }
        assertCounts(gzip(body.toByteArray(), "id=members"), "done", 3_000, 0);
        assertThat(devices()).isEqualTo(numbers(1, 3_000));
    }

    @Test
    void aStreamMayBeLongerThanAnyBody() {
        var padding = " ".repeat(4_000);
        var body = IntStream.rangeClosed(1, 5_000)
                .mapToObj(i -> event(i) + padding + "\n")
                .collect(Collectors.joining());
        assertThat(body.length()).isGreaterThan(2 * BodyReading.MOST_BYTES);
        assertCounts(post(LINES, body, ""), "done", 5_000, 0);
        assertThat(server.engine.acceptedOffline).hasSize(5_000);
    }

    @Test
    void anEmptyStreamIsNoErrorUnlessItLacksItsHeader() {
        assertCounts(post(LINES, "", ""), "done", 0, 0);
        assertCounts(post(CSV, HEADER, ""), "done", 0, 0);
        assertProblem(post(CSV, "", ""), 400, "import-unreadable");
        assertProblem(gzip(new byte[0], ""), 400, "import-unreadable");
    }

    @Test
    void theFirstBadRowStopsAnImportUnlessMoreAreAllowed() {
        var body = lines(1, 300) + "\n" + BAD + "\n" + lines(301, 400) + "\nnonsense\n" + lines(401, 402);
        var stopped = post(LINES, body, "id=a");
        assertProblem(stopped, 400, "import-stopped");
        assertThat(stopped.body())
                .contains("\"detail\":\"Line 301: device: device id of 1 characters is malformed")
                .contains("1 row is bad, 0 may be.\"")
                .contains("\"problems\":[{\"line\":301,\"field\":\"device\",\"reason\":\"device id of 1");
        assertCounts(found("a"), "stopped", 300, 1);
        assertThat(devices()).isEqualTo(numbers(1, 300));

        assertProblem(post(LINES, body, "id=a"), 400, "import-stopped");
        assertProblem(post(LINES, body, "id=a&maxErrors=1"), 400, "import-stopped");
        assertCounts(found("a"), "stopped", 400, 2);
        assertCounts(post(LINES, body, "id=a&maxErrors=2"), "done", 402, 2);
        assertThat(devices()).isEqualTo(numbers(1, 402));
        assertThat(lines(found("a"))).containsExactly("301", "402");
    }

    @Test
    void badRowsOfCsvAreNamedByTheLineOnWhichTheyBegin() {
        var body = HEADER
                + "1,2026-11-23T16:17:22Z,,,5,\"u\nv\"\n"
                + "2,2026-11-23T16:17:22Z,,,,\n"
                + "3,2026-11-23T16:17:22Z\n"
                + "4,2026-11-23T16:17:22Z,,,5,\"open\n"
                + "5,2026-11-23T16:17:22Z,,,,\n";
        var response = post(CSV, body, "maxErrors=3");
        assertCounts(response, "done", 2, 3);
        assertThat(lines(response)).containsExactly("2", "5", "6");
        assertThat(devices()).containsExactly("2", "5");
    }

    @Test
    void theFirstHundredBadRowsAreListedAndAllAreCounted() {
        var response = post(LINES, (BAD + "\n").repeat(5_000) + event(1), "maxErrors=1000000");
        assertCounts(response, "done", 1, 5_000);
        assertThat(lines(response)).hasSize(100).endsWith("100");
    }

    @Test
    void aRowThatIsTooLongIsBadAndThoseBehindItAreNot() {
        var body = event(1) + "\n" + "x".repeat(3 << 20) + "\n" + event(2);
        var response = post(LINES, body, "maxErrors=1");
        assertCounts(response, "done", 2, 1);
        assertThat(response.body()).contains("{\"line\":2,\"field\":\"\",\"reason\":\"is longer than a row may be");
    }

    @Test
    void aBombEndsWithTheBytesOfOneRow() {
        var response = gzip(Gzip.bomb(256L << 20), "maxErrors=1000&id=bomb");
        assertProblem(response, 400, "import-unreadable");
        assertThat(response.body()).contains("Line 1 is longer than ");
        assertCounts(found("bomb"), "failed", 0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 2_000, 20_000})
    void aCompressedStreamThatIsCutGoesOnWhenItIsWhole(int kept) {
        var sound = Gzip.of(lines(1, 20_000).getBytes(UTF_8));
        var response = gzip(Arrays.copyOf(sound, kept), "id=z");
        assertProblem(response, 400, "import-unreadable");
        assertThat(response.body()).contains("The gzip stream is damaged or ends early");
        assertThat(text(found("z"), "state")).isEqualTo("failed");
        assertCounts(gzip(sound, "id=z"), "done", 20_000, 0);
        assertThat(devices()).isEqualTo(numbers(1, 20_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 11, 5_000})
    void aCompressedStreamThatIsDamagedIsNeverDone(int from) {
        var damaged = Gzip.of(lines(1, 20_000).getBytes(UTF_8));
        Arrays.fill(damaged, from, damaged.length, (byte) 'x');
        assertThat(gzip(damaged, "id=z").statusCode()).isEqualTo(400);
        assertThat(text(found("z"), "state")).isIn("failed", "stopped");
    }

    @Test
    void aCutConnectionLeavesWhatCameAndTheSameStreamGoesOnThere() throws IOException {
        var body = lines(1, 5_000);
        try (var wire = Wire.open(server)) {
            wire.say("POST /v1/imports?id=cut HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + server.token(Scope.INGEST) + "\r\nContent-Type: " + LINES + "\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body.substring(0, body.indexOf(event(3_001)) + 20));
            await().until(() -> server.engine.acceptedOffline.size() >= 2_000);
        }
        await().until(() -> text(found("cut"), "state").equals("failed"));
        assertThat(text(found("cut"), "reason")).contains("the stream ended early");
        assertThat(accepted(found("cut"))).isBetween(2_000, 3_000);
        assertThat(devices()).isEqualTo(numbers(1, accepted(found("cut"))));

        assertCounts(post(LINES, body, "id=cut"), "done", 5_000, 0);
        assertThat(devices()).isEqualTo(numbers(1, 5_000));
    }

    @Test
    void aStreamThatIsDoneTakesNothingAgainAndGoesOnWhenItHasGrown() {
        assertCounts(post(CSV, HEADER + row(1) + row(2), "id=grows"), "done", 2, 0);
        assertCounts(post(CSV, HEADER + row(1) + row(2), "id=grows"), "done", 2, 0);
        assertCounts(post(CSV, HEADER + row(1) + row(2) + row(3), "id=grows"), "done", 3, 0);
        assertThat(devices()).containsExactly("1", "2", "3");
    }

    @Test
    void anotherStreamUnderTheSameIdIsRefused() {
        assertCounts(post(LINES, lines(1, 3), "id=one"), "done", 3, 0);
        for (var other : List.of(lines(2, 4), lines(1, 2), "")) {
            assertProblem(post(LINES, other, "id=one"), 409, "import-differs");
        }
        assertCounts(found("one"), "done", 3, 0);
        assertThat(devices()).containsExactly("1", "2", "3");
    }

    @Test
    void oneStreamAtATimeIsTakenUnderAnIdAndSoManyTogether() throws Exception {
        var asked = new CountDownLatch(8);
        var released = new CountDownLatch(1);
        server.engine.beforeAccept = () -> {
            asked.countDown();
            awaitQuietly(released);
        };
        var running = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> post(LINES, event(i), "id=i" + i),
                        task -> Thread.ofVirtual().start(task)))
                .toList();
        asked.await();
        assertThat(text(found("i3"), "state")).isEqualTo("running");
        assertProblem(post(LINES, event(1), "id=i3"), 409, "import-running");
        assertProblem(post(LINES, event(1), "id=i9"), 429, "overloaded");
        released.countDown();
        for (var each : running) {
            assertCounts(each.get(), "done", 1, 0);
        }
        assertCounts(post(LINES, event(1), "id=i9"), "done", 1, 0);
    }

    @Test
    void anEngineThatIsBehindIsWaitedFor() {
        var refusals = new AtomicInteger(3);
        server.engine.beforeAccept = () -> {
            if (refusals.getAndDecrement() > 0) {
                throw new IntakeOverloadedException("full");
            }
        };
        assertCounts(post(LINES, lines(1, 500), ""), "done", 500, 0);
        assertThat(devices()).isEqualTo(numbers(1, 500));
    }

    @Test
    void whileTheEngineIsBehindTheClientIsNotRead() throws Exception {
        var released = new CountDownLatch(1);
        server.engine.beforeAccept = () -> awaitQuietly(released);
        int length = 64 << 20;
        var block =
                ByteBuffer.wrap((" ".repeat(1_000) + event(1) + "\n").repeat(60).getBytes(UTF_8));
        try (var channel = SocketChannel.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.server.port()));
                var selector = Selector.open()) {
            channel.write(ByteBuffer.wrap(("POST /v1/imports?id=slow HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                            + server.token(Scope.INGEST) + "\r\nContent-Type: " + LINES + "\r\nContent-Length: "
                            + length + "\r\n\r\n")
                    .getBytes(UTF_8)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_WRITE);
            long written = 0;
            while (written < length / 2 && selector.select(2_000) > 0) {
                selector.selectedKeys().clear();
                written += channel.write(block.rewind());
            }
            assertThat(written).isLessThan(length / 2);
        } finally {
            released.countDown();
        }
        await().until(() -> text(found("slow"), "state").equals("failed"));
    }

    @Test
    void anEngineThatIsLostLeavesWhatIsDurable() {
        var chunks = new AtomicInteger();
        server.engine.beforeAccept = () -> {
            if (chunks.incrementAndGet() > 2) {
                throw new EngineUnavailableException("the disk /dev/x is full");
            }
        };
        var response = post(LINES, lines(1, 1_000), "id=lost");
        assertProblem(response, 503, "unavailable");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.body()).doesNotContain("/dev/x");
        assertCounts(found("lost"), "failed", 400, 0);
        server.engine.beforeAccept = () -> {};
        assertCounts(post(LINES, lines(1, 1_000), "id=lost"), "done", 1_000, 0);
        assertThat(devices()).isEqualTo(numbers(1, 1_000));
    }

    @Test
    void aBugIsAnsweredWithoutDetailAndTold() {
        server.engine.beforeAccept = () -> {
            throw new IllegalStateException("secret detail");
        };
        assertProblem(post(LINES, event(1), "id=bug"), 500, "internal");
        assertCounts(found("bug"), "failed", 0, 0);
        assertThat(found("bug").body()).doesNotContain("secret");
    }

    @Test
    void whatIsKnownOfImportsSurvivesTheServerAndWhatRanWhenItWasKilledFailed() throws IOException {
        post(LINES, lines(1, 10) + "\n" + BAD, "id=done&maxErrors=1");
        var done = server.control.imports().find("done").orElseThrow();
        server.control.imports().keep(ran(done));
        server.close();
        try (var control = ControlPlane.open(data, SecretFiles.NONE, Clock.systemUTC(), _ -> {})) {
            assertThat(control.imports().find("done")).contains(done);
            assertThat(control.imports().find("killed")).hasValueSatisfying(killed -> {
                assertThat(killed.state()).isEqualTo(ImportState.FAILED);
                assertThat(killed.reason()).isEqualTo("the server ended before the stream did");
                assertThat(killed.mark()).isEqualTo(done.mark());
                assertThat(killed.badRows()).isEqualTo(done.badRows());
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxErrors=-1", "maxErrors=x", "id=", "id=a%20b", "id=a/b", "limit=1"})
    void aWrongQueryIsRefused(String query) {
        assertProblem(post(LINES, event(1), query), 400, "invalid-query");
        assertThat(devices()).isEmpty();
    }

    @Test
    void otherTypesAndCodingsAreRefused() {
        assertProblem(post("application/json", event(1), ""), 415, "unsupported-media-type");
        assertProblem(post("text/csv; charset=iso-8859-1", HEADER, ""), 415, "unsupported-media-type");
        for (var coding : List.of("br", "deflate", "gzip, gzip")) {
            assertProblem(
                    server.send(server.request(Scope.INGEST, "/v1/imports")
                            .header("Content-Type", LINES)
                            .header("Content-Encoding", coding)
                            .POST(BodyPublishers.ofString(event(1)))),
                    415,
                    "unsupported-media-type");
        }
        assertProblem(found("unknown"), 404, "import-not-found");
    }

    @Test
    void aLeaveToSendIsGiven() {
        var response = server.send(server.request(Scope.INGEST, "/v1/imports")
                .header("Content-Type", LINES)
                .expectContinue(true)
                .POST(BodyPublishers.ofString(lines(1, 3))));
        assertCounts(response, "done", 3, 0);
    }

    private static ImportRecord ran(ImportRecord record) {
        return new ImportRecord(
                "killed",
                record.form(),
                ImportState.RUNNING,
                "",
                record.mark(),
                record.badRows(),
                record.beganAt(),
                record.changedAt());
    }

    private HttpResponse<String> post(String type, String body, String query) {
        return server.send(server.request(Scope.INGEST, "/v1/imports?" + query)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> gzip(byte[] body, String query) {
        return server.send(server.request(Scope.INGEST, "/v1/imports?" + query)
                .header("Content-Type", LINES)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private HttpResponse<String> found(String id) {
        return server.call(Scope.INGEST, "GET", "/v1/imports/" + id);
    }

    private List<String> devices() {
        return server.engine.acceptedOffline.stream()
                .map(event -> event.device().value())
                .toList();
    }

    private static void assertCounts(HttpResponse<String> response, String state, int accepted, int rejected) {
        var document = RunningServer.json(response);
        assertThat(text(response, "state")).as(response.body()).isEqualTo(state);
        assertThat(document.find("rows")).contains(JsonValue.number(accepted + rejected));
        assertThat(document.find("accepted")).contains(JsonValue.number(accepted));
        assertThat(document.find("rejected")).contains(JsonValue.number(rejected));
    }

    private static int accepted(HttpResponse<String> response) {
        return Integer.parseInt(
                Json.write(RunningServer.json(response).find("accepted").orElseThrow()));
    }

    private static List<String> lines(HttpResponse<String> response) {
        return ((JsonArray) RunningServer.json(response).find("problems").orElseThrow())
                .elements().stream()
                        .map(problem ->
                                Json.write(((JsonObject) problem).find("line").orElseThrow()))
                        .toList();
    }

    private static String text(HttpResponse<String> response, String member) {
        return Answers.text(RunningServer.json(response), member);
    }

    private static List<String> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
    }

    private static String lines(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(ImportsIT::event).collect(Collectors.joining("\n"));
    }

    private static String event(int device) {
        return "{\"device\":\"" + device + "\",\"time\":\"2026-11-23T16:17:22Z\",\"qualified\":[\"14356\"]}";
    }

    private static String row(int device) {
        return device + ",2026-11-23T16:17:22Z,14356,,,\n";
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
