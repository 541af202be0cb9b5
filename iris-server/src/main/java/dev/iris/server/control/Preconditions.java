package dev.iris.server.control;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The If-Match and If-None-Match headers of a change (RFC 9110 section 13.1). Immutable.
 *
 * @param ifMatch compared strongly, so a weak tag matches nothing; null when the header is not there
 * @param ifNoneMatch compared weakly; null when the header is not there
 */
public record Preconditions(
        @Nullable String ifMatch, @Nullable String ifNoneMatch) {
    /** Whatever the destination is. */
    public static final Preconditions NONE = new Preconditions(null, null);

    /** Only if the destination has one of these entity tags, or any when it is {@code *}. */
    public static Preconditions matching(String tags) {
        return new Preconditions(tags, null);
    }

    /**
     * Whether a request means the destination as it is.
     *
     * @param etag that it has; empty when there is no such destination
     */
    boolean hold(String etag) {
        boolean matches = ifMatch == null || (!etag.isEmpty() && tags(ifMatch).anyMatch(tag -> names(tag, etag)));
        boolean isNone =
                ifNoneMatch == null || etag.isEmpty() || tags(ifNoneMatch).noneMatch(tag -> names(strong(tag), etag));
        return matches && isNone;
    }

    private static Stream<String> tags(String header) {
        return Arrays.stream(header.split(",", -1)).map(String::strip);
    }

    private static boolean names(String tag, String etag) {
        return tag.equals("*") || tag.equals(etag);
    }

    private static String strong(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
