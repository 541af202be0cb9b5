package dev.iris.partner;

import java.util.List;
import java.util.Optional;

/** One HTTP/1.1 request as it came, whole. Immutable; the body is not copied. */
final class Request {
    private final String method;
    private final String target;
    private final List<Header> headers;
    private final byte[] body;

    Request(String method, String target, List<Header> headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /** The same head with a body. */
    Request withBody(byte[] whole) {
        return new Request(method, target, headers, whole);
    }

    /** One header line; the name in lower case. */
    record Header(String name, String value) {}

    String method() {
        return method;
    }

    String target() {
        return target;
    }

    List<Header> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** The first value of a header, its name in lower case. */
    Optional<String> find(String name) {
        for (var header : headers) {
            if (header.name().equals(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    /** How many lines a header has. */
    int count(String name) {
        int count = 0;
        for (var header : headers) {
            if (header.name().equals(name)) {
                count++;
            }
        }
        return count;
    }
}
