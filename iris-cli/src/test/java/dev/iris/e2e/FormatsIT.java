package dev.iris.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.format.RequestSigning;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.model.MacAlgorithm;
import dev.iris.model.Secret;
import dev.iris.partner.certificates.CertificateAuthority;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.RawTlsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What partners without the standard format are sent: the bytes on the wire. */
class FormatsIT {
    private static final String KEY = "key-5e1f0c";
    private static final String OLD_KEY = "old-key-5e1f0c";

    @TempDir
    private Path folder;

    private final CertificateAuthority authority = new CertificateAuthority(InstantSource.system());
    private volatile int status = 200;
    private final RawTlsServer partner =
            RawTlsServer.start(authority.issueServer("localhost").sslContext(), request -> RawReply.json(status, "{}"));

    @AfterEach
    void close() {
        partner.close();
    }

    @Test
    void aBodyByATemplateIsSignedOnceForEachKey() throws Exception {
        var template =
                "{`client`:`<PID_ALIAS>`,`users`:[<USER_LIST:{u|[`<u.aamUuid>`,`<u.dpUuid>`,`<u.ip>`,`<u.userAgent>`,<u.timestamp>,`<u.segments:{s|<s.traitAlias>/<s.newSegmentId>};"
                    + " separator=`,`>`]}; separator=`,`>]}";
        try (var iris = start()) {
            put(
                    iris,
                    "'auth':{'type':'basic','username':'me','password':'open sesame'},'headers':{'X-Partner':'a b'},"
                            + "'signature':{'algorithm':'HmacSHA256','keys':['" + KEY + "','" + OLD_KEY + "']},"
                            + "'format':{'template':'" + template.replace("`", "\\'") + "'}");
            send(iris, "7", "u\\\"7");
            iris.awaitDelivered(423, 1);
            var request = last();
            assertThat(request.line()).isEqualTo("POST /in?a=1 HTTP/1.1");
            assertThat(request.body())
                    .isEqualTo(
                            "{\"client\":\"74323\",\"users\":[[\"7\",\"u\\\"7\",\"192.0.2.7\",\"Firefox\",1469636242,\"sport/14356\"]]}");
            assertThat(request.headersByLowerName())
                    .contains(
                            "authorization: Basic " + base64("me:open sesame"),
                            "content-type: application/json",
                            "x-partner: a b");
            assertThat(signatures(request)).containsExactly(sign(request.body(), KEY), sign(request.body(), OLD_KEY));
        }
    }

    @Test
    void aKeyThatIsTakenAwaySignsNoMore() throws Exception {
        try (var iris = start()) {
            put(iris, "'auth':{'type':'none'},'signature':{'keys':['" + KEY + "','" + OLD_KEY + "']}");
            send(iris, "7", "u7");
            iris.awaitDelivered(423, 1);
            assertThat(signatures(last()))
                    .containsExactly(
                            sign(last().body(), KEY, MacAlgorithm.HMAC_SHA1),
                            sign(last().body(), OLD_KEY, MacAlgorithm.HMAC_SHA1));

            put(iris, "'auth':{'type':'none'},'signature':{'keys':['" + KEY + "']}");
            send(iris, "8", "u8");
            iris.awaitDelivered(423, 2);
            assertThat(last().body()).contains("u8");
            assertThat(signatures(last())).containsExactly(sign(last().body(), KEY, MacAlgorithm.HMAC_SHA1));
        }
    }

    @Test
    void aQueryByATemplateIsSignedAsItIsSent() throws Exception {
        try (var iris = start()) {
            put(
                    iris,
                    "'auth':{'type':'none'},'signature':{'algorithm':'HmacSHA256','keys':'" + KEY
                            + "'},'format':{'method':'GET','template':'id=<DP_UUID>&in=<TRAITALIAS_LIST;"
                            + " separator=\\',\\'>'}");
            send(iris, "7", "ü&7");
            iris.awaitDelivered(423, 1);
            var request = last();
            assertThat(request.line()).isEqualTo("GET /in?a=1&id=%C3%BC%267&in=sport HTTP/1.1");
            assertThat(request.body()).isEmpty();
            assertThat(request.headersByLowerName())
                    .noneMatch(header -> header.startsWith("content-") || header.startsWith("authorization"));
            assertThat(signatures(request)).containsExactly(sign("/in?a=1&id=%C3%BC%267&in=sport", KEY));
        }
    }

