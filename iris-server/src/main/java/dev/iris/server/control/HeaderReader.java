package dev.iris.server.control;

import dev.iris.http.HttpsRequest;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.Members;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the further headers of segment requests. */
final class HeaderReader {
    private static final String HEADERS = "headers";
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 4_096;

    /** Headers that Iris sets itself or that would change what the others mean. */
    private static final Set<String> RESERVED = Set.of(
            "accept-encoding", "authorization", "content-encoding", "content-type", "http2-settings", "user-agent");

    private HeaderReader() {}

    /**
     * The headers by name.
     *
     * @param signatureHeader that carries the signature
     */
    static Map<String, String> read(Members document, String signatureHeader) {
        var read = new LinkedHashMap<String, String>();
        if (document.value(HEADERS).isEmpty()) {
            return read;
        }
        if (!(document.value(HEADERS).get() instanceof JsonObject object)) {
            document.problem(HEADERS, "is no object (expected: such as { X-Partner: iris })");
            return read;
        }
        if (object.members().size() > MOST) {
            document.problem(HEADERS, "are " + object.members().size() + " (expected: at most " + MOST + ")");
            return read;
        }
        var seen = new HashSet<String>();
        object.members().forEach((name, value) -> {
            var field = HEADERS + "." + name;
            try {
                requireName(name);
                if (name.equalsIgnoreCase(signatureHeader)) {
                    throw new IllegalArgumentException("is the header of the signature (expected: another)");
                }
                if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                    throw new IllegalArgumentException("is named twice (expected: once)");
                }
                read.put(name, value(value instanceof JsonString(String text) ? text : ""));
            } catch (IllegalArgumentException e) {
                document.problem(isShort(name) ? field : HEADERS, String.valueOf(e.getMessage()));
            }
        });
        return read;
    }

    /** A name that a header of a segment request may have. */
    static String requireName(String name) {
        if (!isShort(name) || !HttpsRequest.isHeaderName(name)) {
            throw new IllegalArgumentException(
                    "is no name of a header (expected: 1 to " + LONGEST_NAME + " characters such as X-Signature)");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT)) || HttpsRequest.isReserved(name)) {
            throw new IllegalArgumentException("is set by Iris itself (expected: another header)");
        }
        return name;
    }

    private static boolean isShort(String name) {
        return name.length() <= LONGEST_NAME && name.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    private static String value(String text) {
        if (text.length() > LONGEST_VALUE || !HttpsRequest.isHeaderValue(text)) {
            throw new IllegalArgumentException("has no value that can be sent (expected: a string of 1 to "
                    + LONGEST_VALUE + " visible ASCII characters, no outer spaces)");
        }
        return text;
    }
}
