package dev.iris.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request as it stood on the wire; texts are ISO 8859-1, so that one character is one byte.
 *
 * @param connection which connection of the server it came on, from 1
 * @param client distinguished name of the certificate that the client showed; empty when it showed none
 * @param head request line, header lines and the empty line, with their line ends
 * @param body the bytes after the head
 */
public record RawRequest(int connection, String client, String head, String body) {
    /** Such as {@code POST /oauth2/token HTTP/1.1}. */
    public String line() {
        return lines().getFirst();
    }

    /** Every header line, in order, as sent. */
    public List<String> headers() {
        var lines = lines();
        return lines.subList(1, lines.size());
    }

    /** The header lines with their names in lower case and their values as sent. */
    public List<String> headersByLowerName() {
        return headers().stream().map(RawRequest::lowerName).toList();
    }

    /** The first value of a header, its name compared without case. */
    public Optional<String> findHeader(String name) {
        var start = name.toLowerCase(Locale.ROOT) + ": ";
        return headersByLowerName().stream()
                .filter(h -> h.startsWith(start))
                .map(h -> h.substring(start.length()))
                .findFirst();
    }

    /** The path and query of the request line. */
    public String target() {
        return line().split(" ", -1)[1];
    }

    /** The body's bytes. */
    public byte[] bodyBytes() {
        return body.getBytes(ISO_8859_1);
    }

    /** Every byte of it. */
    public String text() {
        return head + body;
    }

    private List<String> lines() {
        return List.of(head.stripTrailing().split("\r?\n", -1));
    }

    private static String lowerName(String header) {
        int colon = header.indexOf(':');
        return header.substring(0, colon).toLowerCase(Locale.ROOT) + header.substring(colon);
    }
}