    @Test
    void aRefusedPasswordParksAndLosesNothing() throws Exception {
        status = 401;
        try (var iris = start()) {
            put(iris, "'auth':{'type':'bearer','token':'tok-5e1f0c'}");
            send(iris, "7", "u7");
            Awaitility.await()
                    .atMost(Running.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(iris.status(423).find("state")).contains(JsonValue.text("parked")));
            assertThat(iris.reason(423)).isEqualTo("credential-refused");
            assertThat(last().headersByLowerName()).contains("authorization: Bearer tok-5e1f0c");
            status = 200;
            assertThat(iris.api()
                            .post("/v1/destinations/423/resume", Running.json("{}"))
                            .status())
                    .isEqualTo(200);
            iris.awaitDelivered(423, 1);
        }
    }

    @Test
    void aTemplateThatGivesTooMuchParksAndLosesNothing() throws Exception {
        var loops = "<USER_LIST:{a|<USER_LIST:{b|<USER_LIST:{c|" + "x".repeat(30_000) + "}>}>}>";
        try (var iris = start()) {
            put(
                    iris,
                    "'auth':{'type':'none'},'aggregation':{'linger':'2s'},"
                            + "'format':{'contentType':'application/xml','template':'" + loops + "'}");
            for (int i = 0; i < 10; i++) {
                send(iris, Integer.toString(i), "u" + i);
            }
            Awaitility.await()
                    .atMost(Running.PATIENCE)
                    .untilAsserted(() -> assertThat(iris.reason(423)).isEqualTo("template-limit"));
            put(iris, "'auth':{'type':'none'},'format':'standard'");
            iris.awaitDelivered(423, 10);
            assertThat(iris.number(423, "deadLetters")).isZero();
        }
    }

    @Test
    void aSegmentIsCalledByItsIntegrationCode() throws Exception {
        try (var iris = start()) {
            put(iris, "'auth':{'type':'none'},'mappings':[{'segment':'14356'}]");
            var told = iris.api().put("/v1/segments/14356", Running.json("{'ttl':'30d','integrationCode':'abc'}"));
            assertThat(Json.write(told.body())).isEqualTo("{\"ttl\":\"720h\",\"integrationCode\":\"abc\"}");
            send(iris, "7", "u7");
            iris.awaitDelivered(423, 1);
            assertThat(last().body()).contains("\"Segment_ID\":\"abc\"");
            iris.api().put("/v1/segments/14356", Running.json("{'integrationCode':'def'}"));
            iris.post("{'device':'7','time':'2016-07-27T17:17:22Z'}");
            iris.awaitDelivered(423, 2);
            assertThat(last().body()).contains("\"Segment_ID\":\"def\"");
        }
    }

    @Test
    void aDeviceWithoutAnIdIsToldOfWhereThatIsWanted() throws Exception {
        try (var iris = start()) {
            put(iris, "'auth':{'type':'none'},'sendWithoutId':true");
            iris.post("{'device':'7','time':'2016-07-27T16:17:22Z','qualified':['14356']}");
            iris.awaitDelivered(423, 1);
            assertThat(last().body()).contains("\"AAM_UUID\":\"7\",\"DataPartner_UUID\":\"\"");
            iris.post("{'device':'7','time':'2016-07-27T16:18:22Z','disqualified':['14356']}");
            iris.awaitDelivered(423, 2);
            assertThat(last().body()).contains("\"Segment_ID\":\"sport\",\"Status\":\"0\"");
        }
    }

    @Test
    void oneDeviceInThreeIsToldOf() throws Exception {
        try (var iris = start()) {
            put(iris, "'auth':{'type':'none'},'sampleDenominator':3");
            for (int i = 0; i < 300; i++) {
                iris.post("{'device':'" + i + "','time':'2016-07-27T16:17:22Z','qualified':['14356'],"
                        + "'ids':[{'dpid':'12345','uuid':'u" + i + "'}]}");
            }
            iris.awaitDelivered(423, 1);
            assertThat(iris.number(423, "delivered")).isBetween(70L, 130L);
        }
    }

    @Test
    void aSampleIsOfTheSameDevicesAtEveryDestinationAndAfterARestart() throws Exception {
        Set<String> sample;
        try (var iris = start()) {
            put(iris, 424, "'auth':{'type':'none'},'sampleDenominator':3");
            put(iris, 423, "'auth':{'type':'none'},'sampleDenominator':3");
            sendOneOf(iris, "qualified");
            sample = awaitTold(iris, 423, "1");
            assertThat(awaitTold(iris, 424, "1")).isEqualTo(sample).hasSizeBetween(70, 130);
        }
        try (var iris = start()) {
            sendOneOf(iris, "disqualified");
            assertThat(awaitTold(iris, 424, "0")).isEqualTo(sample);
            assertThat(awaitTold(iris, 423, "0")).isEqualTo(sample);
        }
    }

    private void sendOneOf(Running iris, String what) {
        for (int i = 0; i < 300; i++) {
            iris.post("{'device':'" + i + "','time':'2016-07-27T16:1" + (what.startsWith("d") ? 8 : 7) + ":22Z','"
                    + what + "':['14356'],'ids':[{'dpid':'12345','uuid':'u" + i + "'}]}");
        }
    }

