package dev.iris.oauth;

import static dev.iris.oauth.TokenBench.granted;
import static dev.iris.oauth.TokenBench.header;
import static dev.iris.oauth.TokenBench.unavailable;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made of a token answer's members, however they are written; no row is in the list of cases. */
class TokenSpellingCasesIT {
    private static final HttpsEdge EDGE = EdgeFixture.edge();
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

    static Stream<Arguments> tokens() {
        var visible = IntStream.rangeClosed('!', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, (a, b) -> {})
                .toString();
        return Stream.of(
                arguments("of the characters of bearer tokens", "a-._~+/9==", "a-._~+/9=="),
                arguments("of nothing but padding", "==", "=="),
                arguments("that looks like a header", "Bearer:x", "Bearer:x"),
                arguments("with an escaped letter", "\\u0061b", "ab"),
                arguments("with an escaped slash", "a\\/b", "a/b"),
                arguments("with quotes and a backslash", "a\\\"b\\\\c", "a\"b\\c"),
                arguments(
                        "of every visible character",
                        visible.replace("\\", "\\\\").replace("\"", "\\\""),
                        visible),
                arguments("as long as may be", "x".repeat(16_384), "x".repeat(16_384)),
                arguments("that is JSON", "{\\\"access_token\\\":1}", "{\"access_token\":1}"),
                arguments("that is called null", "null", "null"));
    }

    @ParameterizedTest(name = "a token {0} is sent as it is")
    @MethodSource("tokens")
    void aTokenIsSentAsItIs(String what, String told, String token) throws Exception {
        assertThat(header(bench.source(bench.serve(TokenBench.token(told))))).isEqualTo("Bearer " + token);
    }

    static Stream<Arguments> lives() {
        return Stream.of(
                arguments("1E2", 100),
                arguments("1e+2", 100),
                arguments("3600.000", 3600),
                arguments("36000e-1", 3600),
                arguments("0.36e4", 3600),
                arguments("1", 1),
                arguments("9007199254740993", 86_400),
                arguments("18446744073709551616", 86_400),
                arguments("1e309", 86_400),
                arguments("1e999999", 86_400),
                arguments("\"1e309\"", 86_400),
                arguments("\"003600\"", 3600),
                arguments("\"\\u0033600\"", 3600),
                arguments("\"\\t3600\\n\"", 3600),
                arguments("\"3600.9\"", 3600));
    }

    @ParameterizedTest(name = "expires_in {0} is {1} s")
    @MethodSource("lives")
    void aLifeIsRead(String told, int seconds) throws Exception {
        var source = bench.source(bench.serve(TokenBench.token("x", told)));

        granted(source);

        assertThat(source.status().findLife()).contains(Duration.ofSeconds(seconds));
    }

    static Stream<String> unknownLives() {
        return Stream.of(
                "\"+3600\"",
                "\"3,600\"",
                "\"3 600\"",
                "\"1h\"",
                "\"PT1H\"",
                "\"Infinity\"",
                "\"1e\"",
                "\".5\"",
                "\"5.\"",
                "\"1e1000000000\"",
                "\"\\u0663\\u0666\\u0660\\u0660\"",
                "\"0\"",
                "\"-0\"",
                "-0.0",
                "-1e400",
                "-9223372036854775808",
                "1e-3",
                "false",
                "[]",
                "{\"seconds\":3600}",
                "\"2026-11-23T11:00:00Z\"",
                "\"" + "9".repeat(10_000) + "x\"");
    }

