package dev.iris.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was told of a segment.
 *
 * @param ttl how long, by event time, a device stays in the segment without a new qualification; null for as long as it is kept
 * @param integrationCode by which mappings without a value call it, 1 to 256 characters; null for its id
 */
public record SegmentFacts(@Nullable Duration ttl, @Nullable String integrationCode) {
    /** Nothing was told. */
    public static final SegmentFacts NONE = new SegmentFacts(null, null);

    public SegmentFacts {
        if (integrationCode != null) {
            integrationCode = Checks.line("integrationCode", integrationCode, 256);
        }
    }

    /** How long a device stays in the segment, if that was told. */
    public Optional<Duration> findTtl() {
        return Optional.ofNullable(ttl);
    }

    /** The integration code, if it was told. */
    public Optional<String> findIntegrationCode() {
        return Optional.ofNullable(integrationCode);
    }
}
