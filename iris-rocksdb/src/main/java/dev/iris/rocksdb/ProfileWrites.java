package dev.iris.rocksdb;

import dev.iris.model.DeviceId;
import dev.iris.model.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The profiles that one write needs, as they are after what it holds so far. Confined to its write. */
final class ProfileWrites {
    private final Store store;
    private final WriteBatch writes;

    /** Those of the write before this one, while they may not be in the store yet. */
    private @Nullable ProfileWrites former;

    private final Map<DeviceId, Profile> profiles;

    /** Devices of which the store knew nothing. */
    private final Set<DeviceId> newcomers = new HashSet<>();

    private final Set<DeviceId> changed = new HashSet<>();

    /** @param events how many the write will hold, or so */
    ProfileWrites(Store store, WriteBatch writes, @Nullable ProfileWrites former, int events) {
        this.store = store;
        this.writes = writes;
        this.former = former;
        this.profiles = HashMap.newHashMap(events);
    }

    /** Reads the profiles of devices that are about to be needed, all at once. */
    void prefetch(Collection<DeviceId> devices) throws RocksDBException {
        var missing = new LinkedHashSet<DeviceId>();
        for (var device : devices) {
            if (!profiles.containsKey(device) && !inherit(device)) {
                missing.add(device);
            }
        }
        read(List.copyOf(missing));
    }

    /** The profile of a device that was prefetched. */
    Profile known(DeviceId device) {
        var profile = profiles.get(device);
        return profile == null ? Profile.unknown(device) : profile;
    }

    boolean isKnown(DeviceId device) {
        return !known(device).equals(Profile.unknown(device));
    }

    /** Whether the store knows nothing of the device; then no row waits for it, for a row is never written before the profile. */
    boolean isNewcomer(DeviceId device) {
        return newcomers.contains(device);
    }

    void put(Profile profile) {
        profiles.put(profile.device(), profile);
        changed.add(profile.device());
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
    void flush() throws RocksDBException {
        for (var device : changed) {
            writes.put(store.profile, Keys.profile(device), ProfileCodec.encode(known(device)));
        }
    }

    private boolean inherit(DeviceId device) {
        var known = former == null ? null : former.profiles.get(device);
        if (known != null) {
            profiles.put(device, known);
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
            if (value.isPresent()) {
                profiles.put(device, ProfileCodec.decode(device, value.get()));
            } else {
                profiles.put(device, Profile.unknown(device));
                newcomers.add(device);
            }
        }
    }
}
