package dev.iris.rocksdb;

import dev.iris.model.DeviceId;
import dev.iris.model.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** The profiles that one write needs, as they are after what it holds so far. Confined to its write. */
final class ProfileWrites {
    private final Store store;
    private final RecentRecords recent;
    private final WriteRecords writes;

    /** Those of the write before this one, while they may not be in the store yet; it may follow another such write. */
    private @Nullable ProfileWrites former;

    private final Map<DeviceId, Held> held;
    private final List<Held> changed = new ArrayList<>();

    /** The one that was asked for last: it is asked for several times in a row. */
    private @Nullable Held latest;

    /** One device's profile. */
    private static final class Held {
        private final byte[] key;
        private Profile profile;

        /** Whether the store knows nothing of the device. */
        private final boolean isNewcomer;

        private boolean isChanged;

        Held(byte[] key, Profile profile, boolean isNewcomer) {
            this.key = key;
            this.profile = profile;
            this.isNewcomer = isNewcomer;
        }
    }

    /** @param devices how many the write will need, or so */
    ProfileWrites(Store store, RecentRecords recent, WriteRecords writes, @Nullable ProfileWrites former, int devices) {
        this.store = store;
        this.recent = recent;
        this.writes = writes;
        this.former = former;
        this.held = HashMap.newHashMap(devices);
    }

    /** Reads the profiles of devices that are about to be needed, all at once. */
    void prefetch(Collection<DeviceId> devices) throws RocksDBException {
        var missing = new ArrayList<DeviceId>(devices.size());
        var keys = new ArrayList<byte[]>(devices.size());
        for (var device : devices) {
            if (!held.containsKey(device) && !inherit(device)) {
                var key = Keys.profile(device);
                if (!remember(device, key)) {
                    missing.add(device);
                    keys.add(key);
                }
            }
        }
        read(missing, keys);
    }

    /** The profile of a device that was prefetched. */
    Profile known(DeviceId device) {
        var found = find(device);
        return found == null ? Profile.unknown(device) : found.profile;
    }

    boolean isKnown(DeviceId device) {
        return !known(device).equals(Profile.unknown(device));
    }

    /** Whether the store knows nothing of the device; then no row waits for it, for a row is never written before the profile. */
    boolean isNewcomer(DeviceId device) {
        var found = find(device);
        return found != null && found.isNewcomer;
    }

    void put(Profile profile) {
        var found = find(profile.device());
        if (found == null) {
            found = new Held(Keys.profile(profile.device()), profile, false);
            held.put(profile.device(), found);
        }
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
    void followStored() {
        former = null;
    }

    /** Writes those that were changed. */
    void flush() {
        var value = new ByteWriter();
        for (var each : changed) {
            ProfileCodec.encode(value.clear(), each.profile);
            writes.put(store.profile, each.key, value);
        }
    }

    private @Nullable Held find(DeviceId device) {
        var known = latest;
        if (known != null && known.profile.device().equals(device)) {
            return known;
        }
        latest = held.get(device);
        return latest;
    }

    /** What a former write has of a device; a write before that one may have written rows of it by now. */
    private boolean inherit(DeviceId device) {
        for (var each = former; each != null; each = each.former) {
            var known = each.held.get(device);
            if (known != null) {
                held.put(device, new Held(known.key, known.profile, false));
                return true;
            }
        }
        return false;
    }

    private boolean remember(DeviceId device, byte[] key) {
        var found = recent.find(store.number(store.profile), key);
        if (found != null) {
            put(device, key, found.findValue());
        }
        return found != null;
    }

    private void read(List<DeviceId> missing, List<byte[]> keys) throws RocksDBException {
        var values = Reads.many(store, store.profile, keys);
        for (int i = 0; i < missing.size(); i++) {
            put(missing.get(i), keys.get(i), values.get(i).map(ByteReader::new));
        }
    }

    private void put(DeviceId device, byte[] key, Optional<ByteReader> value) {
        var profile = value.map(in -> ProfileCodec.decode(device, in)).orElseGet(() -> Profile.unknown(device));
        held.put(device, new Held(key, profile, value.isEmpty()));
    }
}
