package dev.iris.server.api;

import static dev.iris.server.api.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.JsonValue.JsonString;
import dev.iris.server.control.Scope;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, and how access tokens are made and revoked. */
class AccessIT {
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
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dXNlcjpwdw==", "Bearer iris_unknown", "iris_unknown"})
    void withoutAKnownTokenNothingIsAnswered(String authorization) {
        var request = server.request("/v1/destinations");
        var response = server.send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
        assertProblem(response, 401, "unauthenticated");
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer");
        assertThat(response.body()).doesNotContain("iris_unknown");
    }

    @Test
    void theSchemeIsReadInAnyCaseAndTwoHeadersAreRefused() {
        var token = server.token(Scope.READ);
        assertThat(server.send(server.request("/v1/destinations").header("Authorization", "bearer " + token))
                        .statusCode())
                .isEqualTo(200);
        assertProblem(
                server.send(server.request(Scope.READ, "/v1/destinations").header("Authorization", "Bearer " + token)),
                401,
                "unauthenticated");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/events, ingest, READ OPERATE",
        "GET, /v1/destinations, read, INGEST",
        "GET, /v1/destinations/423, read, INGEST",
        "PUT, /v1/destinations/423, admin, READ OPERATE INGEST",
        "DELETE, /v1/destinations/423, admin, READ OPERATE INGEST",
        "PUT, /v1/destinations/423/mappings/7, admin, READ OPERATE INGEST",
        "DELETE, /v1/destinations/423/mappings/7, admin, READ OPERATE INGEST",
        "POST, /v1/destinations/423/pause, operate, READ INGEST",
        "POST, /v1/destinations/423/resume, operate, READ INGEST",
        "GET, /v1/destinations/423/status, read, INGEST",
        "GET, /v1/destinations/423/dead-letters, read, INGEST",
        "POST, /v1/destinations/423/dead-letters/replay, operate, READ INGEST",
        "POST, /v1/destinations/423/dead-letters/drop, operate, READ INGEST",
        "GET, /v1/tokens, admin, READ OPERATE INGEST",
        "POST, /v1/tokens, admin, READ OPERATE INGEST",
        "DELETE, /v1/tokens/admin, admin, READ OPERATE INGEST",
        "GET, /v1/audit, admin, READ OPERATE INGEST",
    })
    void aTokenOfAnotherScopeIsRefused(String method, String path, String needed, String scopes) {
        for (var scope : scopes.split(" ", -1)) {
            var response = server.call(Scope.valueOf(scope), method, path, RunningServer.DESTINATION);
            assertProblem(response, 403, "scope-missing");
            assertThat(response.body()).contains("This needs the scope " + needed + ".");
            assertThat(response.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer error=\"insufficient_scope\", scope=\"" + needed + "\"");
        }
        assertThat(server.control.list()).isEmpty();
    }

    @Test
    void aLargeBodyWithoutATokenIsRefusedAndTheConnectionGoesOn() {
        var request = server.request("/v1/events").POST(BodyPublishers.ofByteArray(new byte[9 * 1024 * 1024]));
        assertProblem(server.send(request), 401, "unauthenticated");
        assertProblem(server.send(request), 401, "unauthenticated");
    }

    @Test
    void aTokenIsMadeListedUsedAndRevoked() {
        var made = server.call(Scope.ADMIN, "POST", "/v1/tokens", "{\"name\":\"pipeline\",\"scope\":\"read\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        var text = ((JsonString) RunningServer.json(made).find("token").orElseThrow()).value();
        var list = server.call(Scope.ADMIN, "GET", "/v1/tokens");
        assertThat(list.body())
                .contains("{\"name\":\"pipeline\",\"scope\":\"read\",\"createdAt\":\"2026-11-23T16:20:00Z\"}")
                .doesNotContain(text);
        var bearer = "Bearer " + text;
        var read = server.request("/v1/destinations").header("Authorization", bearer);
        assertThat(server.send(read).statusCode()).isEqualTo(200);
        assertThat(server.call(Scope.ADMIN, "DELETE", "/v1/tokens/pipeline").statusCode())
                .isEqualTo(204);
        assertProblem(server.send(read), 401, "unauthenticated");
        assertProblem(server.call(Scope.ADMIN, "DELETE", "/v1/tokens/pipeline"), 404, "token-not-found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                  | name scope
        {"name":"a b","scope":"all"}        | name scope
        {"name":"a","scope":"read","x":1}   | x
        {"name":5,"scope":"READ"}           | name scope
        """)
    void aWrongTokenIsRefusedByItsFields(String document, String fields) {
        var refused = server.call(Scope.ADMIN, "POST", "/v1/tokens", document);
        assertProblem(refused, 400, "invalid-document");
        for (var field : fields.split(" ", -1)) {
            assertThat(refused.body()).contains("{\"field\":\"" + field + "\"");
        }
    }

    @Test
    void aTokenNameIsGivenOnceAndTheLastAdminStays() {
        var document = "{\"name\":\"twice\",\"scope\":\"read\"}";
        server.call(Scope.ADMIN, "POST", "/v1/tokens", document);
        assertProblem(server.call(Scope.ADMIN, "POST", "/v1/tokens", document), 409, "token-name-taken");
        assertThat(server.call(Scope.ADMIN, "DELETE", "/v1/tokens/admin").statusCode())
                .isEqualTo(204);
        assertProblem(server.call(Scope.ADMIN, "DELETE", "/v1/tokens/for-ADMIN"), 409, "last-admin-token");
    }

    @Test
    void theAuditLogNamesTheTokenThatChanged() {
        server.destination();
        server.call(Scope.OPERATE, "POST", "/v1/destinations/423/pause");
        var entries = server.call(Scope.ADMIN, "GET", "/v1/audit?limit=2");
        assertThat(entries.body())
                .contains(
                        "\"actor\":\"for-OPERATE\",\"action\":\"pause\",\"subject\":\"destinations/423\",\"changed\":[\"paused\"]")
                .contains("\"actor\":\"for-ADMIN\",\"action\":\"put\"")
                .doesNotContain("c2VjcmV0");
        assertProblem(server.call(Scope.ADMIN, "GET", "/v1/audit?limit=0"), 400, "invalid-query");
    }
}
