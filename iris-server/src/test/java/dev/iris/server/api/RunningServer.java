package dev.iris.server.api;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.DestinationNumber;
import dev.iris.model.SecretFiles;
import dev.iris.server.control.ControlPlane;
import dev.iris.server.control.Scope;
import dev.iris.server.control.TokenCreation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;

/** A server on a free port with a control plane of its own, and a client for it. */
final class RunningServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-23T16:20:00Z");
    static final String EVENT = "{\"device\":\"1\",\"time\":\"2026-11-23T16:17:22Z\"}";
    static final String DESTINATION = """
        {"name":"Example <partner>","clientId":"74323","userDpid":"12345",
         "endpoint":"https://api.partner.com/segments/aam",
         "auth":{"tokenEndpoint":"https://api.partner.com/oauth2/token","basic":"c2VjcmV0LWJhc2lj"}}\
        """;

    final FakeEngine engine = new FakeEngine();
    final FakeBatches batches = new FakeBatches();
    final FakeCouriers couriers = new FakeCouriers();
    final ControlPlane control;
    final RestServer server;
    private final Map<Scope, String> tokens = new EnumMap<>(Scope.class);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RunningServer(Path data) throws IOException {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        control = ControlPlane.open(data, SecretFiles.NONE, clock, engine::adopt);
        for (var scope : Scope.values()) {
            var made = (TokenCreation.Created) control.accessTokens().create("for-" + scope, scope, "test");
            tokens.put(scope, made.text().reveal());
        }
        server = RestServer.start(ListenAddress.plain("127.0.0.1", 0), control, engine, batches, couriers, clock);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    HttpRequest.Builder request(Scope scope, String path) {
        return request(path).header("Authorization", "Bearer " + token(scope));
    }

    String token(Scope scope) {
        return tokens.getOrDefault(scope, "");
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    HttpResponse<String> call(Scope scope, String method, String path) {
        return send(request(scope, path).method(method, BodyPublishers.noBody()));
    }

    HttpResponse<String> call(Scope scope, String method, String path, String json) {
        return send(request(scope, path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
    }

    /** Posts events. */
    HttpResponse<String> post(String type, byte[] body) {
        return send(request(Scope.INGEST, "/v1/events")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Makes destination 423. */
    DestinationNumber destination() {
        call(Scope.ADMIN, "PUT", "/v1/destinations/423", DESTINATION);
        return control.list().getFirst().destination().number();
    }

    static JsonObject json(HttpResponse<String> response) {
        try {
            return (JsonObject) Json.read(response.body(), JsonLimits.DOCUMENT);
        } catch (MalformedDocumentException e) {
            throw new AssertionError(e.describe() + ": " + response.body(), e);
        }
    }

    @Override
    public void close() {
        server.close();
        client.close();
        control.close();
    }
}
