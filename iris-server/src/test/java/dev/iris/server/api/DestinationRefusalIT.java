package dev.iris.server.api;

import static dev.iris.server.api.Answers.assertProblem;
import static dev.iris.server.api.Answers.fields;
import static dev.iris.server.api.Answers.problems;
import static dev.iris.server.api.Answers.text;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.server.control.Scope;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with destinations and mappings, and how it is told; whatever is refused leaves destination 423 as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DestinationRefusalIT {
    private static final String ONE = "/v1/destinations/423";
    private static final String SECRET = "c2VjcmV0LWJhc2lj";

    private static final Map<String, String> KINDS = Map.of(
            "a number", "5",
            "true or false", "true",
            "a string", "\"\\u0007\"",
            "an object", "{\"surprise\":1}",
            "an array", "[[]]");

    /** Every member of a destination by the kind that it has. */
    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "a string",
            Set.of(
                    "name",
                    "clientId",
                    "userDpid",
                    "endpoint",
                    "method",
                    "auth.tokenEndpoint",
                    "auth.basic",
                    "auth.clientId",
                    "auth.clientSecret",
                    "tls.certificate",
                    "tls.key",
                    "aggregation.linger",
                    "delivery.timeout"),
            "an object",
            Set.of("auth", "tls", "signature", "batch", "aggregation", "delivery"),
            "a number",
            Set.of("aggregation.maxUsers", "delivery.retries", "delivery.maxConcurrency"),
            "an array",
            Set.of("mappings", "tls.trustedCertificates", "delivery.successStatus"),
            "true or false",
            Set.of("delivery.http2"));

    private RunningServer server;
    private String before = "";

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        server = new RunningServer(data);
        server.destination();
        server.call(Scope.ADMIN, "PUT", ONE + "/mappings/7", "{\"value\":\"seven\"}");
        before = state();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @AfterEach
    void nothingIsChanged() {
        assertThat(state()).isEqualTo(before);
    }

    static Stream<Arguments> membersOfAnotherKind() {
        return MEMBERS.entrySet().stream()
                .flatMap(members -> members.getValue().stream()
                        .flatMap(member -> KINDS.entrySet().stream()
                                .filter(kind -> !kind.getKey().equals(members.getKey()))
                                .map(kind -> Arguments.of(member, kind.getValue()))));
    }

    @ParameterizedTest
    @MethodSource("membersOfAnotherKind")
    void aMemberOfAnotherKindIsNamed(String member, String value) {
        var response = put(with(member, value));
        assertProblem(response, 400, "invalid-document");
        assertThat(fields(response))
                .anySatisfy(field -> assertThat(field).startsWith(member))
                .allSatisfy(field -> assertThat(field).startsWith(member.replaceFirst("\\..*", "")));
        assertThat(problems(response))
                .allSatisfy(problem -> assertThat(text(problem, "reason")).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "tls", "aggregation", "delivery", "mappings"})
    void whatANestedMemberOfAnotherKindLacksIsNotListed(String member) {
        var response = put(with(member, "5"));
        assertProblem(response, 400, "invalid-document");
        assertThat(fields(response)).containsExactly(member);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http://api.partner.com/x|not https",
                "ftp://api.partner.com/x|not https",
                "h/?u=http://x|not https",
                "https://u:secret@api.partner.com/|user information",
                "https://secret@api.partner.com/|user information",
                "https://@api.partner.com/|user information",
                "https://api.partner.com/#|fragment",
                "https://api.partner.com/x?a#secret|fragment",
                "https://a b/|Illegal character",
                "https://api.partner.com/a b|Illegal character",
                "https://api.partner.com/\\r\\nX: y|Illegal character",
                "\\nhttps://api.partner.com/|Illegal character",
                "https://api.partner.com\\\\@evil/|Illegal character",
                "https://api.partner.com/{a}|Illegal character",
                "https://api.partner.com/%zz|Malformed escape",
                "https://bücher.example/|not ASCII",
                "https://evil\u3002com/|not ASCII",
                "https://api.partner.com/ä|not ASCII",
                "https://api.partner.com/?\u202e|not ASCII",
                "https://h:0/|port",
                "https://h:65536/|port",
                "https://h:99999999999/|port",
                "https://h:-1/|port",
                "https://h:8a/|port",
                "https://h:/|port",
                "https:/x|port",
                "http:/x|port",
                "https://[::1/|bracket",
                "https://::1/|host name",
                "https://[fe80::1%25eth0]/|zone",
                "https://[fe80::1%eth0]/|zone",
                "https://256.1.1.1/|host name",
                "https:///x|host name",
                "https://|no URL",
                "https:x|host name",
                "/x|host name",
                "https://a..com/|host name",
                "https://-a.com/|host name",
                "javascript:alert(1)|host name",
                "``|no URL",
            })
    void anEndpointThatCannotBeIsRefusedWithoutBeingRepeated(String url, String reason) {
        for (var member : List.of("endpoint", "auth.tokenEndpoint")) {
            var response = put(with(member, "\"" + url + "\""));
            assertProblem(response, 400, "invalid-document");
            assertThat(problems(response)).singleElement().satisfies(problem -> {
                assertThat(text(problem, "field")).isEqualTo(member);
                assertThat(text(problem, "reason")).contains(reason);
            });
            assertThat(response.body()).doesNotContain("secret");
        }
    }

    @Test
    void anEndpointIsTakenToItsLimitAndNoFurther() {
        var path = "https://api.partner.com/";
        assertThat(rehearse(with("endpoint", "\"" + path + "a".repeat(2_048 - path.length()) + "\""))
                        .statusCode())
                .isEqualTo(200);
        assertProblem(
                put(with("endpoint", "\"" + path + "a".repeat(2_049 - path.length()) + "\"")), 400, "invalid-document");
        assertProblem(put(with("endpoint", "\"https://" + "a.".repeat(127) + "com/\"")), 400, "invalid-document");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTPS://API.partner.com/x",
                "https://api.partner.com:443/x",
                "api.partner.com/x",
                "https://[2001:db8::1]:8443/x?a=b",
                "https://192.0.2.1:65535",
                "https://xn--bcher-kva.example/%C3%A4",
            })
    void anEndpointThatCanBeIsTaken(String url) {
        assertThat(rehearse(with("endpoint", "\"" + url + "\"")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.partner.com/other, 200",
        "https://API.PARTNER.COM/oauth2/token, 200",
        "https://api.partner.com:443/oauth2/token, 200",
        "https://api.partner.com./oauth2/token, 200",
        "api.partner.com/oauth2/token, 200",
        "https://api.partner.com:8443/oauth2/token, 400",
        "https://other.partner.com/oauth2/token, 400",
        "https://api.partner.com.evil.example/, 400",
        "https://partner.com/, 400",
    })
    void theSecretIsNeededAgainForAnotherOrigin(String tokenEndpoint, int status) {
        var document = RunningServer.DESTINATION
                .replace(",\"basic\":\"" + SECRET + "\"", "")
                .replace("https://api.partner.com/oauth2/token", tokenEndpoint);
        var response = rehearse(document);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        if (status == 400) {
            assertThat(fields(response)).containsExactly("auth.basic");
            assertThat(response.body()).contains("needed again");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id|424|id",
                "id|1e999|id",
                "id|\"0423\"|id",
                "name|\"\"|name",
                "name|\"a\\u001b[31mb\"|name",
                "clientId|\"a\\u0000\"|clientId",
                "userDpid|\"a b\"|userDpid",
                "aggregation.maxUsers|0|aggregation.maxUsers",
                "aggregation.maxUsers|10001|aggregation.maxUsers",
                "aggregation.maxUsers|-1|aggregation.maxUsers",
                "aggregation.maxUsers|1.0|aggregation.maxUsers",
                "aggregation.maxUsers|1e999999|aggregation.maxUsers",
                "aggregation.maxUsers|99999999999999999999|aggregation.maxUsers",
                "aggregation.linger|\"61s\"|aggregation.linger",
                "aggregation.linger|\"-1ms\"|aggregation.linger",
                "delivery.timeout|\"99ms\"|delivery.timeout",
                "delivery.timeout|\"301s\"|delivery.timeout",
                "delivery.timeout|\"3 s\"|delivery.timeout",
                "delivery.timeout|\"9999999999s\"|delivery.timeout",
                "delivery.retries|6|delivery.retries",
                "delivery.maxConcurrency|257|delivery.maxConcurrency",
                "delivery.successStatus|[]|delivery.successStatus",
                "delivery.successStatus|[199]|delivery.successStatus",
                "delivery.successStatus|[300]|delivery.successStatus",
                "delivery.successStatus|[200,200]|delivery.successStatus",
                "auth.basic|\"geheim\\r\\nX: y\"|auth.basic",
                "auth.basic|\" geheim\"|auth.basic",
                "auth.basic|\"${env:geheim}\"|auth.basic",
                "auth.basic|{\"fromFile\":\"../geheim\"}|auth.basic.fromFile",
                "auth.basic|{\"set\":true,\"fingerprint\":\"0000000000000000\"}|auth.basic",
                "tls.key|\"geheim\"|tls.certificate",
                "mappings|[{}]|mappings[0].segment",
                "mappings|[{\"segment\":\"a\"},{\"segment\":\"a\"}]|mappings[1].segment",
                "mappings|[{\"segment\":\"a\",\"value\":\"\"}]|mappings[0].value",
                "mappings|[{\"segment\":\"a\",\"from\":\"2026-02-30\"}]|mappings[0].from",
                "mappings|[{\"segment\":\"a\",\"from\":\"2026-11-23\",\"until\":\"2026-11-23\"}]|mappings[0].from",
                "mappings|[{\"segment\":\"a\",\"from\":1,\"until\":\"x\",\"value\":2,\"y\":3}]|mappings[0].value"
                        + " mappings[0].from mappings[0].until mappings[0].y",
                "mappings|[null,1]|mappings[0] mappings[1]",
                "a\\u0000b|1|a\u0000b",
            })
    void aWrongValueIsNamed(String member, String value, String fields) {
        var response = put(with(member, value));
        assertProblem(response, 400, "invalid-document");
        assertThat(fields(response)).containsExactlyInAnyOrder(fields.split(" ", -1));
        assertThat(response.body()).doesNotContain("geheim");
    }

    @Test
    void everythingWrongIsNamedAtOnce() {
        var response = put("""
            {"id":5,"name":5,"clientId":5,"userDpid":5,"endpoint":5,"method":5,
             "auth":{"type":5,"tokenEndpoint":5,"basic":5,"clientSecret":5,"x":5},
             "tls":{"key":5,"trustedCertificates":[5,""],"x":5},
             "signature":{"keys":[5],"x":5},"headers":{"Host":"b"},"batch":{"x":5},
             "aggregation":{"maxUsers":0,"linger":5,"x":5},
             "delivery":{"timeout":5,"retries":-1,"successStatus":[5],"maxConcurrency":0,"http2":5,"maxAge":5,"x":5},
             "mappings":[{"segment":5},5],"x":5}\
            """);
        assertProblem(response, 400, "invalid-document");
        assertThat(fields(response))
                .contains("id", "name", "clientId", "userDpid", "endpoint", "method")
                .contains("auth.type", "auth.tokenEndpoint", "auth.basic", "auth.clientSecret", "auth.x")
                .contains("tls.certificate", "tls.key", "tls.trustedCertificates[0]", "tls.trustedCertificates[1]")
                .contains("tls.x", "signature.keys[0]", "signature.x", "headers.Host", "batch.x")
                .contains("aggregation.maxUsers", "aggregation.linger", "aggregation.x")
                .contains("delivery.timeout", "delivery.retries", "delivery.successStatus", "delivery.maxConcurrency")
                .contains("delivery.http2", "delivery.maxAge", "delivery.x")
                .contains("mappings[0].segment", "mappings[1]", "x");
    }

    @Test
    void veryManyProblemsAreListedInPart() {
        var members =
                IntStream.range(0, 40_000).mapToObj(i -> "\"m" + i + "\":1").collect(joining(",", "{", "}"));
        var response = put(members);
        assertProblem(response, 400, "invalid-document");
        assertThat(problems(response)).hasSize(1_001);
        assertThat(text(problems(response).getLast(), "reason")).contains("the first 1000 problems are listed");
        var mappings = put(with("mappings", "[" + "{},".repeat(40_000) + "{}]"));
        assertThat(problems(mappings)).hasSize(1_001);
    }

    @Test
    void aLongNameOfAMemberIsShortened() {
        var response = put("{\"" + "é".repeat(60_000) + "\":1}");
        assertProblem(response, 400, "invalid-document");
        assertThat(response.body()).contains("é".repeat(128) + "…").doesNotContain("é".repeat(129));
    }

    @Test
    void aHundredThousandMappingsAreTakenAsTheyAreShownAndNoMore() {
        var mappings = IntStream.range(0, 100_000)
                .mapToObj(i -> "{\"segment\":\"" + i + "\",\"value\":null,\"from\":null,\"until\":null}")
                .collect(joining(","));
        assertThat(rehearse(with("mappings", "[" + mappings + "]")).statusCode())
                .isEqualTo(200);
        var response = put(with("mappings", "[" + mappings + ",{\"segment\":\"a\"}]"));
        assertProblem(response, 400, "invalid-document");
        assertThat(fields(response)).containsExactly("mappings");
    }

    @Test
    void whatIsShownPutAgainChangesNothing() {
        var shown = server.call(Scope.READ, "GET", ONE);
        for (var path : List.of(ONE, ONE + "?defaults=false")) {
            var again = put(server.call(Scope.READ, "GET", path).body());
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(shown.body());
            assertThat(again.headers().firstValue("ETag"))
                    .isEqualTo(shown.headers().firstValue("ETag"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\"\"", "\"other\"", "W/%s", "%s x", "\"a\", \"b\"", "'*'"})
    void anEntityTagThatDoesNotMeanTheDestinationIsRefused(String header) {
        var etag =
                server.call(Scope.READ, "GET", ONE).headers().firstValue("ETag").orElseThrow();
        var request = server.request(Scope.ADMIN, ONE).header("If-Match", header.formatted(etag));
        var refused = server.send(request.DELETE());
        assertProblem(refused, 412, "etag-mismatch");
        assertThat(refused.headers().firstValue("ETag")).contains(etag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "%s", "\"other\", %s", " %s ,x"})
    void anEntityTagThatMeansTheDestinationIsTaken(String header) {
        var etag =
                server.call(Scope.READ, "GET", ONE).headers().firstValue("ETag").orElseThrow();
        var request = server.request(Scope.ADMIN, ONE)
                .header("If-Match", header.formatted(etag))
                .header("Content-Type", "application/json");
        assertThat(server.send(request.PUT(BodyPublishers.ofString(RunningServer.DESTINATION)))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"segment\":\"8\"}|segment",
                "{\"segment\":7}|segment",
                "{\"value\":\"\"}|value",
                "{\"value\":\"a\\nb\"}|value",
                "{\"value\":7,\"from\":\"x\",\"until\":7,\"y\":1}|value from until y",
                "{\"from\":\"2026-11-23\",\"until\":\"2026-11-22\"}|from",
                "[]|``",
                "\"x\"|``",
                "null|``",
            })
    void aWrongMappingIsNamed(String document, String fields) {
        var response = server.call(Scope.ADMIN, "PUT", ONE + "/mappings/7", document);
        assertProblem(response, 400, "invalid-document");
        assertThat(fields(response)).containsExactlyInAnyOrder(fields.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /mappings/a%20b",
        "DELETE, /mappings/a%20b",
        "PUT, /mappings/%00",
        "PUT, /mappings/a%2Fb",
        "PUT, /mappings/%FF",
        "DELETE, /mappings/8",
    })
    void aSegmentThatCannotBeOrIsNotMappedIsNotFound(String method, String path) {
        assertProblem(server.call(Scope.ADMIN, method, ONE + path, "{}"), 404, "mapping-not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "+1",
                "01",
                "1.0",
                "1e3",
                "0x1",
                "1000000000000",
                "99999999999999999999999999",
                "%00",
                "%EF%BC%91",
                ".",
                ".."
            })
    void anIdThatCannotBeIsNotFound(String id) {
        for (var method : List.of("GET", "PUT", "DELETE")) {
            assertProblem(
                    server.call(Scope.ADMIN, method, "/v1/destinations/" + id, RunningServer.DESTINATION),
                    404,
                    "destination-not-found");
        }
    }

    private HttpResponse<String> put(String document) {
        return server.call(Scope.ADMIN, "PUT", ONE, document);
    }

    private HttpResponse<String> rehearse(String document) {
        return server.call(Scope.ADMIN, "PUT", ONE + "?dryRun=true", document);
    }

    private String state() {
        return Stream.of("/v1/destinations", "/v1/destinations?defaults=false", "/v1/audit")
                .map(path -> server.call(Scope.ADMIN, "GET", path).body())
                .collect(joining("\n"));
    }

    /** The document of destination 423 with one member, which may be nested, set to a JSON text. */
    private static String with(String member, String json) {
        try {
            var document = (JsonObject) Json.read(RunningServer.DESTINATION, JsonLimits.DOCUMENT);
            var value = Json.read(json, new JsonLimits(16, 65_536, 10_000_000));
            return Json.write(with(document, new ArrayList<>(List.of(member.split("\\.", -1))), value))
                    .replace("a\\\\u0000b", "a\\u0000b");
        } catch (MalformedDocumentException e) {
            throw new AssertionError(e.describe() + ": " + json, e);
        }
    }

    private static JsonObject with(JsonObject object, List<String> path, JsonValue value) {
        var name = path.removeFirst();
        if (path.isEmpty()) {
            return object.with(name, value);
        }
        var nested = object.find(name).orElse(JsonValue.NULL) instanceof JsonObject there
                ? there
                : JsonValue.object().build();
        return object.with(name, with(nested, path, value));
    }
}
