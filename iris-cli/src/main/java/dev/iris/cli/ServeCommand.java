package dev.iris.cli;

import dev.iris.cli.client.CommandFailedException;
import dev.iris.server.IrisServer;
import dev.iris.server.settings.Overrides;
import dev.iris.server.settings.ServerSettings;
import dev.iris.server.settings.SettingsReading;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code iris serve}: the server, until it is told to end. */
@Command(name = "serve", description = "Runs the server.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final Path DEFAULT_CONFIG = Path.of("iris.yaml");

    /** More than settings may have, so that they are refused for their size and not for where they were cut. */
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    @Option(names = "--config", paramLabel = "FILE", description = "settings (default: iris.yaml, if it is there)")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "the data folder (default: ./data)")
    private @Nullable Path data;

    @Option(names = "--port", paramLabel = "N", description = "port to listen on (default: 8080)")
    private @Nullable Integer port;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var settings = settings();
        Logging.setUp(
                settings.log().level().name().toLowerCase(Locale.ROOT),
                settings.log().format() == ServerSettings.Log.Format.JSON);
        var out = spec.commandLine().getOut();
        var signals = Signals.listen();
        try (var server = start(settings, out)) {
            out.println("iris ready " + server.url() + " data="
                    + settings.data().toAbsolutePath().normalize());
            out.flush();
            LOG.info("ready {} ms after the start of the program", sinceStart());
            signals.await();
        }
        return 0;
    }

    private static long sinceStart() {
        return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    private IrisServer start(ServerSettings settings, PrintWriter out) {
        var token = settings.data().resolve("admin.token").toAbsolutePath().normalize();
        boolean first = Files.notExists(token);
        var server = IrisServer.start(settings);
        if (first) {
            out.println("iris wrote an access token with scope admin to " + token);
        }
        return server;
    }

    private ServerSettings settings() {
        return switch (ServerSettings.read(yaml(), System.getenv(), new Overrides(port, data))) {
            case SettingsReading.Complete(ServerSettings complete) -> complete;
            case SettingsReading.Faulty(var problems) ->
                throw new CommandFailedException("the settings are refused: " + Sentences.join(problems));
        };
    }

    private Optional<byte[]> yaml() {
        var file = config == null ? DEFAULT_CONFIG : config;
        if (config == null && Files.notExists(file)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(MOST_BYTES));
        } catch (IOException e) {
            throw new CommandFailedException(file + " cannot be read", e);
        }
    }
}
