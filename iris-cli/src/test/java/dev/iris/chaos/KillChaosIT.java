package dev.iris.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.cli.client.ApiClient;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.model.Secret;
import dev.iris.partner.Endpoint;
import dev.iris.partner.Fault;
import dev.iris.partner.FaultStep;
import dev.iris.partner.PartnerSettings;
import dev.iris.partner.ReferencePartner;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
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
    private static final long SEED = Long.getLong("iris.chaos.seed", System.nanoTime());
    private static final int CLIENTS = 4;
    private static final int DEVICES_OF_A_CLIENT = 60;
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final AtomicReference<URI> url = new AtomicReference<>(URI.create("http://127.0.0.1:9/"));

    @Test
    void nothingAcceptedIsLostOrInventedWhenTheServerIsKilled() throws Exception {
        try (var partner =
                ReferencePartner.start(PartnerSettings.builder().maxUsers(10).build())) {
            var server = startServer(partner);
            makeDestinations(partner);
            var clients = clients();
            var threads = clients.stream().map(Thread::startVirtualThread).toList();
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    disturb(partner);
                    Thread.sleep(300 + random.nextInt(2_000));
                    server.kill();
                    server = startServer(partner);
                }
                clients.forEach(EventClient::stop);
                for (var thread : threads) {
                    thread.join();
                }
                awaitEmptyOutbox();
                judge(clients, partner);
                Thread.sleep(LOOK_AGAIN_AFTER);
                judge(clients, partner);
                assertThat(server.end()).as("exit code after SIGTERM").isZero();
            } finally {
                clients.forEach(EventClient::stop);
                server.kill();
            }
        }
    }

    private void judge(List<EventClient> clients, ReferencePartner partner) {
        var account = Account.of(clients, partner.ledger());
        System.out.printf(
                "crash: kills %d, events accepted %d, unanswered %d, lost %d, invented %d, out of order %d, repeated"
                        + " users %d, seed %d%n",
                KILLS,
                clients.stream().mapToLong(EventClient::accepted).sum(),
                clients.stream().mapToLong(EventClient::unanswered).sum(),
                account.lost(),
                account.invented(),
                account.outOfOrder(),
                partner.ledger().repeats(),
                SEED);
        assertThat(account).isEqualTo(new Account(0, 0, 0));
    }

    private List<EventClient> clients() throws Exception {
        var token = Files.readString(folder.resolve("data/admin.token")).strip();
        var start = Instant.now().minus(Duration.ofHours(12));
        var clients = new ArrayList<EventClient>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new EventClient(
                    i * 1_000, DEVICES_OF_A_CLIENT, start, url::get, token, new Random(random.nextLong())));
        }
        return clients;
    }

    /** So that something waits when the server is killed. */
    private void disturb(ReferencePartner partner) {
        switch (random.nextInt(4)) {
            case 0 -> partner.goAway(Duration.ofMillis(500));
            case 1 -> partner.expireTokens();
            case 2 -> partner.apply(FaultStep.times(Endpoint.SEGMENTS, 10, Fault.status(503)));
            default -> partner.apply(FaultStep.times(Endpoint.SEGMENTS, 20, new Fault.Delay(Duration.ofMillis(200))));
        }
    }

    private ServerProcess startServer(ReferencePartner partner) throws Exception {
        var authority = folder.resolve("ca.pem");
        partner.writeCertificateAuthority(authority);
        var config = Files.writeString(
                folder.resolve("iris.yaml"),
                "egress: { allow: [127.0.0.0/8], trustedCertificates: ['" + authority + "'] }\nlog: { level: warn }\n");
        var server = ServerProcess.start(config, folder.resolve("data"), folder.resolve("server.log"));
        url.set(server.url());
        return server;
    }

    private void makeDestinations(ReferencePartner partner) throws Exception {
        try (var api = api()) {
            assertThat(api.put(
                                    "/v1/destinations/423",
                                    destination(partner, "12345", 10, Map.of("A", "A", "B", "B", "C", "C", "D", "D")))
                            .status())
                    .isEqualTo(201);
            assertThat(api.put(
                                    "/v1/destinations/424",
                                    destination(partner, "20914", 3, Map.of("C", "see", "D", "D", "E", "E", "F", "F")))
                            .status())
                    .isEqualTo(201);
        }
    }

    private static JsonValue destination(
            ReferencePartner partner, String dataSource, int maxUsers, Map<String, String> aliases) {
        return JsonValue.object()
                .put("clientId", "74323")
                .put("userDpid", dataSource)
                .put("endpoint", partner.segmentEndpoint().toString())
                .put(
                        "auth",
                        JsonValue.object()
                                .put("type", "oauth2")
                                .put("tokenEndpoint", partner.tokenEndpoint().toString())
                                .put("basic", PartnerSettings.SAMPLE_CREDENTIAL)
                                .build())
                .put("aggregation", JsonValue.object().put("maxUsers", maxUsers).build())
                .put(
                        "mappings",
                        JsonValue.array(aliases.entrySet().stream()
                                .map(alias -> JsonValue.object()
                                        .put("segment", alias.getKey())
                                        .put("value", alias.getValue())
                                        .build())
                                .toList()))
                .build();
    }

    private void awaitEmptyOutbox() throws Exception {
        try (var api = api()) {
            for (var destination : List.of("423", "424")) {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> api.get("/v1/destinations/" + destination + "/status")
                                .body()
                                .find("backlog")
                                .orElse(JsonValue.NULL)
                                .equals(new JsonNumber("0")));
            }
        }
    }

    private ApiClient api() throws Exception {
        return new ApiClient(
                url.get(),
                Secret.of(Files.readString(folder.resolve("data/admin.token")).strip()));
    }
}
