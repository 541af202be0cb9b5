package dev.iris.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.partner.Endpoint;
import dev.iris.partner.Fault;
import dev.iris.partner.FaultStep;
import dev.iris.partner.PartnerSettings;
import dev.iris.partner.ReferencePartner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Actors: four clients that post events as fast as they are answered, a server with two destinations, a partner that is slow. Fault:
 * SIGTERM under this load, several times over. Expected: each end exits with 0 within ten seconds; after the next start every
 * event answered with 202 reaches the partner and nothing else does.
 */
class EndChaosIT {
    private static final int ENDS = Integer.getInteger("iris.chaos.ends", 2);
    private static final long SEED = Long.getLong("iris.chaos.seed", System.nanoTime());
    private static final Duration PROMISE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @Test
    void anEndUnderLoadIsCleanAndLosesNothing() throws Exception {
        var rig = new Rig(folder, random);
        try (var partner =
                ReferencePartner.start(PartnerSettings.builder().maxUsers(10).build())) {
            var server = rig.startServer(partner);
            rig.makeDestinations(partner);
            var clients = rig.clients();
            var threads = clients.stream().map(Thread::startVirtualThread).toList();
            try {
                for (int end = 0; end < ENDS; end++) {
                    partner.apply(FaultStep.times(Endpoint.SEGMENTS, 200, new Fault.Delay(Duration.ofMillis(500))));
                    Thread.sleep(1_000 + random.nextInt(1_000));
                    long before = System.nanoTime();
                    assertThat(server.end()).as("exit code after SIGTERM").isZero();
                    var took = Duration.ofNanos(System.nanoTime() - before);
                    System.out.println("end under load: " + took.toMillis() + " ms");
                    assertThat(took).isLessThan(PROMISE);
                    server = rig.startServer(partner);
                }
                clients.forEach(EventClient::stop);
                for (var thread : threads) {
                    thread.join();
                }
                rig.awaitEmptyOutbox();
                assertThat(Rig.judge("end under load", clients, partner)).isEqualTo(new Account(0, 0, 0));
            } finally {
                clients.forEach(EventClient::stop);
                server.kill();
            }
        }
    }

    @Test
    void aSecondSignalEndsAtOnceAndLosesNothing() throws Exception {
        var rig = new Rig(folder, random);
        try (var partner =
                ReferencePartner.start(PartnerSettings.builder().maxUsers(10).build())) {
            var server = rig.startServer(partner);
            rig.makeDestinations(partner);
            partner.apply(FaultStep.times(Endpoint.SEGMENTS, 8, new Fault.Hang()));
            var clients = rig.clients();
            var threads = clients.stream().map(Thread::startVirtualThread).toList();
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> partner.counts().segmentRequests() > 0);
                server.askToEnd();
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !rig.takesRequests());
                assertThat(server.end()).as("exit code after a second SIGTERM").isNotZero();
                server = rig.startServer(partner);
                clients.forEach(EventClient::stop);
                for (var thread : threads) {
                    thread.join();
                }
                rig.awaitEmptyOutbox();
                assertThat(Rig.judge("second signal", clients, partner)).isEqualTo(new Account(0, 0, 0));
            } finally {
                clients.forEach(EventClient::stop);
                server.kill();
            }
        }
    }
}
