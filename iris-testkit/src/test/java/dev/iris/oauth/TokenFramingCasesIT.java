package dev.iris.oauth;

import static dev.iris.oauth.TokenBench.header;
import static dev.iris.oauth.TokenBench.token;
import static dev.iris.oauth.TokenBench.unavailable;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.iris.http.EdgeFixture;
import dev.iris.http.HttpsEdge;
import dev.iris.observe.ReasonCode;
import dev.iris.testkit.Gzip;
import dev.iris.testkit.RawReply;
import dev.iris.testkit.RawRequest;
import dev.iris.testkit.WireAnswer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made of a token answer's way over the wire, its heads, lengths, chunks and encodings; no row is in the list of cases. */
class TokenFramingCasesIT {
    private static final HttpsEdge EDGE = EdgeFixture.edge();
    private static final String TOKEN = "{\"token_type\":\"Bearer\",\"access_token\":\"x\"}";
    private static final WireAnswer GOOD = WireAnswer.json(TOKEN);
    private static final String LENGTH = "Content-Length: " + TOKEN.length() + "\r\n";

    private final TokenBench bench = new TokenBench(EDGE);

    @AfterEach
    void stop() {
        bench.close();
    }

    @AfterAll
    static void end() {
        EDGE.close();
    }

    static Stream<Arguments> heads() {
        return Stream.of(
                arguments("HTTP/1.0", "HTTP/1.0 200 OK\r\n" + LENGTH),
                arguments("no reason phrase", "HTTP/1.1 200 \r\n" + LENGTH),
                arguments("no reason phrase and no space", "HTTP/1.1 200\r\n" + LENGTH),
                arguments("a reason phrase of many words", "HTTP/1.1 200 All is 100 % well: yes\r\n" + LENGTH),
                arguments("a reason phrase that is not ASCII", "HTTP/1.1 200 \u00e9t\u00e9\r\n" + LENGTH),
                arguments("a space before a colon", "HTTP/1.1 200 OK\r\n" + LENGTH.replace(":", " :")),
                arguments("a name with a space in it", "HTTP/1.1 200 OK\r\nX Y: 1\r\n" + LENGTH),
                arguments("names in any case", "HTTP/1.1 200 OK\r\n" + LENGTH.toUpperCase(Locale.ROOT)),
                arguments("no space behind colons", "HTTP/1.1 200 OK\r\n" + LENGTH.replace(" ", "")),
                arguments(
                        "spaces around values",
                        "HTTP/1.1 200 OK\r\n" + LENGTH.replace(": ", ": \t ").replace("\r", " \t\r")),
                arguments("a header over several lines", "HTTP/1.1 200 OK\r\nX-Long: a\r\n b\r\n\tc\r\n" + LENGTH),
                arguments("a header without a value", "HTTP/1.1 200 OK\r\nX-Empty:\r\n" + LENGTH),
                arguments("two equal headers", "HTTP/1.1 200 OK\r\nX: 1\r\nX: 1\r\n" + LENGTH),
                arguments(
                        "five hundred headers",
                        "HTTP/1.1 200 OK\r\n" + "X-Many: some words more\r\n".repeat(500) + LENGTH),
                arguments(
                        "a length with zeros before it",
                        "HTTP/1.1 200 OK\r\nContent-Length: 00" + TOKEN.length() + "\r\n"),
                arguments("an empty Content-Encoding", "HTTP/1.1 200 OK\r\nContent-Encoding: \r\n" + LENGTH),
                arguments("identity twice", "HTTP/1.1 200 OK\r\nContent-Encoding: identity, Identity\r\n" + LENGTH),
                arguments(
                        "another Content-Language", "HTTP/1.1 200 OK\r\nContent-Language: tlh\r\nVary: *\r\n" + LENGTH),
                arguments(
                        "other keep-alives",
                        "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=0, max=0\r\nConnection: x\r\n" + LENGTH));
    }

    @ParameterizedTest(name = "{0}: granted")
    @MethodSource("heads")
    void aHeadThatCanBeReadGrantsTheToken(String what, String head) throws Exception {
        assertThat(header(bench.source(bench.serve(RawReply.bytes(head + "\r\n" + TOKEN)))))
                .isEqualTo("Bearer x");
    }

