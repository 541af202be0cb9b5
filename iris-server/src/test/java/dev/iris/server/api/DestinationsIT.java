package dev.iris.server.api;

import static dev.iris.server.api.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.server.control.Scope;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How destinations are made, shown, changed and ended, their mappings with them. */
class DestinationsIT {
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
    void aDestinationIsMadeChangedAndEnded() {
        var created = server.call(Scope.ADMIN, "PUT", ONE, RunningServer.DESTINATION);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).contains(ONE);
        assertThat(created.body())
                .contains("\"id\":423", "\"basic\":{\"set\":true,\"fingerprint\":\"")
                .doesNotContain("c2VjcmV0LWJhc2lj");
        var etag = created.headers().firstValue("ETag").orElseThrow();

        var same = server.call(Scope.ADMIN, "PUT", ONE, RunningServer.DESTINATION);
        assertThat(same.statusCode()).isEqualTo(200);
        assertThat(same.headers().firstValue("ETag")).contains(etag);

        var found = server.call(Scope.READ, "GET", ONE);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.headers().firstValue("ETag")).contains(etag);
        assertThat(found.body()).isEqualTo(created.body());
        assertThat(server.call(Scope.READ, "GET", "/v1/destinations").body())
                .isEqualTo("{\"destinations\":[" + found.body() + "]}");

        var deleted = server.call(Scope.ADMIN, "DELETE", ONE);
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertProblem(server.call(Scope.ADMIN, "DELETE", ONE), 404, "destination-not-found");
        assertProblem(server.call(Scope.READ, "GET", ONE), 404, "destination-not-found");
        assertThat(server.call(Scope.READ, "GET", "/v1/destinations").body()).isEqualTo("{\"destinations\":[]}");
    }

    @Test
    void twoSecretsAreShownAsAListAndNeverThemselves() {
        var auth =
                "\"auth\":{\"tokenEndpoint\":\"https://api.partner.com/oauth2/token\",\"clientAuthentication\":\"post\","
                    + "\"clientId\":\"me\",\"clientSecret\":";
        var start = RunningServer.DESTINATION.substring(0, RunningServer.DESTINATION.indexOf("\"auth\"")) + auth;
        var created = server.call(Scope.ADMIN, "PUT", ONE, start + "[\"n3w-secret\",\"0ld-secret\"]}}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        var found = server.call(Scope.READ, "GET", ONE).body();
        assertThat(found)
                .containsPattern(
                        "\"clientSecret\":\\[\\{\"set\":true,\"fingerprint\":\"[0-9a-f]{16}\"},\\{\"set\":true,")
                .contains("\"clientAuthentication\":\"post\"", "\"maxLife\":\"24h\"", "\"assertion\":null")
                .doesNotContain("0ld-secret", "n3w-secret");
        assertThat(server.call(Scope.ADMIN, "PUT", ONE, found).headers().firstValue("ETag"))
                .isEqualTo(created.headers().firstValue("ETag"));
        var one = found.replaceFirst("\"clientSecret\":\\[(\\{[^}]*}),\\{[^}]*}]", "\"clientSecret\":$1");
        assertThat(server.call(Scope.ADMIN, "PUT", ONE, one).body())
                .containsPattern("\"clientSecret\":\\{\"set\":true,")
                .doesNotContain("0ld-secret", "n3w-secret");
        var wrong = server.call(Scope.ADMIN, "PUT", ONE, start + "[\"n3w-secret\",\"0ld-secret\\n\"]}}");
        assertProblem(wrong, 400, "invalid-document");
        assertThat(wrong.body())
                .contains("{\"field\":\"auth.clientSecret[1]\",")
                .doesNotContain("0ld-secret", "n3w-secret");
    }

    @Test
    void anotherEntityTagChangesNothing() {
        server.destination();
        var etag =
                server.call(Scope.READ, "GET", ONE).headers().firstValue("ETag").orElseThrow();
        var response = server.send(put(ONE, RunningServer.DESTINATION).header("If-Match", "\"other\""));
        assertProblem(response, 412, "etag-mismatch");
        assertThat(response.headers().firstValue("ETag")).contains(etag);
        assertProblem(
                server.send(server.request(Scope.ADMIN, ONE).DELETE().header("If-Match", "\"other\"")),
                412,
                "etag-mismatch");
        assertProblem(
                server.send(put("/v1/destinations/9", RunningServer.DESTINATION).header("If-Match", "*")),
                412,
                "etag-mismatch");
        assertThat(server.send(put(ONE, RunningServer.DESTINATION).header("If-Match", etag))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aWrongDocumentIsRefusedWithEveryField() {
        var response = server.call(Scope.ADMIN, "PUT", ONE, "{\"endpoint\":\"http://u:pw@x\",\"surprise\":1}");
        assertProblem(response, 400, "invalid-document");
        assertThat(response.body())
                .contains("{\"field\":\"endpoint\",\"reason\":", "\"field\":\"surprise\"", "\"field\":\"auth")
                .doesNotContain("u:pw");
        assertProblem(server.call(Scope.ADMIN, "PUT", ONE, "[]"), 400, "invalid-document");
        assertProblem(server.call(Scope.ADMIN, "PUT", ONE, "{"), 400, "malformed-json");
        assertProblem(server.call(Scope.ADMIN, "PUT", ONE, "{\"a\":1,\"a\":2}"), 400, "malformed-json");
        assertProblem(server.call(Scope.ADMIN, "PUT", ONE), 400, "missing-body");
        assertProblem(
                server.send(server.request(Scope.ADMIN, ONE)
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString("id: 423"))),
                415,
                "unsupported-media-type");
        assertThat(server.control.list()).isEmpty();
    }

    @Test
    void segmentsAreMappedAndUnmapped() {
        server.destination();
        var created = server.call(Scope.ADMIN, "PUT", ONE + "/mappings/aam%3A7", "{\"value\":\"seven\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.body()).contains("{\"segment\":\"aam:7\",\"value\":\"seven\"");
        assertThat(server.call(Scope.ADMIN, "PUT", ONE + "/mappings/aam:7").statusCode())
                .isEqualTo(200);
        assertProblem(server.call(Scope.ADMIN, "DELETE", ONE), 409, "destination-has-mappings");
        assertProblem(
                server.call(Scope.ADMIN, "PUT", ONE + "/mappings/8", "{\"from\":\"x\"}"), 400, "invalid-document");
        assertThat(server.call(Scope.ADMIN, "DELETE", ONE + "/mappings/aam:7").statusCode())
                .isEqualTo(200);
        assertProblem(server.call(Scope.ADMIN, "DELETE", ONE + "/mappings/aam:7"), 404, "mapping-not-found");
        assertProblem(server.call(Scope.ADMIN, "PUT", ONE + "/mappings/a%20b"), 404, "mapping-not-found");
        assertProblem(server.call(Scope.ADMIN, "PUT", "/v1/destinations/9/mappings/7"), 404, "destination-not-found");
        assertProblem(
                server.call(Scope.ADMIN, "DELETE", "/v1/destinations/9/mappings/7"), 404, "destination-not-found");
    }

    @Test
    void aDryRunAnswersLikeTheCallAndChangesNothing() {
        var path = "/v1/destinations/423?dryRun=true";
        assertThat(server.call(Scope.ADMIN, "PUT", path, RunningServer.DESTINATION)
                        .statusCode())
                .isEqualTo(201);
        assertThat(server.control.list()).isEmpty();
        assertProblem(server.call(Scope.ADMIN, "PUT", path, "{}"), 400, "invalid-document");
        server.destination();
        assertThat(server.call(Scope.ADMIN, "DELETE", path).statusCode()).isEqualTo(204);
        assertThat(server.control.list()).hasSize(1);
    }

    @Test
    void anUnknownOrWrongQueryIsRefusedAndNothingIsDone() {
        for (var query : List.of("dryrun=true", "dryRun=yes", "dryRun=true&dryRun=true", "dryRun", "%zz")) {
            var refused = server.call(
                    Scope.ADMIN, "PUT", "/v1/destinations/423?" + query.replace("%", "%25"), RunningServer.DESTINATION);
            assertProblem(refused, 400, "invalid-query");
        }
        assertThat(server.control.list()).isEmpty();
    }

    @Test
    void whatTheAuthorLeftOutIsLeftOutOnRequest() {
        server.destination();
        assertThat(server.call(Scope.READ, "GET", "/v1/destinations/423").body())
                .contains("\"delivery\"");
        for (var path : List.of("/v1/destinations/423?defaults=false", "/v1/destinations?defaults=false")) {
            assertThat(server.call(Scope.READ, "GET", path).body())
                    .contains("\"clientId\"", "\"fingerprint\"")
                    .doesNotContain("\"delivery\"", "c2VjcmV0");
        }
    }

    private HttpRequest.Builder put(String path, String json) {
        return server.request(Scope.ADMIN, path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json));
    }
}
