package dev.iris.cli;

import dev.iris.cli.bench.BacklogLoad;
import dev.iris.cli.bench.DrainRun;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code iris bench drain}. */
@Command(
        name = "drain",
        description = "Users a second from a backlog that gathered while the destination was paused.",
        mixinStandardHelpOptions = true)
final class DrainCommand implements Callable<Integer> {
    private static final Duration RAW = Duration.ofSeconds(20);

    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "devices that gather in each round, 1000 to 2000000 (default: ${DEFAULT-VALUE})")
    private int devices = 200_000;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "rounds that count, after one that warms up, 1 to 50 (default: ${DEFAULT-VALUE})")
    private int rounds = 5;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var line = spec.commandLine();
        BenchOptions.requireRange(spec, "--devices", devices, 1_000, 2_000_000);
        BenchOptions.requireRange(spec, "--rounds", rounds, 1, 50);
        var backlog = new BacklogLoad(options.load(spec, RAW), devices, rounds);
        return options.print(DrainRun.run(backlog, line.getErr()), line.getOut());
    }
}
