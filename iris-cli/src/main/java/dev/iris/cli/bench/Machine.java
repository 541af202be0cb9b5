package dev.iris.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Where and of what state of the sources a run was made. */
final class Machine {
    private static final int MOST_SECONDS = 5;

    private Machine() {}

    static Report describe() {
        return new Report()
                .count("cores", "cores", Runtime.getRuntime().availableProcessors())
                .text("jdk", "JDK", System.getProperty("java.vm.version"))
                .text("os", "system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    /** The commit that the program was built in, when git knows one; with {@code -dirty} when something was changed since. */
    static Optional<String> commit() throws InterruptedException {
        try {
            var home = Path.of(Machine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*")
                    .directory(home.resolveSibling(".").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var said = new String(git.getInputStream().readAllBytes(), UTF_8);
            return git.waitFor(MOST_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0
                    ? Optional.of(said.strip())
                    : Optional.empty();
        } catch (IOException | URISyntaxException e) {
            return Optional.empty();
        }
    }
}
