package dev.iris.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.cli.imports.Upload;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The server in a process of its own, on the embedded engine in a temporary folder. Confined to one run. */
final class LoadServer implements AutoCloseable {
    private final ChildProgram program;
    private final ApiClient api;
    private final EventPost events;

    private LoadServer(ChildProgram program, URI url, Secret token) {
        this.program = program;
        this.api = new ApiClient(url, token);
        this.events = new EventPost(url, token, api);
    }

    /** Starts one with a folder of that name, which trusts these authorities. */
    static LoadServer start(Leftovers leftovers, String name, List<Path> authorities)
            throws IOException, InterruptedException {
        return startIn(leftovers, leftovers.folder(name), authorities);
    }

    /** Starts one in a folder, with what one that ended left there. */
    static LoadServer startIn(Leftovers leftovers, Path folder, List<Path> authorities)
            throws IOException, InterruptedException {
        var data = folder.resolve("data");
        var config = folder.resolve("iris.yaml");
        Files.write(config, settings(authorities));
        var options = List.of("--config", config.toString(), "--data", data.toString(), "--port", "0");
        var program = ChildProgram.start(leftovers, folder, "serve", options);
        var url = URI.create(program.awaitLine("iris ready ").split(" ", -1)[2]);
        var token = Files.readString(data.resolve("admin.token")).strip();
        return new LoadServer(program, url, Secret.of(token));
    }

    /** Where the load posts its events. */
    EventPost events() {
        return events;
    }

    /** Brings it a stream of offline events. */
    Upload upload(String id) {
        return new Upload(api, id);
    }

    ChildProgram program() {
        return program;
    }

    /** Makes a destination of the load. */
    void deliverTo(LoadDestination destination, PartnerEndpoints partner, Load load) {
        var reply = api.put(path(destination), document(destination, partner, load));
        if (!reply.ok()) {
            throw new CommandFailedException("the server refused a destination of the load: " + reply.sentence());
        }
    }

    /** Limits what a destination is sent. */
    void slowDown(LoadDestination destination, PartnerEndpoints partner, BatchLoad batch) {
        var delivery = JsonValue.object()
                .put("maxConcurrency", batch.load().concurrency())
                .put("messagesPerSecond", batch.messagesPerSecond())
                .build();
        var limited = JsonValue.object();
        document(destination, partner, batch.load())
                .members()
                .forEach((name, value) -> limited.put(name, name.equals("delivery") ? delivery : value));
        api.put(path(destination), limited.build()).orFail();
    }

    /** Takes offline events; returns when they are durable. */
    void importOffline(CharSequence lines) {
        api.post("/v1/imports", "application/x-ndjson", lines.toString().getBytes(UTF_8))
                .orFail();
    }

    /** Begins a full batch. */
    void beginBatch(LoadDestination destination) {
        api.post(
                        path(destination) + "/batch",
                        JsonValue.object().put("full", true).build())
                .orFail();
    }

    /** How far the last batch is. */
    BatchProgress lastBatch(LoadDestination destination) {
        var batches = api.get(path(destination) + "/batches").orFail().body();
        var last = dev.iris.cli.client.Reading.objects(batches, "batches").getFirst();
        return new BatchProgress(number(last, "received"), number(last, "successful"));
    }

    /**
     * How far a batch is.
     *
     * @param received devices made due
     * @param successful devices acknowledged
     */
    record BatchProgress(long received, long successful) {}

    private static long number(JsonObject batch, String member) {
        return Long.parseLong(dev.iris.cli.client.Reading.text(batch, member));
    }

    long backlog(LoadDestination destination) {
        return number(destination, "backlog").orElse(0);
    }

    /** A number of its status; empty when that tells none. */
    OptionalLong number(LoadDestination destination, String member) {
        var status = api.get(path(destination) + "/status");
        return status.body().find(member).orElse(JsonValue.NULL) instanceof JsonNumber(String text)
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    /** Lets it deliver nothing until it is resumed. */
    void pause(LoadDestination destination) {
        api.post(path(destination) + "/pause").orFail();
    }

    void resume(LoadDestination destination) {
        api.post(path(destination) + "/resume").orFail();
    }

    /** What it counted of these destinations together. */
    ServerFigures figures(List<LoadDestination> destinations) {
        var ids = destinations.stream().map(LoadDestination::id).collect(Collectors.toSet());
        return ServerFigures.parse(metrics(), ids);
    }

    /** The Prometheus text of its metrics. */
    String metrics() {
        return api.text("/metrics");
    }

    void end() throws InterruptedException {
        program.end();
    }

    @Override
    public void close() {
        events.close();
        api.close();
    }

    private static String path(LoadDestination destination) {
        return "/v1/destinations/" + destination.id();
    }

    private static byte[] settings(List<Path> authorities) {
        var trusted = authorities.stream()
                .<JsonValue>map(authority -> JsonValue.text(authority.toString()))
                .toList();
        var egress = JsonValue.object()
                .put("allow", JsonValue.array(List.of(JsonValue.text("127.0.0.0/8"))))
                .put("trustedCertificates", JsonValue.array(trusted));
        var log = JsonValue.object().put("level", "warn");
        var settings = JsonValue.object().put("egress", egress.build()).put("log", log.build());
        return Json.write(settings.build()).getBytes(UTF_8);
    }

    private static JsonObject document(LoadDestination destination, PartnerEndpoints partner, Load load) {
        return JsonValue.object()
                .put("name", "Load")
                .put("clientId", RawMessage.CLIENT)
                .put("userDpid", Audience.DATA_SOURCE)
                .put("endpoint", partner.segments().toString())
                .put("auth", authentication(destination, partner))
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
                        JsonValue.array(List.of(
                                mapping(destination.segments().first(), SegmentPair.SAMPLE.first()),
                                mapping(destination.segments().second(), SegmentPair.SAMPLE.second()))))
                .build();
    }

    private static JsonObject authentication(LoadDestination destination, PartnerEndpoints partner) {
        return JsonValue.object()
                .put("type", "oauth2")
                .put("tokenEndpoint", partner.token().toString())
                .put("basic", destination.credential())
                .build();
    }

    private static JsonObject mapping(String segment, String alias) {
        return JsonValue.object().put("segment", segment).put("value", alias).build();
    }
}
