package dev.iris.server.control;

import dev.iris.json.Members;
import dev.iris.model.SegmentFacts;
import java.time.Duration;

/** Reads what is told of a segment. */
final class SegmentReader {
    private static final Duration LEAST_TTL = Duration.ofMinutes(1);
    private static final Duration MOST_TTL = Duration.ofDays(3_650);
    private static final int CODE_MOST = 256;

    private SegmentReader() {}

    static SegmentFacts read(Members segment) {
        var ttl = Durations.read(segment, "ttl", LEAST_TTL, MOST_TTL);
        var code = segment.text("integrationCode", text -> Lines.require(text, CODE_MOST));
        segment.refuseUnknown();
        return new SegmentFacts(ttl.orElse(null), code.orElse(null));
    }
}
