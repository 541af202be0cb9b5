package dev.iris.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, which can be killed. Confined to the killer. */
public final class ServerProcess {
    private final Process process;
    private final URI url;

    private ServerProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts a server on the data folder and waits until it is ready; its log is appended to a file.
     *
     * @param options more options of the JVM
     */
    public static ServerProcess start(Path config, Path data, Path log, String... options) throws IOException {
        var process = launch(config, data, log, options);
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("iris ready ")) {
                return new ServerProcess(process, URI.create(line.split(" ", -1)[2]));
            }
        }
        process.destroyForcibly();
        throw new IOException("the server did not get ready: " + Files.readString(log));
    }

    /** Starts a server and kills it so long afterwards, ready or not. */
    public static void startAndKill(Path config, Path data, Path log, Duration after, String... options)
            throws IOException, InterruptedException {
        var process = launch(config, data, log, options);
        process.waitFor(after);
        process.destroyForcibly().waitFor();
    }

    /** Where it answers. */
    public URI url() {
        return url;
    }

    /** SIGKILL: nothing of the process runs any more when this returns. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, and on. */
    void askToEnd() {
        process.destroy();
    }

    /** SIGTERM; says the exit code. */
    public int end() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    private static Process launch(Path config, Path data, Path log, String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseCompactObjectHeaders",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "dev.iris.cli.Iris", "serve", "--config", config.toString(), "--data", data.toString(), "--port", "0"));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
