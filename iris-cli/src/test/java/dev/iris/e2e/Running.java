package dev.iris.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.cli.client.ApiClient;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.Secret;
import dev.iris.server.IrisServer;
import dev.iris.server.settings.Overrides;
import dev.iris.server.settings.ServerSettings;
import dev.iris.server.settings.SettingsReading;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A whole server in this JVM, spoken to by REST. Confined to one test. */
final class Running implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final IrisServer server;
    private final ApiClient api;

    private Running(IrisServer server, ApiClient api) {
        this.server = server;
        this.api = api;
    }

    /** Starts a server that trusts the authority and may speak to this machine, with more lines of settings. */
    static Running start(Path folder, String authorityPem, String... moreYaml) throws IOException {
        var authority = Files.writeString(folder.resolve("ca.pem"), authorityPem);
        var yaml = "egress: { allow: [127.0.0.0/8], trustedCertificates: ['" + authority + "'] }\n"
                + String.join("\n", moreYaml);
        return startWith(folder, yaml);
    }

    /** Starts a server with these settings. */
    static Running startWith(Path folder, String yaml) throws IOException {
        var data = folder.resolve("data");
        var settings = switch (ServerSettings.read(
                Optional.of(yaml.getBytes(UTF_8)), Map.of(), new Overrides(0, data))) {
            case SettingsReading.Complete(ServerSettings complete) -> complete;
            case SettingsReading.Faulty(var problems) -> throw new IllegalArgumentException(problems.toString());
        };
        var server = IrisServer.start(settings);
        var token = Secret.of(Files.readString(data.resolve("admin.token")).strip());
        return new Running(server, new ApiClient(URI.create(server.url()), token));
    }

    ApiClient api() {
        return api;
    }

    /** Makes a destination of a JSON document in which apostrophes stand for quotes. */
    void put(int id, String document) {
        assertThat(api.put("/v1/destinations/" + id, json(document)).status()).isIn(200, 201);
    }

    /** Posts events, one a line, in which apostrophes stand for quotes. */
    void post(String... events) {
        var lines = String.join("\n", events).replace('\'', '"').getBytes(UTF_8);
        assertThat(api.post("/v1/events", "application/x-ndjson", lines).status())
                .isEqualTo(202);
    }

    JsonObject status(int id) {
        return api.get("/v1/destinations/" + id + "/status").body();
    }

    long number(int id, String member) {
        return status(id).find(member).orElse(JsonValue.NULL) instanceof JsonNumber(String text)
                ? Long.parseLong(text)
                : -1;
    }

    /** The code of the status' reason, empty when there is none. */
    String reason(int id) {
        return status(id).find("reason").orElse(JsonValue.NULL) instanceof JsonObject reason
                ? reason.find("code").map(Json::write).orElse("").replace("\"", "")
                : "";
    }

    /** Waits until so many users were delivered to the destination and nothing waits. */
    void awaitDelivered(int id, long users) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(number(id, "delivered")).isGreaterThanOrEqualTo(users));
        Awaitility.await().atMost(PATIENCE).until(() -> number(id, "backlog") == 0);
    }

    static JsonValue json(String text) {
        try {
            return Json.read(text.replace('\'', '"'), JsonLimits.DOCUMENT);
        } catch (MalformedDocumentException e) {
            throw new IllegalArgumentException(e.describe(), e);
        }
    }

    @Override
    public void close() {
        api.close();
        server.close();
    }
}
