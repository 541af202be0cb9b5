package dev.iris.deliver;

import dev.iris.model.DeviceId;
import dev.iris.model.UserEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Devices that travel and settle together: as many as fit one message, or one device with more entries than a message holds, which
 * spans several.
 *
 * @param devices in the order in which they became due
 * @param leftOver devices that were taken and did not fit
 */
record Parcel(List<DeviceEntries> devices, List<DeviceId> leftOver) {
    Parcel {
        devices = List.copyOf(devices);
        leftOver = List.copyOf(leftOver);
    }

    /** @param alone devices that travel with no other */
    static Parcel pack(List<DeviceEntries> taken, int maxUsers, Predicate<DeviceId> alone) {
        var devices = new ArrayList<DeviceEntries>();
        int users = 0;
        for (var device : taken) {
            users += device.entries().size();
            boolean isAlone = alone.test(device.device());
            if ((users > maxUsers || isAlone) && !devices.isEmpty()) {
                break;
            }
            devices.add(device);
            if (isAlone) {
                break;
            }
        }
        var leftOver = taken.subList(devices.size(), taken.size());
        return new Parcel(devices, leftOver.stream().map(DeviceEntries::device).toList());
    }

    /** The entries, message by message; none when no device has anything to say. */
    List<List<UserEntry>> messages(int maxUsers) {
        var entries =
                devices.stream().flatMap(device -> device.entries().stream()).toList();
        var messages = new ArrayList<List<UserEntry>>();
        for (int from = 0; from < entries.size(); from += maxUsers) {
            messages.add(entries.subList(from, Math.min(entries.size(), from + maxUsers)));
        }
        return messages;
    }

    List<DeviceId> deviceIds() {
        return devices.stream().map(DeviceEntries::device).toList();
    }
}
