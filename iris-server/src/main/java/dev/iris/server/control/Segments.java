package dev.iris.server.control;

import dev.iris.model.SegmentFacts;
import dev.iris.model.SegmentId;
import java.util.HashMap;
import java.util.Map;

/** What was told of segments, by segment; those of which nothing was told are left out. Immutable. */
record Segments(Map<SegmentId, SegmentFacts> facts) {
    static final Segments NONE = new Segments(Map.of());

    Segments {
        facts = Map.copyOf(facts);
    }

    SegmentFacts of(SegmentId segment) {
        return facts.getOrDefault(segment, SegmentFacts.NONE);
    }

    /** The same with other facts of a segment. */
    Segments with(SegmentId segment, SegmentFacts told) {
        var next = new HashMap<>(facts);
        next.remove(segment);
        if (!told.equals(SegmentFacts.NONE)) {
            next.put(segment, told);
        }
        return new Segments(next);
    }

    /** The integration codes of the segments that have one. */
    Map<SegmentId, String> codes() {
        var codes = new HashMap<SegmentId, String>();
        facts.forEach((segment, told) -> told.findIntegrationCode().ifPresent(code -> codes.put(segment, code)));
        return codes;
    }
}
