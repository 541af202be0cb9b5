package dev.iris.rocksdb;

import static dev.iris.testkit.engine.Examples.START;
import static dev.iris.testkit.engine.Examples.catalog;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Actors: an engine that takes events, which are synced, and acknowledgements, which are not. Fault: the power goes, so the newest
 * write-ahead log ends somewhere at or behind its last synced byte, or goes on with rubbish or zeros from there. Expected: the engine
 * opens, again and again; it is as it was after some write that was not before the last one answered; no write is there by half.
 *
 * <p>{@code -Diris.power.losses=N} sets how many losses follow each other, {@code -Diris.power.seed=N} repeats a run.
 */
class PowerLossChaosIT {
    private static final int LOSSES = Integer.getInteger("iris.power.losses", 12);
    private static final long SEED = Long.getLong("iris.power.seed", System.nanoTime());

    /** Every so often profiles are so large that one column family is written out alone and a new log begins. */
    private static final int HEAVY_EVERY = 10;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @Test
    void everyEventAnsweredSurvivesAndNoWriteIsThereByHalf() throws Exception {
        System.out.println("power loss: seed " + SEED);
        var state = EngineState.EMPTY;
        var home = new EngineFolder(folder.resolve("0"));
        int torn = 0;
        int lostWrites = 0;
        for (int loss = 1; loss <= LOSSES; loss++) {
            var load = new EngineLoad(state, random);
            var after = new EngineFolder(folder.resolve("" + loss));
            try (var engine = open(home)) {
                load.run(engine, home, loss % HEAVY_EVERY == 0);
                home.copyTo(after);
            }
            long cut = load.somewhereUnsynced(after.newestLog().length());
            var damage = after.damage(cut, random);
            var expected = load.statesFrom(after.newestLog().number(), cut);
            try (var engine = open(after)) {
                state = EngineState.of(engine);
            }
            assertThat(expected)
                    .as("loss %d of seed %d: log cut at %d, %s", loss, SEED, cut, damage)
                    .contains(state);
            torn += damage.isNone() ? 0 : 1;
            lostWrites += expected.size() - 1 - expected.lastIndexOf(state);
            home.delete();
            home = after;
        }
        System.out.printf(
                "power loss: seed %d, losses %d, with bytes gone %d, writes gone that were not answered %d%n",
                SEED, LOSSES, torn, lostWrites);
        if (LOSSES >= HEAVY_EVERY) {
            assertThat(lostWrites).as("losses that took something with them").isPositive();
        }
    }

    private static RocksEngine open(EngineFolder folder) {
        return RocksEngine.open(folder.path(), catalog(1, 2), InstantSource.fixed(START), System::nanoTime);
    }
}
