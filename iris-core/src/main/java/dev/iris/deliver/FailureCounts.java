package dev.iris.deliver;

import dev.iris.model.DeviceId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often devices of one destination were in a message that failed since they were last delivered. Bounded. Thread-safe. */
final class FailureCounts {
    /** Devices remembered; the longest remembered is forgotten first. */
    private static final int MAX_DEVICES = 10_000;

    private final Map<DeviceId, Integer> counts = new LinkedHashMap<>();

    /** Counts a failure of each device and says how often the most failing of them failed before. */
    synchronized int failed(Collection<DeviceId> devices) {
        int most = 0;
        for (var device : devices) {
            int count = counts.merge(device, 1, Integer::sum);
            most = Math.max(most, count - 1);
        }
        var oldest = counts.keySet().iterator();
        while (counts.size() > MAX_DEVICES) {
            oldest.next();
            oldest.remove();
        }
        return most;
    }

    synchronized void delivered(Collection<DeviceId> devices) {
        if (!counts.isEmpty()) {
            devices.forEach(counts::remove);
        }
    }
}
