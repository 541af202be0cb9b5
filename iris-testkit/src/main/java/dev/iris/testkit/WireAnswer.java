package dev.iris.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An HTTP/1.1 answer, to be put on the wire rightly or wrongly (RFC 9112). Immutable.
 *
 * @param headers lines without one that tells where the body ends, each with its CR LF
 * @param body ISO 8859-1, so that one character is one byte
 */
public record WireAnswer(int status, String headers, String body) {
    /** An answer without headers and body. */
    public static WireAnswer of(int status) {
        return new WireAnswer(status, "", "");
    }

    /** An answer of status 200 with a JSON body. */
    public static WireAnswer json(String body) {
        return of(200).header("Content-Type", "application/json").text(body);
    }

    /** The same with one more header line. */
    public WireAnswer header(String name, String value) {
        return new WireAnswer(status, headers + name + ": " + value + "\r\n", body);
    }

    /** The same with this body. */
    public WireAnswer bytes(byte[] newBody) {
        return new WireAnswer(status, headers, new String(newBody, ISO_8859_1));
    }

    /** The same with this text in UTF-8 as its body. */
    public WireAnswer text(String newBody) {
        return bytes(newBody.getBytes(UTF_8));
    }

    /** The same with this body and this Content-Encoding, whether they belong together or not. */
    public WireAnswer encoded(String contentEncoding, byte[] newBody) {
        return header("Content-Encoding", contentEncoding).bytes(newBody);
    }

    /** With the length of the body. */
    public RawReply whole() {
        return claiming(body.length());
    }

    /** With this Content-Length, right or wrong; the connection is kept. */
    public RawReply claiming(long length) {
        return RawReply.bytes(head("Content-Length: " + length + "\r\n") + body);
    }

    /** Without a length: the body ends where the connection does. */
    public RawReply untilClose() {
        return RawReply.bytes(head("Connection: close\r\n") + body).thenClose();
    }

    /** In chunks of so many bytes (RFC 9112 section 7.1). */
    public RawReply chunked(int size) {
        var chunks = IntStream.iterate(0, from -> from < body.length(), from -> from + size)
                .mapToObj(from -> chunk(body.substring(from, Math.min(body.length(), from + size))))
                .collect(Collectors.joining());
        return chunkedAs(chunks + "0\r\n\r\n");
    }

    /** With these bytes where the chunks should be, whatever they are; the body is not used. */
    public RawReply chunkedAs(String latin1) {
        return RawReply.bytes(head("Transfer-Encoding: chunked\r\n") + latin1);
    }

    /** Chunk after chunk of the body without end. */
    public RawReply endless() {
        return chunkedAs("").thenEndless(chunk(body));
    }

    /** Header line after header line without end. */
    public RawReply endlessHeaders() {
        return RawReply.bytes(statusLine(status) + headers).thenEndless("X-More: " + "x".repeat(500) + "\r\n");
    }

    /** As a whole, after informational answers (RFC 9110 section 15.2). */
    public RawReply afterInterim(int... interim) {
        var heads = IntStream.of(interim)
                .mapToObj(informational -> statusLine(informational) + "\r\n")
                .collect(Collectors.joining());
        return RawReply.bytes(heads).then(whole());
    }

    /** One chunk of the chunked coding. */
    public static String chunk(String latin1) {
        return Integer.toHexString(latin1.length()) + "\r\n" + latin1 + "\r\n";
    }

    private String head(String framing) {
        return statusLine(status) + headers + framing + "\r\n";
    }

    private static String statusLine(int status) {
        return "HTTP/1.1 " + status + " Answer\r\n";
    }
}
