package dev.iris.rocksdb;

import dev.iris.model.DeviceId;
import dev.iris.model.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** The profiles that one write needs, as they are after what it holds so far. Confined to its write. */
final class ProfileWrites {
    private final Store store;
    private final WriteRecords writes;

    /** Those of the write before this one, while they may not be in the store yet. */
    private @Nullable ProfileWrites former;

    private final Map<DeviceId, Held> held;
    private final List<Held> changed = new ArrayList<>();

    /** One device's profile. */
    private static final class Held {
        private Profile profile;

        /** Whether the store knows nothing of the device. */
        private final boolean isNewcomer;

        private boolean isChanged;

        Held(Profile profile, boolean isNewcomer) {
            this.profile = profile;
            this.isNewcomer = isNewcomer;
        }
    }

    /** @param events how many the write will hold, or so */
    ProfileWrites(Store store, WriteRecords writes, @Nullable ProfileWrites former, int events) {
        this.store = store;
        this.writes = writes;
        this.former = former;
        this.held = HashMap.newHashMap(events);
    }

    /** Reads the profiles of devices that are about to be needed, all at once. */
    void prefetch(Collection<DeviceId> devices) throws RocksDBException {
        var missing = new ArrayList<DeviceId>(devices.size());
        for (var device : devices) {
            if (!held.containsKey(device) && !inherit(device)) {
                missing.add(device);
            }
        }
        read(missing);
    }

    /** The profile of a device that was prefetched. */
    Profile known(DeviceId device) {
        var found = held.get(device);
        return found == null ? Profile.unknown(device) : found.profile;
    }

    boolean isKnown(DeviceId device) {
        return !known(device).equals(Profile.unknown(device));
    }

    /** Whether the store knows nothing of the device; then no row waits for it, for a row is never written before the profile. */
    boolean isNewcomer(DeviceId device) {
        var found = held.get(device);
        return found != null && found.isNewcomer;
    }

    void put(Profile profile) {
        var found = held.computeIfAbsent(profile.device(), _ -> new Held(profile, false));
        found.profile = profile;
        if (!found.isChanged) {
            found.isChanged = true;
            changed.add(found);
        }
    }

    /** How many are to be written. */
    int count() {
        return changed.size();
    }

    /** The write before this one is in the store. */
    void seal() {
        former = null;
    }

    /** Writes those that were changed. */
    void flush() {
        var value = new ByteWriter();
        for (var each : changed) {
            ProfileCodec.encode(value.clear(), each.profile);
            writes.put(store.profile, Keys.profile(each.profile.device()), value);
        }
    }

    /** What the former write has of a device; a write before that one may have written rows of it by now. */
    private boolean inherit(DeviceId device) {
        var known = former == null ? null : former.held.get(device);
        if (known != null) {
            held.put(device, new Held(known.profile, false));
        }
        return known != null;
    }

    private void read(List<DeviceId> missing) throws RocksDBException {
        var keys = new ArrayList<byte[]>(missing.size());
        missing.forEach(device -> keys.add(Keys.profile(device)));
        var values = Reads.many(store, store.profile, keys);
        for (int i = 0; i < missing.size(); i++) {
            var device = missing.get(i);
            var value = values.get(i);
            var profile = value.map(bytes -> ProfileCodec.decode(device, bytes)).orElseGet(() -> Profile.unknown(device));
            held.put(device, new Held(profile, value.isEmpty()));
        }
    }
}
