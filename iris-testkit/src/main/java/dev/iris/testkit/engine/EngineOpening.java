package dev.iris.testkit.engine;

import dev.iris.engine.Engine;
import dev.iris.model.Catalog;
import dev.iris.model.Ticker;
import java.time.InstantSource;

/** Opens an engine on what the engine that it opened before has kept. */
@FunctionalInterface
public interface EngineOpening {
    /**
     * Opens it.
     *
     * @param clock the server's time
     * @param ticker the monotonic time of rests and waits
     */
    Engine open(Catalog catalog, InstantSource clock, Ticker ticker);
}
