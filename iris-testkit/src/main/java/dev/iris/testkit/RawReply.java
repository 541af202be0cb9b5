package dev.iris.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

/** What a {@link RawTlsServer} does about one request. */
public sealed interface RawReply {
    /** Sends these bytes, whatever they are, and keeps the connection. */
    record Bytes(String latin1) implements RawReply {}

    /** Sends these bytes and closes the connection in good order. */
    record BytesThenClose(String latin1) implements RawReply {}

    /** Sends these bytes and then breaks the connection with a TCP reset. */
    record BytesThenReset(String latin1) implements RawReply {}

    /** Sends these bytes and then nothing more, with the connection open. */
    record BytesThenSilence(String latin1) implements RawReply {}

    /** Sends these bytes and then one more byte every 20 ms, without end. */
    record BytesThenDrip(String latin1) implements RawReply {}

    /** Waits for the latch, at most a minute, and then does as the next says. */
    record After(CountDownLatch latch, RawReply next) implements RawReply {}

    /** A whole answer with a JSON body. */
    static RawReply json(int status, String body) {
        return answer(status, "Content-Type: application/json\r\n", body.getBytes(UTF_8));
    }

    /** A whole answer with a gzip-encoded JSON body. */
    static RawReply gzipJson(int status, String body) {
        var headers = "Content-Type: application/json\r\nContent-Encoding: gzip\r\n";
        return answer(status, headers, gzip(body.getBytes(UTF_8)));
    }

    /** A whole answer; each header line ends in CR LF. */
    static RawReply answer(int status, String headers, byte[] body) {
        return new Bytes("HTTP/1.1 " + status + " Answer\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n"
                + new String(body, ISO_8859_1));
    }

    /** Never answers, with the connection open. */
    static RawReply silence() {
        return new BytesThenSilence("");
    }

    /** The bytes as one gzip member. */
    static byte[] gzip(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
