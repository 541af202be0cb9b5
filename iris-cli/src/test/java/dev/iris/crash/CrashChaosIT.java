package dev.iris.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Actors: four tellers of events, an operator who changes the configuration, a partner that misbehaves, a server with three
 * destinations. Fault: the server is killed at random moments, also inside requests, inside changes and while it starts, and started
 * again on its data. Expected: every event answered with 202 is in the partner's final state as the rules say; nothing is there that
 * nobody told; no older state of a device came after a newer one; no more is told twice than was on its way.
 *
 * <p>{@code -Diris.crash.kills=N} sets how many kills, {@code -Diris.crash.seed=N} repeats a run's choices.
 */
class CrashChaosIT {
    private static final int KILLS = Integer.getInteger("iris.crash.kills", 10);
    private static final long SEED = Long.getLong("iris.crash.seed", System.nanoTime());

    @TempDir
    private Path folder;

    @Test
    void nothingAcceptedIsLostOrInventedWhenTheServerIsKilled() throws Exception {
        System.out.println("crash: seed " + SEED + ", kills " + KILLS);
        try (var run = new CrashRun(folder, SEED, KILLS)) {
            var report = run.run(Duration.ofDays(1));
            assertThat(report.wrong()).as(report.toString()).isEmpty();
            assertThat(report.kills()).isEqualTo(KILLS);
            assertThat(run.end()).as("exit code after SIGTERM").isZero();
        }
    }
}
