package dev.iris.deliver;

import dev.iris.deliver.Bisection.RefusedEntry;
import dev.iris.model.DeviceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries that a partner refused alone: it may not take them, or it may take nothing at all. Taking another message afterwards is the
 * proof of the first; {@link #MOST} different ones refused in a row are the proof of the second. Bounded. Thread-safe; moments are
 * those of {@link Acceptance}.
 */
final class Suspects {
    /** Different entries refused in a row that say that the partner refuses everything. */
    static final int MOST = 5;

    private static final int MOST_KNOWN = 1_000;

    private final Map<Name, Suspicion> known = new LinkedHashMap<>();
    private final Map<DeviceId, Held> held = new LinkedHashMap<>();

    private record Name(DeviceId device, String partnerUuid) {}

    /** Since when, and whether the partner took nothing since. */
    private record Suspicion(long refusedAt, boolean inARow) {}

    private record Held(Fate fate, long refusedAt) {}

    /** What is to become of a device of which an entry was refused alone. */
    enum Verdict {
        /** The partner takes others: the entry is given up. */
        GIVE_UP,
        /** It is not known yet; the device is held. */
        HOLD,
        /** It is not the entry. */
        SEND_AGAIN
    }

    /**
     * An entry was refused alone, just now. Says whether that makes so many in a row that the partner refuses everything; then none of
     * them is suspected any more.
     */
    synchronized boolean note(RefusedEntry refused) {
        known.computeIfAbsent(name(refused), _ -> new Suspicion(refused.refusedAt(), true));
        if (known.size() > MOST_KNOWN) {
            known.remove(known.keySet().iterator().next());
        }
        boolean areTooMany =
                known.values().stream().filter(Suspicion::inARow).limit(MOST).count() == MOST;
        if (areTooMany) {
            known.values().removeIf(Suspicion::inARow);
        }
        return areTooMany;
    }

    /** Whether a device with refused entries is given up, held from now on, or not at fault. */
    synchronized Verdict judge(Fate fate, Acceptance acceptance) {
        long last = 0;
        for (var refused : fate.refused()) {
            var suspicion = known.get(name(refused));
            if (suspicion == null) {
                return Verdict.SEND_AGAIN;
            }
            last = Math.max(last, suspicion.refusedAt());
        }
        if (acceptance.tookOneSentAfter(last)) {
            return Verdict.GIVE_UP;
        }
        held.put(fate.device(), new Held(fate, last));
        return Verdict.HOLD;
    }

    /** The partner took a message that was sent then: what it refused before is no row any more, and held devices are given up. */
    synchronized List<Fate> convict(long sentAt) {
        if (known.isEmpty()) {
            return List.of();
        }
        known.replaceAll((_, suspicion) ->
                new Suspicion(suspicion.refusedAt(), suspicion.inARow() && sentAt < suspicion.refusedAt()));
        var convicted = held.values().stream()
                .filter(device -> sentAt > device.refusedAt())
                .map(Held::fate)
                .toList();
        convicted.forEach(fate -> held.remove(fate.device()));
        return convicted;
    }

    /** Holds a device no longer; says whether it was held. */
    synchronized boolean letGo(DeviceId device) {
        return held.remove(device) != null;
    }

    /** Holds none any more. */
    synchronized List<DeviceId> letAllGo() {
        var devices = new ArrayList<>(held.keySet());
        held.clear();
        return devices;
    }

    /** Forgets what is known of a device that is settled. */
    synchronized void forget(DeviceId device) {
        if (!known.isEmpty()) {
            known.keySet().removeIf(name -> name.device().equals(device));
        }
    }

    private static Name name(RefusedEntry refused) {
        return new Name(refused.entry().device(), refused.entry().partnerUuid());
    }
}