    @ParameterizedTest(name = "expires_in {0} is an unknown life")
    @MethodSource("unknownLives")
    void aLifeThatSaysNothingIsUnknown(String told) throws Exception {
        var server = bench.serve(TokenBench.token("x", told));
        var source = bench.source(server);

        for (int i = 0; i < 3; i++) {
            assertThat(header(source)).isEqualTo("Bearer x");
            bench.pass(Duration.ofDays(1));
        }
        assertThat(source.status().findLife()).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    static Stream<Arguments> usable() {
        return Stream.of(
                arguments("an escaped name", TOKEN.replace("access_token", "\\u0061ccess\\u005ftoken")),
                arguments("other spellings of the life", with("\"expiresIn\":5,\"expires\":5,\"expires_on\":5")),
                arguments("a scope that is a list", with("\"scope\":[\"read\"]")),
                arguments("a scope that is a number", with("\"scope\":7")),
                arguments("a scope that is empty", with("\"scope\":\"\"")),
                arguments("words on an error that is none", with("\"error_description\":\"all is well\"")),
                arguments("errors that nobody defined", with("\"errors\":[],\"Error\":\"x\",\"error_code\":5")),
                arguments(
                        "a name in capitals beside the right one",
                        with("\"ACCESS_TOKEN\":\"y\",\"Access_Token\":\"z\"")),
                arguments(
                        "a token inside a member",
                        with("\"data\":{\"access_token\":\"y\",\"error\":\"invalid_client\"}")),
                arguments("a name that is empty", with("\"\":1")),
                arguments("a name with a NUL", with("\"access_token\\u0000\":\"y\"")),
                arguments("a pair of surrogates in a name", with("\"\\ud83d\\ude00\":1")),
                arguments("a number of a hundred digits", with("\"a\":" + "9".repeat(100))),
                arguments("a number of many forms", with("\"a\":[-0,0.0,1e5,1E-5,-1.5e+5]")),
                arguments("a member of 200,000 characters", with("\"a\":\"" + "ab".repeat(25_000) + "\"")),
                arguments("9,990 members", with(members(9_990))),
                arguments("a type between spaces that are escaped", TOKEN.replace("Bearer", "\\u0042earer")));
    }

    @ParameterizedTest(name = "{0}: granted")
    @MethodSource("usable")
    void aUsableAnswerGrantsItsToken(String what, String body) throws Exception {
        var reply = WireAnswer.of(200)
                .encoded("gzip", Gzip.of(body.getBytes(UTF_8)))
                .whole();
        var asked = new TokenParameters("read", null, List.of(), Map.of());
        var source = bench.source(bench.serve(reply), TokenPolicy.STANDARD, asked);

        assertThat(header(source)).isEqualTo("Bearer x");
        assertThat(source.status().findLife()).isEmpty();
        assertThat(source.status().figures().narrowerScopes()).isZero();
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments(
                        "names in capitals", TOKEN.replace("access_token", "Access_Token"), "access_token is missing"),
                arguments("a token inside a member", "{\"data\":" + TOKEN + "}", "access_token is missing"),
                arguments(
                        "a camel for a snake", TOKEN.replace("access_token", "accessToken"), "access_token is missing"),
                arguments("a token that is a list", TOKEN.replace("\"x\"", "[\"x\"]"), "an array (expected: a string)"),
                arguments("a token that is true", TOKEN.replace("\"x\"", "true"), "true or false (expected: a string)"),
                arguments("a token of 16,385 characters", TOKEN.replace("x", "x".repeat(16_385)), "16385 characters"),
                arguments("a token with a tab", TOKEN.replace("x", "x\\ty"), "more than visible ASCII"),
                arguments("a token with a wide letter", TOKEN.replace("x", "\\uff21"), "more than visible ASCII"),
                arguments("a token of one space", TOKEN.replace("\"x\"", "\" \""), "more than visible ASCII"),
                arguments(
                        "a type that is a list",
                        TOKEN.replace("\"Bearer\"", "[\"Bearer\"]"),
                        "token_type is not bearer"),
                arguments("a type that is an object", TOKEN.replace("\"Bearer\"", "{}"), "token_type is not bearer"),
                arguments("a type that is true", TOKEN.replace("\"Bearer\"", "true"), "token_type is not bearer"),
                arguments("a type with a space", TOKEN.replace("Bearer", "Bearer "), "token_type is not bearer"),
                arguments("two types in one", TOKEN.replace("Bearer", "Bearer, mac"), "token_type is not bearer"),
                arguments(
                        "a type with a dotless i or a long s",
                        TOKEN.replace("Bearer", "BEARE\u0280"),
                        "token_type is not bearer"),
                arguments("an error that is a list", with("\"error\":[]"), "error in no known form"),
                arguments("an error that is false", with("\"error\":false"), "error in no known form"),
                arguments("an error of a space", with("\"error\":\" \""), "error in no known form"),
                arguments("two lives", with("\"expires_in\":1,\"expires_in\":2"), "not JSON"),
                arguments("two errors", with("\"error\":\"\",\"error\":\"\""), "not JSON"),
                arguments("one name twice, deep within", with("\"a\":[{\"b\":1,\"\\u0062\":2}]"), "not JSON"),
                arguments("a lone surrogate in a name", with("\"\\udc00\":1"), "not JSON"),
                arguments("surrogates in the wrong order", with("\"a\":\"\\ude00\\ud83d\""), "not JSON"),
                arguments("a number with a zero before it", TOKEN.replace("}", ",\"expires_in\":03600}"), "not JSON"),
                arguments("a number with a plus sign", TOKEN.replace("}", ",\"expires_in\":+3600}"), "not JSON"),
                arguments(
                        "a number without digits behind its point",
                        TOKEN.replace("}", ",\"expires_in\":1.}"),
                        "not JSON"),
                arguments("a number in hexadecimal", TOKEN.replace("}", ",\"expires_in\":0x10}"), "not JSON"),
                arguments("a number of 101 digits", with("\"a\":" + "9".repeat(101)), "not JSON"),
                arguments("an infinity", with("\"expires_in\":Infinity"), "not JSON"),
                arguments("words in capitals", with("\"a\":TRUE"), "not JSON"),
                arguments("an escape that is none", with("\"a\":\"\\x41\""), "not JSON"),
                arguments("half an escape", with("\"a\":\"\\u00\""), "not JSON"),
                arguments("a line break in a string", with("\"a\":\"\n\""), "not JSON"),
                arguments("a name without quotes", with("a:1"), "not JSON"),
                arguments("a comment at the end", TOKEN + " // done", "not JSON"),
                arguments("what keeps scripts out", ")]}',\n" + TOKEN, "not JSON"),
                arguments("a call of a script", "callback(" + TOKEN + ");", "not JSON"),
                arguments("one object a line", TOKEN + "\n" + TOKEN, "not JSON"),
                arguments("NUL before the object", "\u0000" + TOKEN, "not JSON"),
                arguments("a space that is none in JSON", "\u00a0" + TOKEN, "not JSON"),
                arguments("two byte order marks", "\ufeff\ufeff" + TOKEN, "not JSON"),
                arguments("a byte order mark at the end", TOKEN + "\ufeff", "not JSON"),
                arguments("YAML", "access_token: x\ntoken_type: Bearer\n", "not JSON"),
                arguments("XML", "<?xml version=\"1.0\"?><access_token>x</access_token>", "HTML or XML"),
                arguments(
                        "HTML after a mark and spaces", "\ufeff \n<!doctype html><title>Log in</title>", "HTML or XML"),
                arguments("true", "true", "true or false (expected: an object)"),
                arguments("10,001 members", with(members(10_001)), "not JSON"));
    }

