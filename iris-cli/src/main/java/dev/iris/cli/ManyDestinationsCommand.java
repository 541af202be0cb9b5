package dev.iris.cli;

import dev.iris.cli.bench.DestinationsLoad;
import dev.iris.cli.bench.DestinationsRun;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code iris bench destinations}. */
@Command(
        name = "destinations",
        description =
                "What idle destinations cost: a server with active ones alone, and one with many more beside them.",
        mixinStandardHelpOptions = true)
final class ManyDestinationsCommand implements Callable<Integer> {
    @Option(
            names = "--destinations",
            paramLabel = "N",
            description = "destinations of the larger server, 2 to 10000 (default: ${DEFAULT-VALUE})")
    private int destinations = 10_000;

    @Option(
            names = "--active",
            paramLabel = "N",
            description = "those of them that events concern, and all of the smaller server, 1 to 1000 and no more than"
                    + " all (default: ${DEFAULT-VALUE})")
    private int active = 100;

    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "devices of each active one, 10 to 100000 (default: ${DEFAULT-VALUE})")
    private int devices = 1_000;

    @Option(names = "--pairs", paramLabel = "N", description = "pairs of runs, 1 to 50 (default: ${DEFAULT-VALUE})")
    private int pairs = 3;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var line = spec.commandLine();
        BenchOptions.requireRange(spec, "--destinations", destinations, 2, 10_000);
        BenchOptions.requireRange(spec, "--active", active, 1, Math.min(1_000, destinations));
        BenchOptions.requireRange(spec, "--devices", devices, 10, 100_000);
        BenchOptions.requireRange(spec, "--pairs", pairs, 1, 50);
        var load = options.load(spec, Duration.ZERO);
        var many = new DestinationsLoad(load, destinations, active, devices, pairs);
        return options.print(DestinationsRun.run(many, line.getErr()), line.getOut());
    }
}
