package dev.iris.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.Secret;
import dev.iris.partner.PartnerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The server in a process of its own, on the embedded engine in a temporary folder. Confined to one run. */
final class LoadServer implements AutoCloseable {
    static final String DESTINATION = "423";

    private static final String PATH = "/v1/destinations/" + DESTINATION;

    private final ChildProgram program;
    private final ApiClient api;
    private final EventPost events;

    private LoadServer(ChildProgram program, URI url, Secret token) {
        this.program = program;
        this.api = new ApiClient(url, token);
        this.events = new EventPost(url, token, api);
    }

    static LoadServer start(Leftovers leftovers, Path authority) throws IOException, InterruptedException {
        var data = leftovers.folder().resolve("data");
        var config = leftovers.folder().resolve("iris.yaml");
        Files.write(config, settings(authority));
        var program = ChildProgram.start(
                leftovers, "serve", "--config", config.toString(), "--data", data.toString(), "--port", "0");
        var url = URI.create(program.awaitLine("iris ready ").split(" ", -1)[2]);
        var token = Files.readString(data.resolve("admin.token")).strip();
        return new LoadServer(program, url, Secret.of(token));
    }

    /** Where the load posts its events. */
    EventPost events() {
        return events;
    }

    ChildProgram program() {
        return program;
    }

    /** Makes the one destination of the load. */
    void deliverTo(LoadPartner partner, Load load) {
        var reply = api.put(PATH, destination(partner, load));
        if (!reply.ok()) {
            throw new CommandFailedException("the server refused the destination of the load: " + reply.sentence());
        }
    }

    long backlog() {
        var status = api.get(PATH + "/status");
        return status.body().find("backlog").orElse(JsonValue.NULL) instanceof JsonNumber(String text)
                ? Long.parseLong(text)
                : 0;
    }

    ServerFigures figures() {
        return ServerFigures.parse(api.text("/metrics"), DESTINATION);
    }

    void end() throws InterruptedException {
        program.end();
    }

    @Override
    public void close() {
        events.close();
        api.close();
    }

    private static byte[] settings(Path authority) {
        var egress = JsonValue.object()
                .put("allow", JsonValue.array(List.of(JsonValue.text("127.0.0.0/8"))))
                .put("trustedCertificates", JsonValue.array(List.of(JsonValue.text(authority.toString()))));
        var log = JsonValue.object().put("level", "warn");
        var settings = JsonValue.object().put("egress", egress.build()).put("log", log.build());
        return Json.write(settings.build()).getBytes(UTF_8);
    }

    private static JsonObject destination(LoadPartner partner, Load load) {
        return JsonValue.object()
                .put("name", "Load")
                .put("clientId", RawMessage.CLIENT)
                .put("userDpid", Audience.DATA_SOURCE)
                .put("endpoint", partner.segmentEndpoint().toString())
                .put("auth", authentication(partner))
                .put(
                        "aggregation",
                        JsonValue.object()
                                .put("maxUsers", load.usersPerMessage())
                                .build())
                .put(
                        "delivery",
                        JsonValue.object()
                                .put("maxConcurrency", load.concurrency())
                                .build())
                .put(
                        "mappings",
                        JsonValue.array(List.of(mapping(Audience.FIRST_SEGMENT), mapping(Audience.SECOND_SEGMENT))))
                .build();
    }

    private static JsonObject authentication(LoadPartner partner) {
        return JsonValue.object()
                .put("type", "oauth2")
                .put("tokenEndpoint", partner.tokenEndpoint().toString())
                .put("basic", PartnerSettings.SAMPLE_CREDENTIAL)
                .build();
    }

    private static JsonObject mapping(String segment) {
        return JsonValue.object().put("segment", segment).build();
    }
}
