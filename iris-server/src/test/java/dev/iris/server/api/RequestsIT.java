package dev.iris.server.api;

import static dev.iris.server.api.Answers.assertProblem;
import static dev.iris.server.api.RunningServer.EVENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.server.control.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for what is not there, in ways that are not allowed, or of bytes that are no request. */
class RequestsIT {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/",
                "/v1/events/",
                "/V1/events",
                "//v1/events",
                "/v1//events",
                "/v1/./events",
                "/nothing",
                "/v1/destinations/",
                "/v1/destinations/423/",
                "/metrics/",
                "/%",
                "/%zz",
                "/v1/destinations/423/mappings",
                "/v1/destinations/423/mappings/a/b"
            })
    void anotherPathIsNotFound(String path) {
        var answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 404 ").contains("application/problem+json", "\"code\":\"not-found\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/v1/events|POST",
                "PATCH|/v1/destinations/423|DELETE, GET, PUT",
                "POST|/v1/destinations|GET",
                "GET|/v1/destinations/423/pause|POST",
                "GET|/v1/destinations/423/mappings/7|DELETE, PUT",
                "OPTIONS|/|GET",
                "POST|/metrics|GET",
            })
    void anotherMethodIsRefusedWithThoseThatAreAllowed(String method, String path, String allowed) {
        var response = server.call(Scope.ADMIN, method, path);
        assertProblem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "abc", "0423", "1000000000000", "4%202", "4+2", "%00", "423%2Fstatus"})
    void aMalformedDestinationIdIsNotFoundWithItsReason(String id) {
        for (var method : new String[] {"GET", "PUT", "DELETE"}) {
            var response = server.call(Scope.ADMIN, method, "/v1/destinations/" + id, RunningServer.DESTINATION);
            assertProblem(response, 404, "destination-not-found");
            assertThat(response.body()).contains("destination id is malformed (expected: a whole number");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/devices/7",
    })
    void whatIsNotBuiltSaysSo(String method, String path) {
        assertProblem(server.call(Scope.ADMIN, method, path), 501, "not-supported-yet");
        assertProblem(
                server.send(server.request(path).method(method, BodyPublishers.noBody())), 401, "unauthenticated");
    }

    @Test
    void whatIsNoHttpIsRefusedWithAProblem() {
        assertThat(raw("GARBAGE\r\n\r\n")).startsWith("HTTP/1.").contains("\"code\":\"malformed-request\"");
        assertThat(raw("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains(" 414 ")
                .contains("\"code\":\"uri-too-long\"");
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
                .contains(" 431 ")
                .contains("\"code\":\"headers-too-large\"");
    }

    @Test
    void aBodyWithBrokenFramingTakesNothing() {
        var head = "POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + server.token(Scope.INGEST)
                + "\r\nContent-Type: application/json\r\n";
        raw(head + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n" + EVENT + "\r\n0\r\n\r\n");
        raw(head + "Content-Length: 1000\r\n\r\n" + EVENT, true);
        raw(head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + EVENT);
        assertThat(server.call(Scope.READ, "GET", "/v1/destinations").statusCode())
                .isEqualTo(200);
        assertThat(server.engine.accepted).isEmpty();
    }

    @Test
    void aClientThatWaitsForLeaveAndIsRefusedIsNotLeftWaiting() {
        var answer = raw("POST /v1/events HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close");
    }

    /** Sends bytes and reads until the server ends the connection. */
    private String raw(String request) {
        return raw(request, false);
    }

    private String raw(String request, boolean leaving) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            if (leaving) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