    static Stream<Arguments> bodies() {
        var chunk = WireAnswer.chunk(TOKEN);
        return Stream.of(
                arguments(
                        "HTTP/1.0 until the end",
                        RawReply.bytes("HTTP/1.0 200 OK\r\n\r\n" + TOKEN).thenClose()),
                arguments(
                        "HTTP/1.0 that is kept",
                        RawReply.bytes("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" + LENGTH + "\r\n" + TOKEN)),
                arguments(
                        "an end that TLS does not announce, after all",
                        GOOD.whole().thenTruncate()),
                arguments(
                        "Chunked in capitals",
                        RawReply.bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: CHUNKED\r\n\r\n" + chunk + "0\r\n\r\n")),
                arguments(
                        "a chunk size in capitals with zeros",
                        GOOD.chunkedAs(
                                "000" + Integer.toHexString(TOKEN.length()).toUpperCase(Locale.ROOT) + "\r\n" + TOKEN
                                        + "\r\n00\r\n\r\n")),
                arguments(
                        "chunks that cut letters",
                        WireAnswer.of(200)
                                .text(TOKEN.replace("}", ",\"a\":\"\u00e4\ud83d\ude00\"}"))
                                .chunked(1)),
                arguments("gzip in chunks", gzip(Gzip.of(bytes())).chunked(3)),
                arguments("gzip until the end", gzip(Gzip.of(bytes())).untilClose()),
                arguments(
                        "gzip with a name, a comment and more",
                        gzip(withGzipHeaderFields()).whole()),
                arguments(
                        "gzip that begins with an empty member",
                        gzip(joined(Gzip.of(new byte[0]), Gzip.of(bytes()))).whole()),
                arguments(
                        "gzip with zeros behind it",
                        gzip(joined(Gzip.of(bytes()), new byte[512])).whole()),
                arguments(
                        "gzip behind identity",
                        WireAnswer.of(200)
                                .header("Content-Encoding", "identity")
                                .encoded("gzip", Gzip.of(bytes()))
                                .whole()),
                arguments(
                        "gzip, and then nothing",
                        WireAnswer.of(200).encoded("gzip,", Gzip.of(bytes())).whole()),
                arguments(
                        "trailers that say otherwise",
                        GOOD.chunkedAs(chunk
                                + "0\r\nContent-Length: 3\r\nContent-Encoding: br\r\nTransfer-Encoding: x\r\n\r\n")),
                arguments(
                        "a hundred informational answers first",
                        RawReply.bytes("HTTP/1.1 103 Early\r\nLink: <x>\r\n\r\n".repeat(50)
                                        + "HTTP/1.1 100 Go\r\n\r\n".repeat(50))
                                .then(GOOD.whole())));
    }

    @ParameterizedTest(name = "{0}: granted")
    @MethodSource("bodies")
    void aBodyThatCanBeReadGrantsTheToken(String what, RawReply reply) throws Exception {
        assertThat(header(bench.source(bench.serve(reply)))).isEqualTo("Bearer x");
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("lines that end in LF alone", "HTTP/1.1 200 OK\n" + LENGTH.replace("\r", "") + "\n" + TOKEN),
                arguments(
                        "chunks and a length",
                        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + WireAnswer.chunk(TOKEN) + "0\r\n\r\n"),
                arguments("a line without a colon", "HTTP/1.1 200 OK\r\nnothing\r\n" + LENGTH + "\r\n" + TOKEN),
                arguments("NUL in a header", "HTTP/1.1 200 OK\r\nX: a\0b\r\n" + LENGTH + "\r\n" + TOKEN),
                arguments("CR in a header", "HTTP/1.1 200 OK\r\nX: a\rb\r\n" + LENGTH + "\r\n" + TOKEN),
                arguments(
                        "40 kB of headers",
                        "HTTP/1.1 200 OK\r\n" + ("X: " + "x".repeat(997) + "\r\n").repeat(40) + LENGTH + "\r\n"
                                + TOKEN),
                arguments(
                        "a reason phrase of 100 kB",
                        "HTTP/1.1 200 " + "x".repeat(100_000) + "\r\n" + LENGTH + "\r\n" + TOKEN),
                arguments(
                        "a length with a plus sign",
                        "HTTP/1.1 200 OK\r\nContent-Length: +" + TOKEN.length() + "\r\n\r\n" + TOKEN),
                arguments("a length in hexadecimal", "HTTP/1.1 200 OK\r\nContent-Length: 0x2a\r\n\r\n" + TOKEN),
                arguments(
                        "a length beyond any number",
                        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n" + TOKEN),
                arguments(
                        "two lengths in one line",
                        "HTTP/1.1 200 OK\r\nContent-Length: 3, " + TOKEN.length() + "\r\n\r\n" + TOKEN),
                arguments("a status that is no number", "HTTP/1.1 2OO OK\r\n" + LENGTH + "\r\n" + TOKEN),
                arguments("a status of two digits", "HTTP/1.1 20 OK\r\n" + LENGTH + "\r\n" + TOKEN),
                arguments("a status below zero", "HTTP/1.1 -200 OK\r\n" + LENGTH + "\r\n" + TOKEN),
                arguments("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n"),
                arguments("HTTP/0.9", TOKEN + "\r\n\r\n"),
                arguments("a request for an answer", "POST /oauth2/token HTTP/1.1\r\n" + LENGTH + "\r\n" + TOKEN),
                arguments("HTTP/2 that nobody agreed on", "\0\0\0\4\0\0\0\0\0\0\0\0\1\1\4\0\0\0\1\r\n\r\n"),
                arguments(
                        "a gzip body in a transfer coding",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
                                + WireAnswer.chunk(new String(Gzip.of(bytes()), ISO_8859_1)) + "0\r\n\r\n"),
                arguments("a chunk longer than it says", GOOD.chunkedAs("3\r\n" + TOKEN + "\r\n0\r\n\r\n")),
                arguments(
                        "a chunk shorter than it says",
                        GOOD.chunkedAs("ff\r\n" + TOKEN + "\r\n0\r\n\r\n").thenClose()),
                arguments(
                        "a chunk extension of 100 kB",
                        GOOD.chunkedAs("2a;" + "x".repeat(100_000) + "\r\n" + TOKEN + "\r\n0\r\n\r\n")),
                arguments(
                        "trailers without end",
                        GOOD.chunkedAs(WireAnswer.chunk(TOKEN) + "0\r\n")
                                .thenEndless("X-Trailer: " + "x".repeat(500) + "\r\n")),
                arguments(
                        "a trailer that does not end",
                        GOOD.chunkedAs(WireAnswer.chunk(TOKEN) + "0\r\nX: ").thenEndless("x".repeat(500))),
                arguments("a gzip body with a wrong checksum", gzip(spoilt(-8)).whole()),
                arguments("a gzip body with a wrong length", gzip(spoilt(-1)).whole()),
                arguments("a gzip body of another method", gzip(spoilt(2)).whole()),
                arguments(
                        "a gzip body whose second member is damaged",
                        gzip(joined(Gzip.of(bytes()), spoilt(-8))).whole()),
                arguments(
                        "gzip in two headers",
                        WireAnswer.of(200)
                                .header("Content-Encoding", "gzip")
                                .encoded("gzip", Gzip.of(bytes()))
                                .whole()),
                arguments("a bomb in chunks", gzip(Gzip.bomb(20_000_000)).chunked(1_000)),
                arguments(
                        "a bomb in a bomb", gzip(Gzip.of(Gzip.bomb(20_000_000))).whole()));
    }

    @ParameterizedTest(name = "{0}: nothing is granted, and the next answer is read for what it is")
    @MethodSource("broken")
    void aBrokenAnswerGrantsNothing(String what, Object reply) throws Exception {
        var server = bench.serve(
                reply instanceof RawReply steps
                        ? steps
                        : RawReply.bytes((String) reply).thenClose(),
                token("good"));
        var source = bench.source(server);

        var failed = unavailable(source);

        assertThat(failed.reason().code()).isIn(ReasonCode.TOKEN_UNUSABLE, ReasonCode.UNREACHABLE);
        assertThat(failed.reason().detail())
                .doesNotContain("access_token", TokenBench.OPAQUE, "SSH")
                .hasSizeLessThan(300);
        bench.pass(failed.retryAfter());
        assertThat(headerDespiteAnEndingConnection(source)).isEqualTo("Bearer good");
    }

    /** The server may close a connection that could be kept in the very moment in which the next request goes out on it. */
    private String headerDespiteAnEndingConnection(TokenSource source) throws InterruptedException {
        if (source.take(TokenBench.LONG) instanceof TokenResult.Unavailable broken) {
            assertThat(broken.reason().code()).isEqualTo(ReasonCode.UNREACHABLE);
            bench.pass(broken.retryAfter());
        }
        return header(source);
    }

    @Test
    void whatAnAnswerSetsIsNotSentBack() throws Exception {
        var server = bench.serve(GOOD.header("Set-Cookie", "session=1; Path=/")
                .header("Alt-Svc", "h2=\"127.0.0.1:1\"; ma=99999")
                .header("Strict-Transport-Security", "max-age=9")
                .header("Refresh", "0; url=/elsewhere")
                .header("DPoP-Nonce", "n")
                .whole());
        var source = bench.source(server);
        header(source);
        source.renew();
        header(source);

        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().stream().map(RawRequest::text).distinct()).hasSize(1);
    }

