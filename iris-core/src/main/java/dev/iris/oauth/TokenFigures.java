package dev.iris.oauth;

import java.time.Duration;
import java.util.Map;

/**
 * What the token requests of a credential came to since the start of the server. Immutable.
 *
 * @param fetches requests, those under way included
 * @param results answered and failed requests by their result
 * @param took all requests together
 * @param renewals tokens that were replaced because the segment endpoint rejected them
 * @param lateRejections rejections of tokens that had been replaced already
 * @param narrowerScopes tokens that were good for less than was asked for
 */
public record TokenFigures(
        long fetches,
        Map<FetchResult, Long> results,
        Duration took,
        long renewals,
        long lateRejections,
        long narrowerScopes) {
    /** No request yet. */
    public static final TokenFigures NONE = new TokenFigures(0, Map.of(), Duration.ZERO, 0, 0, 0);

    public TokenFigures {
        results = Map.copyOf(results);
    }

    /** Requests with that result. */
    public long count(FetchResult result) {
        return results.getOrDefault(result, 0L);
    }
}
