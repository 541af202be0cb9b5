package dev.iris.http;

import dev.iris.model.HttpsUrl;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One request as it goes on the wire: these headers in this order, and besides them only {@code Host} and {@code Content-Length}.
 *
 * @param method such as {@code POST}; a GET may carry a body
 * @param target path and query as they are sent; the URL says where to
 * @param timeout from a connection in hand to the end of the answer
 * @param total from the call to the end of the answer, waiting for a connection included
 * @param limits bounds of the answer's body
 * @param bodyUse whether the answer's body is needed
 * @param channel the way it goes
 */
public record HttpsRequest(
        String method,
        HttpsUrl url,
        String target,
        List<HttpHeader> headers,
        Body body,
        Duration timeout,
        Duration total,
        AnswerLimits limits,
        BodyUse bodyUse,
        Channel channel) {
    /** Longest wait for a turn, a name, a connection and its TLS handshake. */
    public static final Duration CONNECT_BOUND = Duration.ofSeconds(5);

    private static final Set<String> RESERVED = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    public HttpsRequest {
        headers = List.copyOf(headers);
        require(WireText.isToken(method), "method " + method + " (expected: a token such as POST)");
        require(timeout.isPositive(), "timeout " + timeout + " (expected: > 0)");
        require(total.isPositive(), "total " + total + " (expected: > 0)");
        require(WireText.isTarget(target), "a request target that cannot be sent (expected: a path, visible ASCII)");
        headers.forEach(HttpsRequest::check);
        var credentials =
                headers.stream().filter(h -> h.isNamed("Authorization")).count();
        require(credentials <= 1, credentials + " Authorization headers (expected: at most 1)");
    }

    /** A request on the common channel, whose answer's body is needed, within the standard limits. */
    public HttpsRequest(String method, HttpsUrl url, List<HttpHeader> headers, byte[] body, Duration timeout) {
        this(
                method,
                url,
                url.requestTarget(),
                headers,
                Body.of(body),
                timeout,
                timeout.plus(CONNECT_BOUND),
                AnswerLimits.STANDARD,
                BodyUse.NEEDED,
                Channel.COMMON);
    }

    /** The same request for another path and query of the URL's host. */
    public HttpsRequest withTarget(String other) {
        return new HttpsRequest(method, url, other, headers, body, timeout, total, limits, bodyUse, channel);
    }

    /** The same request, bounded as a whole. */
    public HttpsRequest withTotal(Duration most) {
        return new HttpsRequest(method, url, target, headers, body, timeout, most, limits, bodyUse, channel);
    }

    /** The same request, of whose answer only status and headers count. */
    public HttpsRequest ignoringAnswerBody() {
        return new HttpsRequest(method, url, target, headers, body, timeout, total, limits, BodyUse.IGNORED, channel);
    }

    /** The same request, of whose answer the status counts even if it is no success and its body cannot be read. */
    public HttpsRequest needingBodyOfSuccess() {
        return new HttpsRequest(
                method, url, target, headers, body, timeout, total, limits, BodyUse.NEEDED_OF_SUCCESS, channel);
    }

    /** The same request on another channel. */
    public HttpsRequest withChannel(Channel other) {
        return new HttpsRequest(method, url, target, headers, body, timeout, total, limits, bodyUse, other);
    }

    /** Whether a header may be called so. */
    public static boolean isHeaderName(String name) {
        return WireText.isToken(name);
    }

    /** Whether a header may have this value. */
    public static boolean isHeaderValue(String value) {
        return WireText.isValue(value);
    }

    /** Whether it is a header that HTTP itself sets. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Method, origin and masked headers: a request target may hold ids. */
    @Override
    public String toString() {
        return method + " " + url.origin() + " " + headers + " " + body;
    }

    private static void check(HttpHeader header) {
        var name = header.name();
        require(WireText.isToken(name), "a header name that is no token (expected: such as X-Signature)");
        require(!isReserved(name), "header " + name + " (expected: none that HTTP sets)");
        require(
                WireText.isValue(header.value()),
                "header " + name + " with a value that cannot be sent (expected: visible ASCII, no outer spaces)");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
