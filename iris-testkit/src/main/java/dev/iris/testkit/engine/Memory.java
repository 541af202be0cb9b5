package dev.iris.testkit.engine;

import dev.iris.engine.EngineUnavailableException;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Profile;
import dev.iris.model.Ticker;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What engines in memory keep from one opening to the next. Confined to the lock of the engine that has it open. */
public final class Memory {
    final Map<DeviceId, Profile> profiles = new HashMap<>();
    private final Map<DestinationNumber, DestinationMemory> destinations = new HashMap<>();
    private long lastVersion;
    private boolean open;

    /**
     * Opens an engine on what was kept.
     *
     * @throws EngineUnavailableException another engine has it open
     */
    public synchronized MemoryEngine open(Catalog catalog, InstantSource clock, Ticker ticker) {
        if (open) {
            throw new EngineUnavailableException("the memory is in use by another engine; close that first");
        }
        open = true;
        return new MemoryEngine(this, catalog, clock, ticker);
    }

    synchronized void close() {
        open = false;
    }

    DestinationMemory of(DestinationNumber destination) {
        return destinations.computeIfAbsent(destination, _ -> new DestinationMemory());
    }

    void keepOnly(Set<DestinationNumber> known) {
        destinations.keySet().retainAll(known);
    }

    long nextVersion() {
        return ++lastVersion;
    }
}
