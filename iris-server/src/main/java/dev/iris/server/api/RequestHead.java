package dev.iris.server.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request before its body.
 *
 * @param path as it stands in the request line, without the query
 * @param query what follows the question mark; empty when there is none
 * @param headers all values of the header with a name
 */
record RequestHead(String method, String path, String query, Function<String, List<String>> headers) {
    private static final int LONGEST_SHOWN = 100;

    List<String> all(String header) {
        return headers.apply(header);
    }

    Optional<String> find(String header) {
        var values = all(header);
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /** Content type of the body without parameters, in lower case; empty when there is none or its charset is not UTF-8. */
    String bodyType() {
        var parts = find("Content-Type").orElse("").toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            var parameter = parts[i].replaceAll("[\\s\"]", "");
            if (parameter.startsWith("charset") && !parameter.equals("charset=utf-8")) {
                return "";
            }
        }
        return parts[0].strip();
    }

    /** Whether the sender says that a body follows, of a length that it knows. */
    boolean announcesBody() {
        return find("Content-Length").filter(length -> !length.equals("0")).isPresent();
    }

    /** Whether the body is encoded in a way that must be undone first. */
    boolean encoded() {
        return find("Content-Encoding")
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .isPresent();
    }

    /** Whether the body is compressed by gzip and in no other way. */
    boolean isGzip() {
        return find("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
    }

    /** The Content-Type header for a message to its sender. */
    String shownType() {
        return find("Content-Type")
                .map(type -> type.length() > LONGEST_SHOWN ? type.substring(0, LONGEST_SHOWN) + "…" : type)
                .orElse("missing");
    }
}
