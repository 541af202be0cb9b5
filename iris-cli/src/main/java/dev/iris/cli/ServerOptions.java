package dev.iris.cli;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.http.Certificates;
import dev.iris.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM file of further authorities to trust, for a server behind HTTPS")
    private @Nullable Path caFile;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    ApiClient connect(Map<String, String> environment) {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new ParameterException(
                    command.commandLine(), "--url " + url + " (expected: such as http://127.0.0.1:8080)");
        }
        return new ApiClient(url, Secret.of(wellFormed(token(environment))), authorities());
    }

    private List<X509Certificate> authorities() {
        var file = caFile;
        if (file == null) {
            return List.of();
        }
        try {
            return Certificates.parse(Files.readString(file));
        } catch (IOException e) {
            throw new CommandFailedException("--ca-file: " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("--ca-file: " + file + " " + e.getMessage(), e);
        }
    }

    /** What goes into a header is checked before: the client would quote it in its complaint. */
    private static String wellFormed(String token) {
        if (!token.matches("[!-~]+")) {
            throw new CommandFailedException(
                    "the access token is malformed: it is empty or holds spaces; compare IRIS_TOKEN or the token's"
                            + " file");
        }
        return token;
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
