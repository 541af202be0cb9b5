package dev.iris.cli;

import dev.iris.cli.demo.Demonstration;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code iris demo}: the whole story on this machine. */
@Command(
        name = "demo",
        description =
                "Shows the whole story on this machine: a cold start, a revoked token, a partner that is away for 4 s.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int LEAST_SECONDS = 15;
    private static final int MOST_SECONDS = 3_600;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "how long it takes, 15 to 3600 (default: ${DEFAULT-VALUE})")
    private int seconds = 60;

    @Mixin
    private LogOptions log = new LogOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seconds " + seconds + " (expected: " + LEAST_SECONDS + " to " + MOST_SECONDS + ")");
        }
        log.setUp(System.getenv());
        return Demonstration.run(Duration.ofSeconds(seconds), spec.commandLine().getOut()) ? 0 : 1;
    }
}