    /** The ids of the devices that a destination was told of with a status, when it waits for nothing any more. */
    private Set<String> awaitTold(Running iris, int destination, String status) {
        Awaitility.await()
                .atMost(Running.PATIENCE)
                .until(() -> iris.number(destination, "backlog") == 0
                        && !told(destination, status).isEmpty());
        return told(destination, status);
    }

    private Set<String> told(int destination, String status) {
        var uuid = Pattern.compile("\"DataPartner_UUID\":\"(u\\d+)\"[^}]*\"Status\":\"" + status + "\"");
        return partner.requests().stream()
                .filter(request -> request.line().contains("/" + destination))
                .flatMap(request -> uuid.matcher(request.body()).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void keysPasswordsAndTokensAreNeitherShownNorKeptInClear() throws Exception {
        var secrets = List.of(KEY, OLD_KEY, "pass-5e1f0c", base64("me:pass-5e1f0c"), "tok-5e1f0c");
        var signed = ",'signature':{'keys':['" + KEY + "','" + OLD_KEY + "']}";
        var seen = new StringBuilder();
        try (var iris = start()) {
            for (var auth : List.of(
                    "'auth':{'type':'basic','username':'me','password':'pass-5e1f0c'}",
                    "'auth':{'type':'bearer','token':'tok-5e1f0c'}")) {
                put(iris, auth + signed);
                for (var path : List.of("", "?defaults=false", "/status", "/attempts")) {
                    seen.append(Json.write(
                            iris.api().get("/v1/destinations/423" + path).body()));
                }
                var tried = iris.api()
                        .post("/v1/destinations/423/test", Running.json("{}"))
                        .body();
                assertThat(tried.find("delivered")).contains(JsonValue.flag(true));
                seen.append(Json.write(tried))
                        .append(Json.write(iris.api().get("/v1/audit").body()));
            }
            put(iris, "'auth':{'type':'bearer'}");
            assertThat(Json.write(iris.api().get("/v1/destinations/423").body()))
                    .contains("\"keys\":[{\"set\":true,\"fingerprint\":\"");
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                seen.append(Files.readString(file, ISO_8859_1));
            }
        }
        assertThat(secrets).noneMatch(secret -> seen.indexOf(secret) >= 0);
    }

    @Test
    void secretsAreNeededAgainForAnotherEndpoint() throws Exception {
        try (var iris = start()) {
            put(iris, "'auth':{'type':'bearer','token':'tok-5e1f0c'},'signature':{'keys':'" + KEY + "'}");
            var moved = iris.api()
                    .put(
                            "/v1/destinations/423",
                            Running.json("{'clientId':'74323','userDpid':'12345','endpoint':'https://other.example/in',"
                                    + "'auth':{'type':'bearer'}}"));
            assertThat(moved.status()).isEqualTo(400);
            assertThat(Json.write(moved.body())).contains("\"field\":\"auth.token\"", "\"field\":\"signature.keys\"");
        }
    }

    private Running start() throws Exception {
        return Running.start(folder, authority.certificatePem());
    }

    /** Members of a destination in which apostrophes stand for quotes, and escaped apostrophes for quotes in texts. */
    private void put(Running iris, String members) {
        put(iris, 423, partner.url("/in?a=1").toString(), members);
    }

    private void put(Running iris, int id, String members) {
        put(iris, id, partner.url("/" + id).toString(), members);
    }

    private static void put(Running iris, int id, String endpoint, String members) {
        var mappings = members.contains("'mappings'") ? "" : ",'mappings':[{'segment':'14356','value':'sport'}]";
        iris.put(
                id, "{'clientId':'74323','userDpid':'12345','endpoint':'" + endpoint + "'," + members + mappings + "}");
    }

    private static void send(Running iris, String device, String uuid) {
        iris.post("{'device':'" + device + "','time':'2016-07-27T16:17:22Z','qualified':['14356'],"
                + "'ids':[{'dpid':'12345','uuid':'" + uuid + "'}],'ip':'192.0.2.7','userAgent':'Firefox'}");
    }

    private RawRequest last() {
        return partner.requests().getLast();
    }

    private static List<String> signatures(RawRequest request) {
        return request.headersByLowerName().stream()
                .filter(header -> header.startsWith("x-signature: "))
                .map(header -> header.substring("x-signature: ".length()))
                .toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String sign(String text, String key) {
        return sign(text, key, MacAlgorithm.HMAC_SHA256);
    }

    private static String sign(String text, String key, MacAlgorithm algorithm) {
        return RequestSigning.sign(text.getBytes(UTF_8), algorithm, Secret.of(key));
    }
}
