package dev.iris.server.api;

import static dev.iris.server.api.Answers.assertProblem;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.server.control.Scope;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every endpoint of the table, whoever adds it: who may call it, how, and where. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopeIT {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get");

    private RunningServer server;
    private String before = "";

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        server = new RunningServer(data);
        server.destination();
        server.call(Scope.ADMIN, "PUT", "/v1/destinations/423/mappings/7");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void remember() {
        before = state();
    }

    @AfterEach
    void nothingIsTakenOrChanged() {
        assertThat(state()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("protectedEndpoints")
    void withoutOneKnownTokenItIsClosed(Endpoint endpoint) {
        for (var headers : List.of(
                List.<String>of(),
                List.of("Bearer iris_unknown"),
                List.of("Bearer"),
                List.of("Basic " + server.token(Scope.ADMIN)),
                List.of(server.token(Scope.ADMIN)),
                List.of("Bearer " + server.token(Scope.ADMIN), "Bearer " + server.token(Scope.ADMIN)),
                List.of("Bearer " + server.token(Scope.ADMIN) + ", Bearer " + server.token(Scope.ADMIN)))) {
            var request = request(endpoint, path(endpoint));
            headers.forEach(header -> request.header("Authorization", header));
            var response = server.send(request);
            assertProblem(response, 401, "unauthenticated");
            assertThat(response.headers().allValues("WWW-Authenticate"))
                    .singleElement()
                    .asString()
                    .startsWith("Bearer");
            assertThat(response.body()).doesNotContain("iris_");
        }
    }

    @ParameterizedTest
    @MethodSource("protectedEndpoints")
    void aTokenOfAnotherScopeIsRefused(Endpoint endpoint) {
        var needed = endpoint.findScope().orElseThrow();
        var name = needed.name().toLowerCase(Locale.ROOT);
        for (var scope : Scope.values()) {
            if (!scope.implied().contains(needed)) {
                var response = server.send(authorized(scope, request(endpoint, path(endpoint))));
                assertProblem(response, 403, "scope-missing");
                assertThat(response.headers().firstValue("WWW-Authenticate"))
                        .contains("Bearer error=\"insufficient_scope\", scope=\"" + name + "\"");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("protectedEndpoints")
    void anUnknownQueryParameterIsRefused(Endpoint endpoint) {
        for (var query : List.of("surprise=1", "dryrun=true", "access_token=x", "%20", "&", "limit%00=1")) {
            var request = request(endpoint, path(endpoint) + "?" + query);
            assertProblem(server.send(authorized(endpoint.findScope().orElseThrow(), request)), 400, "invalid-query");
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void anotherMethodIsRefusedWithThoseThatAreAllowed(Endpoint endpoint) {
        var path = path(endpoint);
        var allowed = server.server.endpoints().stream()
                .filter(other -> path(other).equals(path))
                .map(Endpoint::method)
                .sorted()
                .toList();
        for (var method : METHODS) {
            if (!allowed.contains(method)) {
                var answer = Wire.exchange(
                        server,
                        method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                                + server.token(Scope.ADMIN) + "\r\n\r\n");
                assertThat(answer)
                        .as(method)
                        .startsWith("HTTP/1.1 405 ")
                        .containsIgnoringCase("\r\nallow: " + String.join(", ", allowed) + "\r\n");
                assertThat(answer.contains("method-not-allowed")).isEqualTo(!method.equals("HEAD"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void itsPathIsMatchedExactly(Endpoint endpoint) {
        var path = path(endpoint);
        for (var other : List.of(
                path + "/",
                "/" + path,
                path + "/.",
                path + "/..",
                "/." + path,
                "/x/.." + path,
                path + "%2F",
                path + "%2f..",
                path + ";a=b",
                path.toUpperCase(Locale.ROOT) + "/X",
                path + "%")) {
            var answer = Wire.exchange(
                    server,
                    endpoint.method() + " " + other
                            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                            + server.token(Scope.ADMIN) + "\r\n\r\n");
            assertThat(answer).as(other).matches("(?s)HTTP/1.1 (404|405|501) .*");
        }
    }

    @ParameterizedTest
    @MethodSource("endpointsWithABody")
    void aBodyOfAnotherTypeIsRefused(Endpoint endpoint) {
        var expected = endpoint.bodyTypes().stream().sorted().collect(joining(" or "));
        for (var type : List.of(
                "text/plain",
                "application/yaml",
                "application/json-seq",
                "application/json, text/plain",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/json; charset = latin1",
                "application/json; charset=utf-8; charset=utf-16",
                "*/*",
                "json")) {
            var request = request(endpoint, path(endpoint)).setHeader("Content-Type", type);
            var response = server.send(authorized(endpoint.findScope().orElseThrow(), request));
            assertProblem(response, 415, "unsupported-media-type");
            assertThat(response.body()).contains(type, expected);
        }
        for (var coding : List.of("gzip", "br", "identity, gzip", "x")) {
            var request = request(endpoint, path(endpoint)).header("Content-Encoding", coding);
            assertProblem(
                    server.send(authorized(endpoint.findScope().orElseThrow(), request)),
                    415,
                    "unsupported-media-type");
        }
    }

    @ParameterizedTest
    @MethodSource("endpointsWithAWholeBody")
    void aBodyThatIsNoJsonIsRefused(Endpoint endpoint) {
        for (var body : List.of("{", "\u0000", "nul", "{} {}", "{\"a\":1,\"a\":2}", "[".repeat(100_000))) {
            var request = request(endpoint, path(endpoint)).method(endpoint.method(), BodyPublishers.ofString(body));
            assertProblem(server.send(authorized(endpoint.findScope().orElseThrow(), request)), 400, "malformed-json");
        }
    }

    @ParameterizedTest
    @MethodSource("endpointsWithAWholeBody")
    void aBodyBeyondItsLimitIsRefused(Endpoint endpoint) {
        var request = request(endpoint, path(endpoint))
                .method(endpoint.method(), BodyPublishers.ofByteArray(new byte[BodyReading.MOST_BYTES + 1]));
        assertProblem(server.send(authorized(endpoint.findScope().orElseThrow(), request)), 413, "body-too-large");
    }

    private Stream<Endpoint> endpoints() {
        return server.server.endpoints().stream();
    }

    private Stream<Endpoint> protectedEndpoints() {
        return endpoints().filter(endpoint -> endpoint.findScope().isPresent());
    }

    private Stream<Endpoint> endpointsWithABody() {
        return endpoints().filter(endpoint -> !endpoint.bodyTypes().isEmpty());
    }

    private Stream<Endpoint> endpointsWithAWholeBody() {
        return endpointsWithABody().filter(endpoint -> endpoint.bodyUse() == BodyUse.WHOLE);
    }

    /** A path of the endpoint; destination 423 is there, the rest need not be. */
    private static String path(Endpoint endpoint) {
        return endpoint.path().toString().replace("{id}", "423").replaceAll("\\{[a-z]+}", "7");
    }

    private HttpRequest.Builder request(Endpoint endpoint, String path) {
        var request = server.request(path);
        return endpoint.bodyTypes().isEmpty()
                ? request.method(endpoint.method(), BodyPublishers.noBody())
                : request.header("Content-Type", "application/json")
                        .method(endpoint.method(), BodyPublishers.ofString("{\"surprise\":1}"));
    }

    private HttpRequest.Builder authorized(Scope scope, HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + server.token(scope));
    }

    /** All that a call could have changed. */
    private String state() {
        return Stream.of("/v1/destinations", "/v1/destinations/423/status", "/v1/tokens", "/v1/audit")
                        .map(path -> server.call(Scope.ADMIN, "GET", path).body())
                        .collect(joining("\n"))
                + server.engine.accepted
                + server.engine.acceptedOffline
                + server.engine.replayed
                + server.engine.dropped
                + server.couriers.retried
                + server.couriers.renewed;
    }
}
