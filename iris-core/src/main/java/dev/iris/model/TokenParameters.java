package dev.iris.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a token request asks for besides a token. Immutable.
 *
 * @param scope space-delimited (RFC 6749 section 3.3); null for the endpoint's default
 * @param audience whom the token is for, as some endpoints want it said; null to say nothing
 * @param resources where the token will be used (RFC 8707 section 2)
 * @param others sent as they are, in their order
 */
public record TokenParameters(
        @Nullable String scope, @Nullable String audience, List<String> resources, Map<String, String> others) {
    /** Nothing in particular. */
    public static final TokenParameters NONE = new TokenParameters(null, null, List.of(), Map.of());

    public TokenParameters {
        resources = List.copyOf(resources);
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
