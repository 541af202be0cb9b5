package dev.iris.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.partner.PartnerSettings;
import dev.iris.partner.ReferencePartner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Actors: four clients that post events, a server with two destinations, a partner that is away or refuses now and then. Fault: the
 * server is killed at random moments, also inside requests, and started again on its data. Expected: every event answered with 202 is
 * in the partner's final state; nothing is there that nobody told; no older state of a device came after a newer one.
 *
 * <p>{@code -Diris.chaos.kills=N} sets how many kills, {@code -Diris.chaos.seed=N} repeats a run's choices.
 */
class KillChaosIT {
    private static final int KILLS = Integer.getInteger("iris.chaos.kills", 10);
    private static final Account NOTHING_WRONG = new Account(0, 0, 0);
    private static final long SEED = Long.getLong("iris.chaos.seed", System.nanoTime());
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @Test
    void nothingAcceptedIsLostOrInventedWhenTheServerIsKilled() throws Exception {
        var rig = new Rig(folder, random);
        var what = "crash, kills " + KILLS + ", seed " + SEED;
        try (var partner =
                ReferencePartner.start(PartnerSettings.builder().maxUsers(10).build())) {
            var server = rig.startServer(partner);
            rig.makeDestinations(partner);
            var clients = rig.clients();
            var threads = clients.stream().map(Thread::startVirtualThread).toList();
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    rig.disturb(partner);
                    Thread.sleep(300 + random.nextInt(2_000));
                    server.kill();
                    server = rig.startServer(partner);
                }
                clients.forEach(EventClient::stop);
                for (var thread : threads) {
                    thread.join();
                }
                rig.awaitEmptyOutbox();
                assertThat(Rig.judge(what, clients, partner)).isEqualTo(NOTHING_WRONG);
                Thread.sleep(LOOK_AGAIN_AFTER);
                assertThat(Rig.judge(what, clients, partner)).isEqualTo(NOTHING_WRONG);
                assertThat(server.end()).as("exit code after SIGTERM").isZero();
            } finally {
                clients.forEach(EventClient::stop);
                server.kill();
            }
        }
    }
}
