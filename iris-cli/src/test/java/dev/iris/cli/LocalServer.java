package dev.iris.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.cli.client.ApiClient;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.Secret;
import dev.iris.server.IrisServer;
import dev.iris.server.settings.Overrides;
import dev.iris.server.settings.ServerSettings;
import dev.iris.server.settings.SettingsReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A whole server in this JVM, and commands that speak to it. Confined to one test. */
public final class LocalServer implements AutoCloseable {
    private final IrisServer server;
    private final Path tokenFile;
    private final ApiClient api;
    private final Map<String, String> environment = new HashMap<>();

    private LocalServer(IrisServer server, Path tokenFile, ApiClient api) {
        this.server = server;
        this.tokenFile = tokenFile;
        this.api = api;
    }

    /** What one command said, and its exit code. */
    public record Said(int code, String out, String err) {
        List<String> lines() {
            return Arrays.asList(out.split("\n", -1)).subList(0, out.isEmpty() ? 0 : out.split("\n", -1).length - 1);
        }
    }

    /** Starts a server that may speak to this machine. */
    public static LocalServer start(Path folder, String... moreYaml) throws IOException {
        var data = folder.resolve("data");
        var yaml = String.join("\n", moreYaml);
        var reading = ServerSettings.read(
                yaml.isEmpty() ? Optional.empty() : Optional.of(yaml.getBytes(UTF_8)),
                Map.of(),
                new Overrides(0, data));
        var settings = switch (reading) {
            case SettingsReading.Complete(ServerSettings complete) -> complete;
            case SettingsReading.Faulty(var problems) -> throw new IllegalArgumentException(problems.toString());
        };
        var server = IrisServer.start(settings);
        var tokenFile = data.resolve("admin.token");
        var token = Secret.of(Files.readString(tokenFile).strip());
        return new LocalServer(server, tokenFile, new ApiClient(URI.create(server.url()), token));
    }

    public ApiClient api() {
        return api;
    }

    /** A variable of the commands' environment. */
    void set(String name, String value) {
        environment.put(name, value);
    }

    /** Runs a command on a subject that speaks to this server as its admin. */
    Said run(String... arguments) {
        return runAs(tokenFile, "", arguments);
    }

    /** The same with standard input. */
    Said runWith(String input, String... arguments) {
        return runAs(tokenFile, input, arguments);
    }

    /** The same with another access token. */
    Said runAs(Path token, String input, String... arguments) {
        var server = Stream.of("--url", this.server.url(), "--token-file", token.toString());
        return runBare(
                environment,
                input,
                Stream.concat(Arrays.stream(arguments), server).toArray(String[]::new));
    }

    /** Runs a command that is told nothing of this server. */
    static Said runBare(Map<String, String> environment, String input, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var around = new Surroundings(
                environment,
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
        int code = Iris.run(around, arguments);
        return new Said(code, out.toString(), err.toString());
    }

    String url() {
        return server.url();
    }

    /** The document of a destination as it is. */
    public JsonObject document(long id) {
        return api.get("/v1/destinations/" + id).orFail().body();
    }

    public static JsonValue json(String text) {
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
