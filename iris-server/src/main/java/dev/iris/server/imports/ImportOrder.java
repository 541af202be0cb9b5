package dev.iris.server.imports;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a stream.
 *
 * @param id the import's, as its sender chose it; null for one that the server makes up
 * @param gzip whether the stream is compressed
 * @param mostBadRows rows that may be bad before the import stops
 */
public record ImportOrder(@Nullable String id, ImportForm form, boolean gzip, long mostBadRows) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** What an id has to be like; throws an {@link IllegalArgumentException} that says what is wrong. */
    public static String requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("is malformed (expected: 1 to 64 of A-Z a-z 0-9 . _ -)");
        }
        return id;
    }

    /** The id that the sender chose. */
    Optional<String> findId() {
        return Optional.ofNullable(id);
    }
}
