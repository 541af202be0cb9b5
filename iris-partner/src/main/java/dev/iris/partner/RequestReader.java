package dev.iris.partner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.iris.partner.Request.Header;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads requests from one connection (RFC 9112), bodies by Content-Length alone. Confined to the connection's thread. */
final class RequestReader {
    private static final int MOST_LINE = 8_192;
    private static final int MOST_HEADERS = 64;
    private static final byte[] NOTHING = {};
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,12}");
    private static final BitSet TOKEN = tokenCharacters();

    private final InputStream in;
    private final int mostBody;
    private final byte[] line = new byte[MOST_LINE];

    RequestReader(InputStream in, int mostBody) {
        this.in = new BufferedInputStream(in, 2 * MOST_LINE);
        this.mostBody = mostBody;
    }

    /** Waits for the head of the next request, its body still empty; empty when the other side ended the connection before. */
    Optional<Request> head() throws IOException, UnreadableRequestException {
        int first = in.read();
        return first < 0 ? Optional.empty() : Optional.of(head(line(first)));
    }

    /** Reads the body of the request whose head came last. */
    Request whole(Request head) throws IOException, UnreadableRequestException {
        return head.withBody(body(head.headers()));
    }

    private Request head(String requestLine) throws IOException, UnreadableRequestException {
        var parts = requestLine.split(" ", -1);
        if (parts.length != 3 || !isToken(parts[0], parts[0].length()) || parts[1].isEmpty()) {
            throw new UnreadableRequestException(400, "request line: malformed (expected: METHOD target HTTP/1.1)");
        }
        if (!parts[2].equals("HTTP/1.1")) {
            throw new UnreadableRequestException(505, "version: another (expected: HTTP/1.1)");
        }
        return new Request(parts[0], parts[1], headers(), NOTHING);
    }

    /** Whether the text begins with so many characters of a token (RFC 9110, section 5.6.2), one or more. */
    private static boolean isToken(String text, int length) {
        for (int i = 0; i < length; i++) {
            if (!TOKEN.get(text.charAt(i))) {
                return false;
            }
        }
        return length > 0;
    }

    private static BitSet tokenCharacters() {
        var characters = new BitSet();
        characters.set('0', '9' + 1);
        characters.set('A', 'Z' + 1);
        characters.set('a', 'z' + 1);
        "!#$%&'*+-.^_`|~".chars().forEach(characters::set);
        return characters;
    }

    private List<Header> headers() throws IOException, UnreadableRequestException {
        var headers = new ArrayList<Header>();
        for (var text = line(in.read()); !text.isEmpty(); text = line(in.read())) {
            if (headers.size() == MOST_HEADERS) {
                throw new UnreadableRequestException(431, "headers: too many (expected: at most " + MOST_HEADERS + ")");
            }
            headers.add(header(text));
        }
        return headers;
    }

    private static Header header(String text) throws UnreadableRequestException {
        int colon = text.indexOf(':');
        if (colon < 1 || !isToken(text, colon)) {
            throw new UnreadableRequestException(400, "header line: malformed (expected: Name: value)");
        }
        return new Header(
                text.substring(0, colon).toLowerCase(Locale.ROOT),
                text.substring(colon + 1).strip());
    }

    private byte[] body(List<Header> headers) throws IOException, UnreadableRequestException {
        long length = -1;
        for (var header : headers) {
            if (header.name().equals("transfer-encoding") || header.name().equals("expect")) {
                throw new UnreadableRequestException(
                        400, header.name() + ": not in the contract (expected: Content-Length)");
            }
            if (header.name().equals("content-length")) {
                if (length >= 0 || !LENGTH.matcher(header.value()).matches()) {
                    throw new UnreadableRequestException(400, "content-length: malformed (expected: one number)");
                }
                length = Long.parseLong(header.value());
            }
        }
        if (length > mostBody) {
            throw new UnreadableRequestException(
                    413, "body: " + length + " bytes (expected: at most " + mostBody + ")");
        }
        return body((int) Math.max(0, length));
    }

    private byte[] body(int length) throws IOException {
        var body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the connection ended inside a body");
        }
        return body;
    }

    private String line(int first) throws IOException, UnreadableRequestException {
        int length = 0;
        for (int b = first; b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended inside a head");
            }
            if (length == MOST_LINE) {
                throw new UnreadableRequestException(
                        431, "head: a line is too long (expected: at most " + MOST_LINE + ")");
            }
            line[length++] = (byte) b;
        }
        if (length == 0 || line[length - 1] != '\r') {
            throw new UnreadableRequestException(400, "head: a line does not end in CR LF (expected: CR LF)");
        }
        return new String(line, 0, length - 1, ISO_8859_1);
    }
}
