package dev.iris.crash;

import dev.iris.chaos.ServerProcess;
import dev.iris.cli.client.ApiClient;
import dev.iris.model.Secret;
import dev.iris.partner.ReferencePartner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One data folder and the server on it, which comes and goes. Thread-safe; started and killed by one thread. */
final class ServerSeat {
    /** The first compiler alone: a server that lives for two seconds never needs the second. */
    private static final String[] SHORT_LIFE = {"-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};

    private final Path config;
    private final Path data;
    private final Path log;
    private @Nullable ServerProcess server;
    private @Nullable ApiClient api;

    ServerSeat(Path folder, ReferencePartner partner) throws IOException {
        this.data = folder.resolve("data");
        this.log = folder.resolve("server.log");
        var authority = folder.resolve("ca.pem");
        partner.writeCertificateAuthority(authority);
        this.config = Files.writeString(
                folder.resolve("iris.yaml"),
                "egress: { allow: [127.0.0.0/8], trustedCertificates: ['" + authority + "'] }\nlog: { level: warn }\n");
    }

    /** Returns when the server is ready. */
    void start() throws IOException {
        var started = ServerProcess.start(config, data, log, SHORT_LIFE);
        var token = Secret.of(Files.readString(data.resolve("admin.token")).strip());
        synchronized (this) {
            server = started;
            api = new ApiClient(started.url(), token);
            notifyAll();
        }
    }

    /** Starts a server and kills it before or just after it is ready. */
    void startAndKill(Duration after) throws IOException, InterruptedException {
        ServerProcess.startAndKill(config, data, log, after, SHORT_LIFE);
    }

    /** SIGKILL, if there is a server: nothing of it runs any more when this returns. */
    void kill() throws InterruptedException {
        ServerProcess killed;
        ApiClient cut;
        synchronized (this) {
            killed = server;
            cut = api;
            server = null;
            api = null;
        }
        if (killed != null && cut != null) {
            killed.kill();
            cut.close();
        }
    }

    /** SIGTERM; says the exit code. */
    int end() throws InterruptedException {
        ServerProcess ending;
        synchronized (this) {
            ending = server;
            server = null;
            api = null;
        }
        if (ending == null) {
            throw new IllegalStateException("no server runs");
        }
        return ending.end();
    }

    /** The way to the server, as soon as there is one. */
    synchronized ApiClient awaitUp() throws InterruptedException {
        while (api == null) {
            wait();
        }
        return api;
    }
}