    @Test
    void aConnectionThatTheServerClosesIsNotUsedAgain() throws Exception {
        var server = bench.serve(GOOD.header("Connection", "close").whole());
        var source = bench.source(server);
        for (int i = 0; i < 3; i++) {
            assertThat(header(source)).isEqualTo("Bearer x");
            source.renew();
        }

        assertThat(server.requests()).extracting(RawRequest::connection).doesNotHaveDuplicates();
    }

    private static byte[] bytes() {
        return TOKEN.getBytes(UTF_8);
    }

    private static WireAnswer gzip(byte[] body) {
        return WireAnswer.of(200).encoded("gzip", body);
    }

    /** A gzip body with one byte changed, counted from the end if below zero. */
    private static byte[] spoilt(int at) {
        var body = Gzip.of(bytes());
        body[at < 0 ? body.length + at : at] ^= 1;
        return body;
    }

    /** All that may stand in a member's header (RFC 1952 section 2.3): extra, name, comment; a text, written by an unknown system. */
    private static byte[] withGzipHeaderFields() {
        var plain = Gzip.of(bytes());
        var all = new ByteArrayOutputStream();
        all.writeBytes(new byte[] {31, -117, 8, 1 + 4 + 8 + 16, 1, 2, 3, 4, 2, -1});
        all.writeBytes(new byte[] {6, 0, 'I', 'R', 2, 0, 7, 7});
        all.writeBytes("token.json\0".getBytes(ISO_8859_1));
        all.writeBytes("a comment\0".getBytes(ISO_8859_1));
        all.write(plain, 10, plain.length - 10);
        return all.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var all = new ByteArrayOutputStream();
        List.of(first, second).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
