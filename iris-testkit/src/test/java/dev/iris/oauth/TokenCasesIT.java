package dev.iris.oauth;

import static dev.iris.oauth.TokenBench.granted;
import static dev.iris.oauth.TokenBench.header;
import static dev.iris.oauth.TokenBench.refused;
import static dev.iris.oauth.TokenBench.unavailable;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.iris.http.EdgeFixture;
import dev.iris.http.HttpsEdge;
import dev.iris.model.TokenParameters;
import dev.iris.model.TokenPolicy;
import dev.iris.observe.ReasonCode;
import dev.iris.testkit.Gzip;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.WireAnswer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made of one answer of a token endpoint; each name starts with the number of its row in the list of cases, or with a plus. */
class TokenCasesIT {
    private static final HttpsEdge EDGE = EdgeFixture.edge();
    private static final Duration DAY = Duration.ofHours(24);
    private static final String TOKEN = "{\"token_type\":\"Bearer\",\"access_token\":\"x\"}";

    private final TokenBench bench = new TokenBench(EDGE);

    @AfterEach
    void stop() {
        bench.close();
    }

    @AfterAll
    static void end() {
        EDGE.close();
    }

    static Stream<Arguments> lives() {
        return Stream.of(
                arguments("4: 3600 is an hour", "3600", 3600),
                arguments("5: a number in a string is a number", "\"3600\"", 3600),
                arguments("5: a fraction is cut off", "3599.5", 3599),
                arguments("5: a fraction in a string is cut off", "\"3599.5\"", 3599),
                arguments("5: an exponent counts", "3.6e3", 3600),
                arguments("+: an exponent in a string counts", "\"1e2\"", 100),
                arguments("+: spaces around a number in a string do not count", "\" 3600 \"", 3600),
                arguments("8: milliseconds for seconds are clamped to a day", "3600000", 86_400),
                arguments("8: twenty digits are clamped to a day", "99999999999999999999", 86_400),
                arguments("8: a date for a life is clamped to a day", "1795428000", 86_400),
                arguments("+: beyond any double is clamped to a day", "1e400", 86_400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lives")
    void aLifeIsRead(String row, String expiresIn, int seconds) throws Exception {
        var source = bench.source(bench.serve(TokenBench.token("x", expiresIn)));

        granted(source);

        assertThat(source.status().findLife()).contains(Duration.ofSeconds(seconds));
    }

    static Stream<Arguments> unknownLives() {
        return Stream.concat(
                Stream.of("null", "\"\"", "\"soon\"", "{}", "true").map(told -> arguments("6: " + told, told)),
                Stream.concat(
                        Stream.of("0", "-1").map(told -> arguments("7: " + told, told)),
                        Stream.of("-0", "\"-1\"", "\"NaN\"", "[3600]", "0.9", "1e-400", "\"3600 s\"", "\"0x10\"")
                                .map(told -> arguments("+: " + told, told))));
    }

    @ParameterizedTest(name = "{0} is an unknown life, told once")
    @MethodSource("unknownLives")
    void aLifeThatSaysNothingIsUnknown(String row, String expiresIn) throws Exception {
        try (var lines = LogLines.ofTokens()) {
            var reply = TokenBench.token("x", expiresIn);
            var server = bench.serve(reply, reply, WireAnswer.of(500).whole());
            var source = bench.source(server);

            for (int i = 0; i < 10; i++) {
                assertThat(header(source)).isEqualTo("Bearer x");
                bench.pass(DAY);
            }
            assertThat(source.status().findLife()).isEmpty();
            assertThat(server.requests()).hasSize(1);
            source.renew();
            granted(source);
            source.renew();
            unavailable(source);
            await().untilAsserted(() -> assertThat(lines.all()).anyMatch(line -> line.contains("Next request")));
            assertThat(lines.all())
                    .filteredOn(line -> line.contains("expires_in is no number"))
                    .hasSize(1);
        }
    }

    static Stream<Arguments> usable() {
        return Stream.of(
                arguments("44: status 201 is a success", new WireAnswer(201, "", TOKEN).whole()),
                arguments("55: identity", encoded("identity", TOKEN.getBytes(UTF_8))),
                arguments("55: gzip in capitals", encoded("GZIP", gzip(TOKEN))),
                arguments("55: x-gzip", encoded("x-gzip", gzip(TOKEN))),
                arguments(
                        "+: gzip in two members", encoded("gzip", joined(gzip("{\"access"), gzip("_token\":\"x\"}")))),
                arguments("+: gzip with bytes behind it", encoded("gzip", joined(gzip(TOKEN), new byte[] {1, 2, 3}))),
                arguments("56: token_type bearer", typed("\"bearer\"")),
                arguments("56: token_type BEARER", typed("\"BEARER\"")),
                arguments("56: token_type empty", typed("\"\"")),
                arguments("56: token_type missing", RawReply.json(200, "{\"access_token\":\"x\"}")),
                arguments("+: token_type null", typed("null")),
                arguments("58: a refresh token", with("\"refresh_token\":\"r\"")),
                arguments(
                        "58: members nobody knows",
                        with("\"a\":{\"b\":[1,{\"c\":null}]},\"\\u0000\":\"\\ud83d\\ude00\"")),
                arguments("+: an empty error", with("\"error\":\"\"")),
                arguments("+: an error of null", with("\"error\":null")),
                arguments("+: a byte order mark", text("\uFEFF" + TOKEN, UTF_8)),
                arguments("+: white space all around", text(" \t\r\n" + TOKEN + "\r\n\t ", UTF_8)),
                arguments(
                        "+: text/html as its type",
                        WireAnswer.of(200)
                                .header("Content-Type", "text/html")
                                .text(TOKEN)
                                .whole()),
                arguments("+: no type at all", text(TOKEN, UTF_8)),
                arguments("+: nested as deep as may be", with("\"a\":" + "[".repeat(15) + "]".repeat(15))),
                arguments("+: in chunks of one byte", WireAnswer.json(TOKEN).chunked(1)),
                arguments("+: chunk extensions", chunks("2a;a=b;c=\"d e\"\r\n" + TOKEN + "\r\n0;last\r\n\r\n")),
                arguments("+: trailers", chunks(WireAnswer.chunk(TOKEN) + "0\r\nX-Trailer: 1\r\n\r\n")),
                arguments(
                        "+: a body that ends with the connection",
                        WireAnswer.json(TOKEN).untilClose()),
                arguments("+: 100 first", WireAnswer.json(TOKEN).afterInterim(100)),
                arguments("+: 103 and 100 first", WireAnswer.json(TOKEN).afterInterim(103, 100)));
    }

    @ParameterizedTest(name = "{0}: granted")
    @MethodSource("usable")
    void aUsableAnswerGrantsItsToken(String row, RawReply reply) throws Exception {
        assertThat(header(bench.source(bench.serve(reply)))).isEqualTo("Bearer x");
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments("43: error and token", with("\"error\":\"server_error\""), "error server_error"),
                arguments("+: an error that is an object", with("\"error\":{\"code\":1}"), "error in no known form"),
                arguments("+: an error that is a number", with("\"error\":0"), "error in no known form"),
                arguments("44: status 202", new WireAnswer(202, "", TOKEN).whole(), "status 202"),
                arguments("44: status 204", RawReply.bytes("HTTP/1.1 204 Answer\r\n\r\n"), "status 204"),
                arguments(
                        "+: 102 first", WireAnswer.json(TOKEN).afterInterim(102), "status 102, which is no final one"),
                arguments("+: status 206", new WireAnswer(206, "", TOKEN).whole(), "status 206"),
                arguments("+: status 226", new WireAnswer(226, "", TOKEN).whole(), "status 226"),
                arguments(
                        "45: HTML as JSON",
                        RawReply.json(200, "<html>no</html>"),
                        "HTML or XML (expected: JSON): \"no\""),
                arguments(
                        "47: a form", text("access_token=x&token_type=bearer", UTF_8), "form-encoded (expected: JSON"),
                arguments(
                        "49: a number as token",
                        RawReply.json(200, "{\"access_token\":7}"),
                        "a number (expected: a string)"),
                arguments(
                        "49: null as token",
                        RawReply.json(200, "{\"access_token\":null}"),
                        "null (expected: a string)"),
                arguments(
                        "49: an empty token",
                        RawReply.json(200, "{\"access_token\":\"\"}"),
                        "empty or holds more than"),
                arguments("49: no token", RawReply.json(200, "{\"token_type\":\"Bearer\"}"), "access_token is missing"),
                arguments(
                        "+: an object as token",
                        RawReply.json(200, "{\"access_token\":{}}"),
                        "an object (expected: a string)"),
                arguments("51: two tokens", with("\"access_token\":\"y\""), "not JSON"),
                arguments("51: two tokens, one name escaped", with("\"access\\u005ftoken\":\"y\""), "not JSON"),
                arguments("52: 100 kB", TokenBench.token("x".repeat(100_000)), "more than 65536 bytes on the wire"),
                arguments("52: 100 kB, gzip", gzipped("x".repeat(100_000)), "access_token has 100000 characters"),
                arguments("55: br", encoded("br", TOKEN.getBytes(UTF_8)), "content encoding that was not asked for"),
                arguments(
                        "55: deflate",
                        encoded("deflate", TOKEN.getBytes(UTF_8)),
                        "content encoding that was not asked for"),
                arguments(
                        "+: an unknown encoding",
                        encoded("x", TOKEN.getBytes(UTF_8)),
                        "content encoding that was not asked for"),
                arguments(
                        "+: gzip, gzip",
                        encoded("gzip, gzip", Gzip.of(gzip(TOKEN))),
                        "content encoding that was not asked for"),
                arguments("+: gzip of gzip", encoded("gzip", Gzip.of(gzip(TOKEN))), "not JSON"),
                arguments("+: half of a gzip", encoded("gzip", Arrays.copyOf(gzip(TOKEN), 30)), "not gzip though"),
                arguments("+: gzip that is none", encoded("gzip", TOKEN.getBytes(UTF_8)), "not gzip though"),
                arguments("+: an empty gzip body", encoded("gzip", new byte[0]), "not JSON"),
                arguments("57: mac", typed("\"mac\""), "token_type is not bearer"),
                arguments("57: DPoP", typed("\"DPoP\""), "token_type is not bearer"),
                arguments("57: N_A", typed("\"N_A\""), "token_type is not bearer"),
                arguments("+: JWT", typed("\"JWT\""), "token_type is not bearer"),
                arguments("+: a number as type", typed("7"), "token_type is not bearer"),
                arguments("+: UTF-16 with a mark", text("\uFEFF" + TOKEN, UTF_16LE), "not JSON"),
                arguments("+: UTF-16 without a mark", text(TOKEN, UTF_16BE), "not JSON"),
                arguments("+: invalid UTF-8", latin1(TOKEN.replace("x", "\u00ff")), "not JSON"),
                arguments("+: an overlong NUL", latin1(TOKEN.replace("}", ",\"a\":\"\u00c0\u0080\"}")), "not JSON"),
                arguments("+: an array", RawReply.json(200, "[" + TOKEN + "]"), "an array (expected: an object)"),
                arguments("+: a string", RawReply.json(200, "\"x\""), "a string (expected: an object)"),
                arguments("+: nothing", text("", UTF_8), "not JSON"),
                arguments("+: words behind the object", text(TOKEN + "x", UTF_8), "not JSON"),
                arguments("+: NUL behind the object", text(TOKEN + "\u0000", UTF_8), "not JSON"),
                arguments("+: two objects", text(TOKEN + TOKEN, UTF_8), "not JSON"),
                arguments("+: half an object", text(TOKEN.substring(0, 30), UTF_8), "not JSON"),
                arguments("+: a comma too many", text(TOKEN.replace("}", ",}"), UTF_8), "not JSON"),
                arguments("+: single quotes", text(TOKEN.replace('"', '\''), UTF_8), "not JSON"),
                arguments("+: a comment", text("/* a */" + TOKEN, UTF_8), "not JSON"),
                arguments("+: NaN as life", TokenBench.token("x", "NaN"), "not JSON"),
                arguments("+: a lone surrogate in a member", with("\"a\":\"\\ud800\""), "not JSON"),
                arguments("+: nested too deep", with("\"a\":" + "[".repeat(16) + "]".repeat(16)), "not JSON"),
                arguments("+: nested without end", text("{\"a\":".repeat(10_000), UTF_8), "not JSON"),
                arguments("+: more values than may be", with("\"a\":[" + "1,".repeat(10_000) + "1]"), "not JSON"),
                arguments("+: a number of 200 digits", with("\"a\":" + "9".repeat(200)), "not JSON"));
    }

    @ParameterizedTest(name = "{0}: unusable, and asked again only after a back-off")
    @MethodSource("unusable")
    void anUnusableAnswerGrantsNothing(String row, RawReply reply, String words) throws Exception {
        var server = bench.serve(reply);
        var source = bench.source(server);

        var reason = unavailable(source).reason();

        assertThat(reason.code()).isEqualTo(ReasonCode.TOKEN_UNUSABLE);
        assertThat(reason.detail()).contains(words);
        assertThat(unavailable(source).retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(server.requests()).hasSize(1);
    }

    static Stream<Arguments> dangerous() {
        return Stream.of("\\r\\nX-Evil: 1", "\\n", "\\u0000", " ", "\u00e9", "\\u007f", "\\ud800", "\\udc00", "\\u202e")
                .map(told -> arguments("50: " + told, told));
    }

    @ParameterizedTest(name = "{0} in a token: rejected, and in no log")
    @MethodSource("dangerous")
    void aTokenThatNoHeaderCanCarryIsRejectedAndInNoLog(String row, String told) throws Exception {
        try (var lines = LogLines.ofAll()) {
            var source = bench.source(bench.serve(TokenBench.token("marked" + told + "token")));

            var result = unavailable(source);

            assertThat(result.reason().code()).isEqualTo(ReasonCode.TOKEN_UNUSABLE);
            lines.add(result.toString());
            await().untilAsserted(() -> assertThat(lines.all()).anyMatch(line -> line.contains("Next request")));
            assertThat(lines.all()).noneMatch(line -> line.contains("marked"));
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        "34: 401 invalid_client", RawReply.json(401, error("invalid_client")), "error invalid_client"),
                arguments(
                        "35: 401 unauthorized_client",
                        RawReply.json(401, error("unauthorized_client")),
                        "unauthorized_client"),
                arguments("36: 401 without a body", WireAnswer.of(401).whole(), "status 401"),
                arguments(
                        "36: 401 with HTML",
                        WireAnswer.of(401).text("<html>no</html>").whole(),
                        "status 401"),
                arguments(
                        "37: 400 invalid_client", RawReply.json(400, error("invalid_client")), "error invalid_client"),
                arguments(
                        "37: 403 access_denied, gzip",
                        RawReply.gzipJson(403, error("access_denied")),
                        "error access_denied"),
                arguments(
                        "42: 200 invalid_client", RawReply.json(200, error("invalid_client")), "error invalid_client"),
                arguments(
                        "43: 200 invalid_client and a token",
                        with("\"error\":\"invalid_client\""),
                        "error invalid_client"),
                arguments("+: 401 with an error that is an object", RawReply.json(401, "{\"error\":{}}"), "status 401"),
                arguments("+: 401 with an array", RawReply.json(401, "[]"), "status 401"),
                arguments(
                        "+: 401 with 10 MB",
                        WireAnswer.of(401).bytes(new byte[10_000_000]).whole(),
                        "status 401"),
                arguments(
                        "+: 401 with a bomb",
                        WireAnswer.of(401)
                                .encoded("gzip", Gzip.bomb(20_000_000))
                                .whole(),
                        "status 401"),
                arguments(
                        "+: 401 in br",
                        WireAnswer.of(401).encoded("br", new byte[9]).whole(),
                        "status 401"));
    }

    @ParameterizedTest(name = "{0}: the credential is refused and asked with once")
    @MethodSource("refusals")
    void aRefusedCredentialIsNotTriedAgain(String row, RawReply reply, String words) throws Exception {
        var server = bench.serve(reply);
        var source = bench.source(server);

        for (int i = 0; i < 5; i++) {
            var refused = refused(source);
            assertThat(refused.reason().code()).isEqualTo(ReasonCode.CREDENTIAL_REFUSED);
            assertThat(refused.reason().detail()).contains(words);
            assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        }
        assertThat(server.requests()).hasSize(1);
    }

    static Stream<Arguments> misconfigurations() {
        return Stream.of(
                arguments("38: invalid_scope", RawReply.json(400, error("invalid_scope")), "check auth.scope"),
                arguments(
                        "38: unsupported_grant_type",
                        RawReply.json(400, error("unsupported_grant_type")),
                        "have the partner"),
                arguments("38: invalid_target", RawReply.json(400, error("invalid_target")), "check auth.resource"),
                arguments(
                        "+: invalid_request",
                        RawReply.json(400, error("invalid_request")),
                        "auth.clientAuthentication"),
                arguments("+: 404", WireAnswer.of(404).text("<html>").whole(), "check auth.tokenEndpoint"),
                arguments("+: 405", WireAnswer.of(405).whole(), "check auth.tokenEndpoint"),
                arguments("+: 415", WireAnswer.of(415).whole(), "check auth.tokenEndpoint"),
                arguments(
                        "+: 403 that is too large to read",
                        WireAnswer.of(403).bytes(new byte[100_000]).whole(),
                        "status 403"));
    }

    @ParameterizedTest(name = "{0}: what is asked for is refused, and asked for once")
    @MethodSource("misconfigurations")
    void aRefusedRequestIsNotTriedAgain(String row, RawReply reply, String words) throws Exception {
        var server = bench.serve(reply);
        var source = bench.source(server);

        for (int i = 0; i < 5; i++) {
            var reason = refused(source).reason();
            assertThat(reason.code()).isEqualTo(ReasonCode.UNEXPECTED_STATUS);
            assertThat(reason.detail()).contains(words);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void row45_whatIsShownOfHtmlIsShortAndHoldsNoCredential() throws Exception {
        var html = "<html>Dear " + TokenBench.OPAQUE + ", go away. " + "x".repeat(10_000);
        var reason =
                unavailable(bench.source(bench.serve(RawReply.json(200, html)))).reason();

        assertThat(reason.detail()).contains("Dear ***, go").doesNotContain(TokenBench.OPAQUE);
        assertThat(reason.detail().substring(reason.detail().indexOf('"'))).hasSizeLessThanOrEqualTo(202);
    }

    @Test
    void row47_aFormIsTakenByOption() throws Exception {
        var policy = new TokenPolicy(Set.of(), false, false, true, DAY, Duration.ofMinutes(1), null);
        var reply = text("access_token=x&expires_in=3600&token_type=bearer", UTF_8);
        var source = bench.source(bench.serve(reply), policy);

        assertThat(header(source)).isEqualTo("Bearer x");
        assertThat(source.status().findLife()).contains(Duration.ofHours(1));
    }

    @Test
    void row52_aTokenOf8kBIsSent() throws Exception {
        var token = "x".repeat(8_192);

        assertThat(header(bench.source(bench.serve(TokenBench.token(token))))).isEqualTo("Bearer " + token);
    }

    @Test
    void row56_aMissingTokenTypeIsToldAndByOptionRefused() throws Exception {
        try (var lines = LogLines.ofTokens()) {
            var server = bench.serve(RawReply.json(200, "{\"access_token\":\"x\"}"));
            var strict = new TokenPolicy(Set.of(), true, false, false, DAY, Duration.ofMinutes(1), null);

            granted(bench.source(server));
            await().untilAsserted(() -> assertThat(lines.all())
                    .anyMatch(line -> line.contains("token_type is missing and taken as Bearer")));
            assertThat(unavailable(bench.source(server, strict)).reason().detail())
                    .isEqualTo("token_type is missing");
        }
    }

    @Test
    void row58_aNarrowerScopeIsTold() throws Exception {
        try (var lines = LogLines.ofTokens()) {
            var asked = new TokenParameters("read write", null, List.of(), Map.of());
            var server = bench.serve(with("\"scope\":\"read\""), with("\"scope\":\"write  read more\""));
            var source = bench.source(server, TokenPolicy.STANDARD, asked);

            granted(source);
            assertThat(source.status().figures().narrowerScopes()).isEqualTo(1);
            await().untilAsserted(
                            () -> assertThat(lines.all()).anyMatch(line -> line.contains("scope that was granted")));
            source.renew();
            granted(source);
            assertThat(source.status().figures().narrowerScopes()).isEqualTo(1);
        }
    }

    private static String error(String code) {
        return "{\"error\":\"" + code + "\"}";
    }

    /** A good answer with more members. */
    private static RawReply with(String members) {
        return RawReply.json(200, TOKEN.replace("}", "," + members + "}"));
    }

    private static RawReply typed(String type) {
        return RawReply.json(200, TOKEN.replace("\"Bearer\"", type));
    }

    private static RawReply text(String body, Charset charset) {
        return WireAnswer.of(200).bytes(body.getBytes(charset)).whole();
    }

    private static RawReply latin1(String body) {
        return text(body, ISO_8859_1);
    }

    private static RawReply encoded(String contentEncoding, byte[] body) {
        return WireAnswer.of(200).encoded(contentEncoding, body).whole();
    }

    private static RawReply gzipped(String token) {
        return encoded("gzip", gzip("{\"access_token\":\"" + token + "\"}"));
    }

    private static RawReply chunks(String latin1) {
        return WireAnswer.of(200).chunkedAs(latin1);
    }

    private static byte[] gzip(String text) {
        return Gzip.of(text.getBytes(UTF_8));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
