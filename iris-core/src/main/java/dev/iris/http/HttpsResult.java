package dev.iris.http;

import java.util.List;
import java.util.Optional;

/** How an exchange ended. */
public sealed interface HttpsResult {
    /**
     * The partner answered.
     *
     * @param status 200 to 599; 3xx too, as redirects are not followed
     * @param headers as they came, in order
     * @param body decoded; empty when the request ignores it
     */
    record Answered(int status, List<HttpHeader> headers, Body body) implements HttpsResult {
        public Answered {
            headers = List.copyOf(headers);
        }

        /** The first value of a header, its name compared without case. */
        public Optional<String> findHeader(String name) {
            return headers.stream()
                    .filter(h -> h.isNamed(name))
                    .map(HttpHeader::value)
                    .findFirst();
        }

        /** Every value of a header, in order. */
        public List<String> headerValues(String name) {
            return headers.stream()
                    .filter(h -> h.isNamed(name))
                    .map(HttpHeader::value)
                    .toList();
        }
    }

    /**
     * There is no whole answer.
     *
     * @param detail what was seen, in words for an operator; holds no secret and nothing of the partner's body
     */
    record Failed(EdgeFault fault, String detail) implements HttpsResult {}
}
