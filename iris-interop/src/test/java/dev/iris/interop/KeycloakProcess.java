package dev.iris.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keycloak in a process of its own on a free port of 127.0.0.1, with its database in memory. Thread-safe. */
final class KeycloakProcess implements AutoCloseable {
    /** The first start builds the server before it runs it. */
    private static final Duration LONGEST_START = Duration.ofMinutes(4);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
    private static final Pattern LISTENING = Pattern.compile("Listening on: https://127\\.0\\.0\\.1:([0-9]+)");

    private final Process process;
    private final int port;

    private KeycloakProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts Keycloak; returns when it answers.
     *
     * @param home where it was unpacked
     * @param folder for its certificate, its key and its log
     * @param admin name and secret of a service account that may do everything
     */
    static KeycloakProcess start(Path home, Path folder, Registration.BySecret admin) throws IOException {
        require(Files.exists(home), home + " is missing: mvn -B verify -pl iris-interop -am -Dkeycloak fetches it");
        Files.createDirectories(folder);
        Files.writeString(home.resolve("conf/quarkus.properties"), "quarkus.http.enable-compression=true\n", UTF_8);
        var log = folder.resolve("keycloak.log");
        var builder = new ProcessBuilder(command(home, folder)).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx320m",
                        "KC_BOOTSTRAP_ADMIN_CLIENT_ID", admin.id(),
                        "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET", admin.secret()));
        var process = builder.redirectOutput(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        await().atMost(LONGEST_START).until(() -> findPort(log).isPresent() || !process.isAlive());
        require(process.isAlive(), "Keycloak ended, " + log + " says why");
        return new KeycloakProcess(process, findPort(log).orElseThrow());
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        end(process);
    }

    private static List<String> command(Path home, Path folder) throws IOException {
        var certificate = LocalEdge.certificate();
        return List.of(
                home.resolve("bin/kc.sh").toString(),
                "start",
                "--db=dev-mem",
                "--cache=local",
                "--http-host=127.0.0.1",
                "--https-port=0",
                "--hostname-strict=false",
                "--https-client-auth=request",
                "--https-certificate-file=" + file(folder, "certificate.pem", certificate.chainPem()),
                "--https-certificate-key-file=" + file(folder, "key.pem", certificate.keyPem()),
                "--https-trust-store-file=" + file(folder, "trusted.pem", LocalEdge.AUTHORITY.certificatePem()));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static Path file(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, UTF_8).toAbsolutePath();
    }

    private static OptionalInt findPort(Path log) throws IOException {
        var found = LISTENING.matcher(Files.readString(log, UTF_8));
        return found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
    }

    /** The script passes the signal on to the server and waits for it; whatever is left then is killed. */
    private static void end(Process process) {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        try {
            process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
