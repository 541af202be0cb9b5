package dev.iris.cli;

import dev.iris.cli.bench.RecoveryLoad;
import dev.iris.cli.bench.RecoveryRun;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code iris bench recovery}. */
@Command(
        name = "recovery",
        description = {
            "How a destination recovers from an outage in which many events came for fewer devices,",
            "and how a partner is served that answers 429 above a rate."
        },
        mixinStandardHelpOptions = true)
final class RecoveryCommand implements Callable<Integer> {
    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "devices that events speak of, 1000 to 2000000 (default: ${DEFAULT-VALUE})")
    private int devices = 200_000;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "events while the partner is away, equally many of each device, so at most so many,"
                    + " 1000 to 10000000 (default: ${DEFAULT-VALUE})")
    private int events = 1_000_000;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "messages a second above which the other partner answers 429, 10 to 2000"
                    + " (default: ${DEFAULT-VALUE})")
    private int limit = 500;

    @Option(
            names = "--limited-seconds",
            paramLabel = "N",
            description = "how long that one is sent messages, 5 to 600 (default: ${DEFAULT-VALUE})")
    private int limitedSeconds = 60;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var line = spec.commandLine();
        BenchOptions.requireRange(spec, "--devices", devices, 1_000, 2_000_000);
        BenchOptions.requireRange(spec, "--events", events, devices, 10_000_000);
        BenchOptions.requireRange(spec, "--limit", limit, 10, 2_000);
        BenchOptions.requireRange(spec, "--limited-seconds", limitedSeconds, 5, 600);
        var load = options.load(spec, Duration.ZERO);
        var recovery = new RecoveryLoad(load, devices, events, limit, limitedSeconds);
        return options.print(RecoveryRun.run(recovery, line.getErr()), line.getOut());
    }
}
