package dev.iris.server.api;

import static dev.iris.server.api.RunningServer.EVENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.server.control.Scope;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose bytes are wrong, and those that an intermediary could read otherwise than the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolIT {
    private static final String LENGTH = "Content-Length: " + EVENT.length() + "\r\n";
    private static final String SIZE = Integer.toHexString(EVENT.length());
    private static final String CHUNKS = SIZE + "\r\n" + EVENT + "\r\n0\r\n\r\n";

    private RunningServer server;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        server = new RunningServer(data);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @AfterEach
    void forget() {
        server.engine.accepted.clear();
    }

    @Test
    void theSameRequestsWellFormedAreTaken() {
        for (var body : new String[] {
            LENGTH + "\r\n" + EVENT,
            "Transfer-Encoding: chunked\r\n\r\n" + CHUNKS,
            "transfer-encoding:\tCHUNKED\r\n\r\n" + CHUNKS
        }) {
            assertThat(Wire.exchange(server, head() + "Connection: close\r\n" + body))
                    .contains("{\"accepted\":1}");
        }
        assertThat(server.engine.accepted).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 47\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 47",
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Content-Length: 47\r\nContent-Length: 47",
                "Content-Length: 47\r\nContent-Length: 3",
                "Content-Length: 47, 47",
                "Content-Length: +47",
                "Content-Length: -1",
                "Content-Length: 0x10",
                "Content-Length:",
                "Content-Length: 4 7",
                "Content-Length: 99999999999999999999999",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunked;a=b",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding:",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Content-Length : 47",
                " Content-Length: 47",
                "X: y\nContent-Length: 47",
                "X: y\rContent-Length: 47",
                "X: a\u0000b\r\nContent-Length: 47",
                "X\r\nContent-Length: 47",
                ": y\r\nContent-Length: 47",
                "X y: z\r\nContent-Length: 47",
                "Host: y\r\nContent-Length: 47",
            })
    void aRequestThatCanBeReadInTwoWaysIsRefusedAndTheConnectionEnds(String headers) {
        var answer = Wire.exchange(server, head() + headers + "\r\n\r\n" + CHUNKS + head() + LENGTH + "\r\n" + EVENT);
        assertMalformed(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health/live HTTP/1.1\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: u@a\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET /health/live HTTP/1.1\nHost: x\n\n",
                "GET /health/live HTTP/1.1\r\n Host: x\r\n\r\n",
                "GET /health/live\r\n\r\n",
                "GET /health/live x HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /health/live\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                "G@T /health/live HTTP/1.1\r\nHost: x\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
            })
    void whatIsNoRequestIsRefusedAndTheConnectionEnds(String text) {
        assertMalformed(Wire.exchange(server, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZZ\r\n{}\r\n0\r\n\r\n",
                "2\n{}\r\n0\r\n\r\n",
                "2;a\nb\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}XX0\r\n\r\n",
                "+2\r\n{}\r\n0\r\n\r\n",
                "-1\r\n{}\r\n0\r\n\r\n",
                "0x2\r\n{}\r\n0\r\n\r\n",
                "FFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n",
            })
    void afterChunksThatAreMalformedTheConnectionEnds(String chunks) {
        var answer = Wire.exchange(
                server, head() + "Transfer-Encoding: chunked\r\n\r\n" + chunks + head() + LENGTH + "\r\n" + EVENT);
        assertThat(answer).doesNotContain(" 200 ", " 202 ");
        assertThat(server.engine.accepted).isEmpty();
    }

    @Test
    void aFieldOfTheTrailerIsNoHeader() {
        var answer = Wire.exchange(
                server,
                "POST /v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + SIZE + "\r\n" + EVENT
                        + "\r\n0\r\nAuthorization: Bearer "
                        + server.token(Scope.INGEST) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401 ");
        assertThat(server.engine.accepted).isEmpty();
    }

    @Test
    void whatIsTooLongIsRefusedAndTheConnectionEnds() {
        var long1 = "a".repeat(1_000_000);
        assertThat(Wire.exchange(server, "GET /" + long1 + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains(" 414 ", "\"code\":\"uri-too-long\"");
        assertThat(Wire.exchange(server, "GET /v1/destinations?" + long1 + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains(" 414 ", "\"code\":\"uri-too-long\"");
        assertThat(Wire.exchange(server, "GET / HTTP/1.1\r\nHost: x\r\nX: " + long1 + "\r\n\r\n"))
                .contains(" 431 ", "\"code\":\"headers-too-large\"");
        assertThat(Wire.exchange(server, "GET / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(10_000) + "\r\n"))
                .contains(" 431 ", "\"code\":\"headers-too-large\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "999999999999", "8388609"})
    void aBodyThatSaysItIsTooLargeIsNotWaitedFor(String length) {
        var answer = Wire.exchange(
                server, head() + "Connection: close\r\nContent-Length: " + length + "\r\nExpect: 100-continue\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"body-too-large\"");
    }

    @Test
    void aBodyOfAnotherTypeIsNotWaitedFor() {
        var answer = Wire.exchange(
                server,
                head().replace("application/json", "text/plain")
                        + "Connection: close\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 415 ");
    }

    @Test
    void aBodyInVerySmallPartsIsTaken() {
        var spaces = "1\r\n \r\n".repeat(100_000);
        var answer = Wire.exchange(
                server, head() + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + spaces + CHUNKS);
        assertThat(answer).contains("{\"accepted\":1}");
    }

    @Test
    void slowBodiesDoNotKeepProbesAndOperatorsOut() throws IOException {
        var slow = new ArrayList<Wire>();
        try {
            for (int i = 0; i < 1_000; i++) {
                var wire = Wire.open(server);
                slow.add(wire);
                wire.say(head() + LENGTH + "\r\n{");
            }
            Awaitility.await()
                    .untilAsserted(() -> assertThat(post().statusCode()).isEqualTo(429));
            Answers.assertProblem(post(), 429, "overloaded");
            assertThat(post().headers().firstValue("Retry-After")).contains("1");
            assertThat(server.send(server.request("/health/live")).statusCode()).isEqualTo(200);
            assertThat(server.call(Scope.READ, "GET", "/v1/destinations").statusCode())
                    .isEqualTo(200);
        } finally {
            for (var wire : slow) {
                wire.close();
            }
        }
        Awaitility.await().untilAsserted(() -> assertThat(post().statusCode()).isEqualTo(202));
    }

    private HttpResponse<String> post() {
        return server.post("application/json", EVENT.getBytes(UTF_8));
    }

    private String head() {
        return "POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + server.token(Scope.INGEST)
                + "\r\nContent-Type: application/json\r\n";
    }

    private void assertMalformed(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.")
                .contains(" 400 ", "application/problem+json", "\"code\":\"malformed-request\"")
                .doesNotContain("Exception", " 200 ", " 202 ", "iris_");
        assertThat(server.engine.accepted).isEmpty();
    }
}
