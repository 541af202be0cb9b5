package dev.iris.testkit;

import static dev.iris.http.EdgeFixture.AUTHORITY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.iris.testkit.SocketClient.End;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RawTlsServerIT {
    private static final String REQUEST = "POST /x HTTP/1.1\r\nhOsT:  a\r\nContent-Length: 3\r\n\r\n\u00ff\u0000b";
    private static final SSLContext TRUST = AUTHORITY.trustingContext();
    private static final SSLContext TLS = AUTHORITY.issueServer("localhost").sslContext();

    @Test
    void requestsAreKeptByteForByteWithTheirConnection() throws Exception {
        try (var server = answering(RawReply.bytes("ok"))) {
            try (var client = SocketClient.connect(server, TRUST)) {
                client.say(REQUEST).hear(2);
                client.say("GET /y HTTP/1.1\r\n\r\n").hear(2);
            }
            try (var client = SocketClient.connect(server, TRUST)) {
                client.say("GET /z HTTP/1.1\r\n\r\n").hear(2);
            }

            assertThat(server.requests()).extracting(RawRequest::text).startsWith(REQUEST);
            assertThat(server.requests()).extracting(RawRequest::target).containsExactly("/x", "/y", "/z");
            assertThat(server.requests()).extracting(RawRequest::connection).containsExactly(1, 1, 2);
            assertThat(server.requests().getFirst().headers()).containsExactly("hOsT:  a", "Content-Length: 3");
            assertThat(server.requests().getFirst().body()).isEqualTo("\u00ff\u0000b");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void stepsAreTakenInTheirOrder() throws Exception {
        var released = new CountDownLatch(1);
        var reply = RawReply.bytes("a")
                .thenDrip("bcd", Duration.ofMillis(1))
                .thenPause(released)
                .then("e")
                .thenClose();
        try (var server = answering(reply);
                var client = SocketClient.connect(server, TRUST).say(REQUEST)) {
            assertThat(client.hear(4)).isEqualTo("abcd");
            released.countDown();
            assertThat(client.hearOut()).isEqualTo(new SocketClient.Heard("e", End.CLOSED));
        }
    }

    @Test
    void aPauseHoldsBackWhatFollows() throws Exception {
        var released = new CountDownLatch(1);
        try (var server = answering(RawReply.bytes("late").after(released));
                var client = SocketClient.connect(server, TRUST).say(REQUEST)) {
            await().until(() -> server.requests().size() == 1);
            assertThat(client.available()).isZero();
            released.countDown();
            assertThat(client.hear(4)).isEqualTo("late");
        }
    }

    @Test
    void aConnectionCanEndInThreeWays() throws Exception {
        assertThat(heard(RawReply.bytes("half").thenClose())).isEqualTo(new SocketClient.Heard("half", End.CLOSED));
        assertThat(heard(RawReply.bytes("half").thenTruncate()))
                .isEqualTo(new SocketClient.Heard("half", End.TRUNCATED));
        assertThat(heard(RawReply.nothing().thenReset()).end()).isEqualTo(End.RESET);
    }

    @Test
    void silenceLastsUntilTheClientHasGone() throws Exception {
        try (var server = answering(RawReply.bytes("a").thenSilence())) {
            try (var client = SocketClient.connect(server, TRUST).say(REQUEST)) {
                assertThat(client.hear(1)).isEqualTo("a");
                assertThat(server.openConnections()).isEqualTo(1);
            }
            await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void whatHasNoEndEndsWithTheClient() throws Exception {
        for (var reply : new RawReply[] {
            WireAnswer.of(200).text("piece").endless(),
            WireAnswer.of(200).endlessHeaders(),
            RawReply.bytes("").thenEndlessDrip()
        }) {
            try (var server = answering(reply)) {
                try (var client = SocketClient.connect(server, TRUST).say(REQUEST)) {
                    assertThat(client.hear(10)).hasSize(10);
                }
                await().until(() -> server.openConnections() == 0);
            }
        }
    }

    @Test
    void anEndlessBodyAndEndlessHeadersAreMadeOfSoundPieces() throws Exception {
        assertThat(beginning(WireAnswer.of(200).text("piece").endless(), 74))
                .isEqualTo(
                        "HTTP/1.1 200 Answer\r\nTransfer-Encoding: chunked\r\n\r\n5\r\npiece\r\n5\r\npiece\r\n5\r\n");
        assertThat(beginning(WireAnswer.of(200).header("A", "1").endlessHeaders(), 100_000)
                        .split("\r\n", -1))
                .startsWith("HTTP/1.1 200 Answer", "A: 1")
                .satisfies(lines -> assertThat(Arrays.asList(lines).subList(2, lines.length - 1))
                        .hasSizeGreaterThan(190)
                        .allMatch(line -> line.equals("X-More: " + "x".repeat(500))));
    }

    @Test
    void aMuteServerAcceptsAndShakesNoHands() throws Exception {
        try (var server = RawTlsServer.start(new RawGreeting.Mute());
                var client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            client.getOutputStream().write("hello".getBytes(UTF_8));
            await().until(() -> server.heardInTheClear().equals("hello"));

            assertThat(client.getInputStream().available()).isZero();
            assertThat(server.openConnections()).isEqualTo(1);
            assertThat(server.handshakes()).isZero();
        }
    }

    @Test
    void aHandshakeCanBeReset() {
        try (var server = RawTlsServer.start(new RawGreeting.ResetInHandshake())) {
            assertThatThrownBy(() -> SocketClient.connect(server, TRUST))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("Connection reset");
            assertThat(server.handshakes()).isZero();
        }
    }

    @Test
    void aServerCanSpeakPlainHttp() throws Exception {
        try (var server = RawTlsServer.start(RawGreeting.plainHttp())) {
            assertThatThrownBy(() -> SocketClient.connect(server, TRUST)).isInstanceOf(SSLException.class);
            try (var client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                client.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
                var said = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
                assertThat(said).startsWith("HTTP/1.1 400 ");
            }
            assertThat(server.heardInTheClear()).endsWith("GET / HTTP/1.1\r\n\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongCertificateIsRefused(WrongCertificate wrong) {
        try (var server = RawTlsServer.start(wrong.issue(AUTHORITY).sslContext(), request -> RawReply.nothing())) {
            assertThatThrownBy(() -> SocketClient.connect(server, TRUST))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasStackTraceContaining(
                            switch (wrong) {
                                case EXPIRED -> "NotAfter";
                                case NOT_YET_VALID -> "NotBefore";
                                case SELF_SIGNED, OF_A_STRANGER -> "path";
                                case OF_ANOTHER_HOST -> "No subject alternative DNS name matching localhost";
                            });
            assertThat(server.applicationBytes()).isZero();
        }
    }

    @Test
    void aClientCertificateCanBeDemanded() {
        var tls = AUTHORITY.issueServer("localhost").sslContextForClientsOf(AUTHORITY);
        var greeting = RawGreeting.demandingCertificate(tls, "TLSv1.2");
        try (var server = RawTlsServer.start(greeting, request -> RawReply.nothing())) {
            assertThatThrownBy(() -> SocketClient.connect(server, TRUST)).isInstanceOf(IOException.class);
            assertThat(server.handshakes()).isZero();
        }
    }

    @Test
    void aClientsCertificateCanBeAskedForAndIsKeptWithItsRequests() throws Exception {
        var tls = AUTHORITY.issueServer("localhost").sslContextForClientsOf(AUTHORITY);
        try (var server = RawTlsServer.start(RawGreeting.wantingCertificate(tls), request -> RawReply.bytes("ok"));
                var client = SocketClient.connect(server, TRUST)) {
            client.say(REQUEST).hear(2);

            assertThat(server.requests()).extracting(RawRequest::client).containsExactly("");
        }
    }

    @Test
    void repliesCanBeGivenInTurn() throws Exception {
        try (var server = RawTlsServer.start(TLS, RawReply.inTurn(RawReply.bytes("a"), RawReply.bytes("b")));
                var client = SocketClient.connect(server, TRUST)) {
            client.say(REQUEST.repeat(3));

            assertThat(client.hear(3)).isEqualTo("abb");
        }
    }

    @Test
    void answersStandOnTheWireAsTheyAreMade() throws Exception {
        var answer = WireAnswer.of(200).header("A", "1").text("abcde");

        assertThat(sent(answer.whole())).isEqualTo("HTTP/1.1 200 Answer\r\nA: 1\r\nContent-Length: 5\r\n\r\nabcde");
        assertThat(sent(answer.claiming(9))).endsWith("Content-Length: 9\r\n\r\nabcde");
        assertThat(sent(answer.claiming(1))).endsWith("Content-Length: 1\r\n\r\nabcde");
        assertThat(sent(answer.chunked(2))).endsWith("chunked\r\n\r\n2\r\nab\r\n2\r\ncd\r\n1\r\ne\r\n0\r\n\r\n");
        assertThat(sent(answer.chunkedAs("zz\r\n"))).endsWith("chunked\r\n\r\nzz\r\n");
        assertThat(sent(answer.untilClose())).endsWith("Connection: close\r\n\r\nabcde");
        assertThat(sent(answer.afterInterim(100, 103)))
                .startsWith("HTTP/1.1 100 Answer\r\n\r\nHTTP/1.1 103 Answer\r\n\r\nHTTP/1.1 200 Answer\r\nA: 1\r\n");
        assertThat(sent(WireAnswer.of(200).encoded("br", new byte[] {-1}).whole()))
                .endsWith("Content-Encoding: br\r\nContent-Length: 1\r\n\r\n\u00ff");
    }

    @Test
    void aBombUnpacksToWhatItSays() throws Exception {
        var bomb = Gzip.bomb(20_000_000);

        assertThat(bomb).hasSizeLessThan(40_000);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bomb))) {
            assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(20_000_000);
        }
    }

    private static RawTlsServer answering(RawReply reply) {
        return RawTlsServer.start(TLS, request -> reply);
    }

    /** All that a client hears of the reply until the connection ends. */
    private static SocketClient.Heard heard(RawReply reply) throws IOException {
        try (var server = answering(reply);
                var client = SocketClient.connect(server, TRUST).say(REQUEST)) {
            return client.hearOut();
        }
    }

    private static String sent(RawReply reply) throws IOException {
        return heard(reply.thenClose()).latin1();
    }

    private static String beginning(RawReply reply, int bytes) throws IOException {
        try (var server = answering(reply);
                var client = SocketClient.connect(server, TRUST).say(REQUEST)) {
            return client.hear(bytes);
        }
    }
}