    @ParameterizedTest(name = "{0}: unusable, and asked again only after a back-off")
    @MethodSource("unusable")
    void anUnusableAnswerGrantsNothing(String what, String body, String words) throws Exception {
        assertUnusable(
                WireAnswer.of(200)
                        .encoded("gzip", Gzip.of(body.getBytes(UTF_8)))
                        .whole(),
                words);
    }

    static Stream<Arguments> otherEncodings() {
        return Stream.of(
                arguments("UTF-16 as it comes", UTF_16),
                arguments("UTF-32", Charset.forName("UTF-32")),
                arguments("UTF-32, little end first", Charset.forName("UTF-32LE")),
                arguments("EBCDIC", Charset.forName("IBM037")));
    }

    @ParameterizedTest(name = "{0} is not UTF-8")
    @MethodSource("otherEncodings")
    void anotherEncodingGrantsNothing(String what, Charset charset) throws Exception {
        assertUnusable(WireAnswer.of(200).bytes(TOKEN.getBytes(charset)).whole(), "not JSON");
    }

    @ParameterizedTest(name = "the bytes {0} in a member that nobody reads")
    @MethodSource("malformedBytes")
    void malformedUtf8GrantsNothing(String bytes) throws Exception {
        assertUnusable(
                WireAnswer.of(200)
                        .bytes(with("\"a\":\"" + bytes + "\"").getBytes(ISO_8859_1))
                        .whole(),
                "not JSON");
    }

    static Stream<String> malformedBytes() {
        return Stream.of(
                "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080", "\u00c3", "\u0080", "\u00fe", "\u00e0\u0080\u00af");
    }

    @Test
    void aReplacementCharacterThatWasSentIsNoDamage() throws Exception {
        var reply = WireAnswer.of(200).text(with("\"a\":\"\ufffd\"")).whole();

        assertThat(header(bench.source(bench.serve(reply)))).isEqualTo("Bearer x");
    }

    private void assertUnusable(RawReply reply, String words) throws InterruptedException {
        var server = bench.serve(reply);
        var source = bench.source(server);

        var reason = unavailable(source).reason();

        assertThat(reason.code()).isEqualTo(ReasonCode.TOKEN_UNUSABLE);
        assertThat(reason.detail()).contains(words).hasSizeLessThan(400);
        assertThat(unavailable(source).retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(server.requests()).hasSize(1);
    }

    /** A good answer with more members. */
    private static String with(String members) {
        return TOKEN.replace("}", "," + members + "}");
    }

    private static String members(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"m" + i + "\":0")
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
    }
}
