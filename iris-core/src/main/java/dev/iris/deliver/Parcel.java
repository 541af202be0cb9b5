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

    /**
     * Packs devices into parcels, one at least and at most so many; what fits in none of them is left over by the last.
     *
     * @param alone devices that travel with no other
     */
    static List<Parcel> pack(List<DeviceEntries> taken, int maxUsers, Predicate<DeviceId> alone, int most) {
        var parcels = new ArrayList<Parcel>();
        var rest = taken;
        do {
            int fitting = fitting(rest, maxUsers, alone);
            var devices = rest.subList(0, fitting);
            rest = rest.subList(fitting, rest.size());
            boolean isLast = rest.isEmpty() || parcels.size() == most - 1;
            parcels.add(new Parcel(devices, isLast ? ids(rest) : List.of()));
        } while (!rest.isEmpty() && parcels.size() < most);
        return parcels;
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

    /** Entries of the device that has most of them. */
    int mostEntriesOfADevice() {
        return devices.stream()
                .mapToInt(device -> device.entries().size())
                .max()
                .orElse(0);
    }

    List<DeviceId> deviceIds() {
        return ids(devices);
    }

    private static int fitting(List<DeviceEntries> taken, int maxUsers, Predicate<DeviceId> alone) {
        int devices = 0;
        int users = 0;
        for (var device : taken) {
            users += device.entries().size();
            boolean isAlone = alone.test(device.device());
            if ((users > maxUsers || isAlone) && devices > 0) {
                break;
            }
            devices++;
            if (isAlone) {
                break;
            }
        }
        return devices;
    }

    private static List<DeviceId> ids(List<DeviceEntries> devices) {
        return devices.stream().map(DeviceEntries::device).toList();
    }
}
