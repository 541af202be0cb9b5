package dev.iris.deliver;

import dev.iris.model.DeviceId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often devices of one destination were in a message that failed since they were last delivered. One whose messages fail while
 * those of others do not is a loner: it may be what the partner fails on, and travels alone. Bounded. Thread-safe.
 */
final class FailureCounts {
    /** Failed messages, each with a success of others before it, that make a loner. */
    static final int LONER = 3;

    /** Devices remembered; the longest remembered is forgotten first. */
    private static final int MAX_DEVICES = 10_000;

    private final Map<DeviceId, Failures> counts = new LinkedHashMap<>();

    /** @param amidSuccess how many of them came after others had succeeded since the one before */
    private record Failures(int all, int amidSuccess, long lastAt) {}

    /** Counts a failure of each device and says how often the most failing of them failed before. */
    synchronized int failed(Collection<DeviceId> devices, Acceptance acceptance) {
        int most = 0;
        for (var device : devices) {
            var before = counts.get(device);
            most = Math.max(most, before == null ? 0 : before.all());
            counts.put(device, next(before, acceptance));
        }
        var oldest = counts.keySet().iterator();
        while (counts.size() > MAX_DEVICES) {
            oldest.next();
            oldest.remove();
        }
        return most;
    }

    synchronized boolean isLoner(DeviceId device) {
        var failures = counts.get(device);
        return failures != null && failures.amidSuccess() >= LONER;
    }

    synchronized void delivered(DeviceId device) {
        if (!counts.isEmpty()) {
            counts.remove(device);
        }
    }

    private static Failures next(@Nullable Failures before, Acceptance acceptance) {
        if (before == null) {
            return new Failures(1, 1, acceptance.moment());
        }
        boolean amid = acceptance.tookOneAfter(before.lastAt());
        return new Failures(before.all() + 1, before.amidSuccess() + (amid ? 1 : 0), acceptance.moment());
    }
}
