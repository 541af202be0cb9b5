package dev.iris.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What was told of one device, and what a destination may therefore hold of it. Each event tells the whole truth, so the last one
 * answered with 202 counts, and any later one whose answer never came may count. Confined to its client until the account is made.
 */
final class DeviceHistory {
    private final List<Truth> told = new ArrayList<>();
    private int lastAccepted = -1;

    /** Notes an event that is about to be posted. */
    void tell(Truth truth) {
        told.add(truth);
    }

    /** The event was answered with 202. */
    void accepted(Truth truth) {
        lastAccepted = Math.max(lastAccepted, truth.serial());
    }

    int size() {
        return told.size();
    }

    /** What is wrong with the segments that a destination holds as active. */
    Verdict judge(Set<String> active, Target target) {
        var allowed = told.subList(Math.max(0, lastAccepted), told.size());
        if (allowed.stream().anyMatch(truth -> truth.activeAt(target).equals(active))) {
            return Verdict.RIGHT;
        }
        if (lastAccepted < 0 && active.isEmpty()) {
            return Verdict.RIGHT;
        }
        boolean stale = active.isEmpty()
                || told.stream().anyMatch(truth -> truth.activeAt(target).equals(active));
        return stale ? Verdict.LOST : Verdict.INVENTED;
    }

    /** How a destination's state compares with what was told. */
    enum Verdict {
        /** It is what the last accepted event says, or a later one whose answer never came. */
        RIGHT,
        /** It is what an older event says: something accepted is missing. */
        LOST,
        /** No event ever said that. */
        INVENTED
    }
}
