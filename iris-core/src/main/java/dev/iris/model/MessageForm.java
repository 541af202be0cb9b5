package dev.iris.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the requests with a destination's messages look like.
 *
 * @param headers further ones, by name, in their order
 */
public record MessageForm(Format format, Signature signature, Map<String, String> headers) {
    /** The standard format, unsigned, without further headers. */
    public static final MessageForm STANDARD = new MessageForm(new Format.Standard(), Signature.NONE, Map.of());

    public MessageForm {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
