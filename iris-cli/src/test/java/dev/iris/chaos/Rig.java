package dev.iris.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.cli.client.ApiClient;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.model.Secret;
import dev.iris.partner.PartnerSettings;
import dev.iris.partner.ReferencePartner;
import java.io.IOException;
import java.net.Socket;
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

/** A data folder with a server process on it, two destinations at one reference partner, and clients that post. Confined to a test. */
final class Rig {
    private static final int CLIENTS = 4;
    private static final int DEVICES_OF_A_CLIENT = 60;

    private final Path folder;
    private final Random random;
    private final AtomicReference<URI> url = new AtomicReference<>(URI.create("http://127.0.0.1:9/"));

    Rig(Path folder, Random random) {
        this.folder = folder;
        this.random = random;
    }

    /** What the partner holds against what the clients were promised. */
    static Account judge(String what, List<EventClient> clients, ReferencePartner partner) {
        var account = Account.of(clients, partner.ledger());
        System.out.printf(
                "%s: events accepted %d, unanswered %d, lost %d, invented %d, out of order %d, repeated users %d%n",
                what,
                clients.stream().mapToLong(EventClient::accepted).sum(),
                clients.stream().mapToLong(EventClient::unanswered).sum(),
                account.lost(),
                account.invented(),
                account.outOfOrder(),
                partner.ledger().repeats());
        return account;
    }

    /** Clients that find the server wherever it is. */
    List<EventClient> clients() throws Exception {
        var token = Files.readString(folder.resolve("data/admin.token")).strip();
        var start = Instant.now().minus(Duration.ofHours(12));
        var clients = new ArrayList<EventClient>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new EventClient(
                    i * 1_000, DEVICES_OF_A_CLIENT, start, url::get, token, new Random(random.nextLong())));
        }
        return clients;
    }

    /** Whether the server lets anybody connect. */
    boolean takesRequests() {
        try (var socket = new Socket(url.get().getHost(), url.get().getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts a server on the folder, where it may have been before. */
    ServerProcess startServer(ReferencePartner partner) throws Exception {
        var authority = folder.resolve("ca.pem");
        partner.writeCertificateAuthority(authority);
        var config = Files.writeString(
                folder.resolve("iris.yaml"),
                "egress: { allow: [127.0.0.0/8], trustedCertificates: ['" + authority + "'] }\nlog: { level: warn }\n");
        var server = ServerProcess.start(config, folder.resolve("data"), folder.resolve("server.log"));
        url.set(server.url());
        return server;
    }

    /** Two destinations of different data sources, aliases and message sizes. */
    void makeDestinations(ReferencePartner partner) throws Exception {
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

    /** Returns when nothing waits at either destination. */
    void awaitEmptyOutbox() throws Exception {
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
