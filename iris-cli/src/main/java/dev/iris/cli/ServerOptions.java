package dev.iris.cli;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command speaks to, and with which access token. */
final class ServerOptions {
    private static final Path LOCAL_TOKEN = Path.of("data", "admin.token");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the server's address (default: ${DEFAULT-VALUE})",
            defaultValue = "http://127.0.0.1:8080")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "file with the access token (default: IRIS_TOKEN, then data/admin.token)")
    private @Nullable Path tokenFile;

    ApiClient connect(Map<String, String> environment) {
        return new ApiClient(url, Secret.of(token(environment)));
    }

    private String token(Map<String, String> environment) {
        var file = tokenFile;
        if (file != null) {
            return read(file);
        }
        return Optional.ofNullable(environment.get("IRIS_TOKEN")).orElseGet(() -> read(LOCAL_TOKEN));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandFailedException(
                    "no access token: " + file + " cannot be read; set IRIS_TOKEN or name a file with --token-file", e);
        }
    }
}
