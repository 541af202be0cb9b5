package dev.iris.chaos;

import java.util.Set;

/**
 * The whole truth of a device as one event tells it: what it is in, and whether it has its second id.
 *
 * @param serial number of the event among those of its device
 */
record Truth(int serial, Set<String> segments, boolean secondId) {
    Truth {
        segments = Set.copyOf(segments);
    }

    /** Which segments must be 1 at a destination that maps some, under an id. */
    Set<String> activeAt(Target target) {
        if (target.onlyWithSecondId() && !secondId) {
            return Set.of();
        }
        return Set.copyOf(segments.stream()
                .filter(target.aliases()::containsKey)
                .map(segment -> target.aliases().getOrDefault(segment, segment))
                .toList());
    }
}
