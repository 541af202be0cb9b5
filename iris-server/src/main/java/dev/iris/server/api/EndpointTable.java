package dev.iris.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All endpoints, and which of them a request is for. Immutable. */
final class EndpointTable {
    private final List<Endpoint> endpoints;

    EndpointTable(List<Endpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    /**
     * The endpoint of a request.
     *
     * @param path as it stands in the request line, without the query
     * @throws RefusedException there is none for the path, or for the method
     */
    Match match(String method, String path) {
        var matches = decode(path).map(this::matches).orElse(List.of());
        if (matches.isEmpty()) {
            throw new RefusedException(ErrorCode.NOT_FOUND, "openapi.yaml lists the paths; they are matched exactly.");
        }
        return matches.stream()
                .filter(match -> match.endpoint.method().equals(method))
                .findFirst()
                .orElseThrow(() -> notAllowed(matches));
    }

    private List<Match> matches(List<String> parts) {
        return endpoints.stream()
                .flatMap(endpoint ->
                        endpoint.path().match(parts).map(variables -> new Match(endpoint, variables)).stream())
                .toList();
    }

    private static RefusedException notAllowed(List<Match> matches) {
        var allowed =
                matches.stream().map(match -> match.endpoint.method()).sorted().collect(joining(", "));
        return new RefusedException(Refusal.of(ErrorCode.METHOD_NOT_ALLOWED, "Allowed here: " + allowed + ".")
                .with("Allow", allowed));
    }

    private static Optional<List<String>> decode(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        try {
            return Optional.of(PathPattern.split(path).stream()
                    .map(EndpointTable::decodePart)
                    .toList());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Percent-decoding (RFC 3986 section 2.1), in which a plus sign is a plus sign. */
    private static String decodePart(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
    }

    /**
     * An endpoint and the variable parts of the path that led to it.
     *
     * @param variables by name, decoded
     */
    record Match(Endpoint endpoint, Map<String, String> variables) {}
}
