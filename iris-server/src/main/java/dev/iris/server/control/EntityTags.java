package dev.iris.server.control;

import java.util.Arrays;
import java.util.Optional;

/** The If-Match header (RFC 9110 section 13.1.1): strong comparison, so a weak tag matches nothing. */
final class EntityTags {
    private EntityTags() {}

    /**
     * Whether a request means the destination as it is.
     *
     * @param etag that it has; empty when there is no such destination
     */
    static boolean meant(Optional<String> ifMatch, String etag) {
        return ifMatch.map(header -> !etag.isEmpty()
                        && Arrays.stream(header.split(",", -1))
                                .map(String::strip)
                                .anyMatch(tag -> tag.equals("*") || tag.equals(etag)))
                .orElse(true);
    }
}
