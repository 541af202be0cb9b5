package dev.iris.cli;

import dev.iris.cli.bench.BatchLoad;
import dev.iris.cli.bench.BatchRun;
import dev.iris.cli.bench.ImportRun;
import dev.iris.cli.bench.IsolationLoad;
import dev.iris.cli.bench.IsolationRun;
import dev.iris.cli.bench.LatencyRun;
import dev.iris.cli.bench.Load;
import dev.iris.cli.bench.Outcome;
import dev.iris.cli.bench.ThroughputRun;
import dev.iris.cli.bench.Trouble;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code iris bench}: loads a server on this machine and says what it does. */
@Command(
        name = "bench",
        description = "Loads a server on this machine, with a reference partner beside it, and prints figures.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchCommand.Throughput.class,
            BenchCommand.Latency.class,
            BenchCommand.Isolation.class,
            BenchCommand.Batch.class,
            BenchCommand.Import.class,
            DrainCommand.class,
            RecoveryCommand.class,
            ManyDestinationsCommand.class
        })
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a benchmark is missing");
    }

    /** What every benchmark takes that sends events for a while. */
    static final class Options {
        @Option(
                names = "--seconds",
                paramLabel = "N",
                description = "how long events are sent, a third of it as a warm-up, 5 to 600"
                        + " (default: ${DEFAULT-VALUE})")
        private int seconds = 30;

        @Mixin
        private BenchOptions common = new BenchOptions();

        Load load(CommandSpec spec) {
            BenchOptions.requireRange(spec, "--seconds", seconds, 5, 600);
            return common.load(spec, Duration.ofSeconds(seconds));
        }

        int print(Outcome outcome, PrintWriter out) {
            return common.print(outcome, out);
        }
    }

    /** {@code iris bench throughput}. */
    @Command(
            name = "throughput",
            description = "Users a second from event to partner, and the raw limits of the same partner.",
            mixinStandardHelpOptions = true)
    static final class Throughput implements Callable<Integer> {
        @Mixin
        private Options options = new Options();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            var line = spec.commandLine();
            return options.print(ThroughputRun.run(options.load(spec), line.getErr()), line.getOut());
        }
    }

    /** {@code iris bench latency}. */
    @Command(
            name = "latency",
            description = "Time from event to partner at a fixed rate of events.",
            mixinStandardHelpOptions = true)
    static final class Latency implements Callable<Integer> {
        @Option(
                names = "--rate",
                paramLabel = "N",
                description = "events a second, 1 to 20000 (default: ${DEFAULT-VALUE})")
        private int rate = 500;

        @Mixin
        private Options options = new Options();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            var line = spec.commandLine();
            BenchOptions.requireRange(spec, "--rate", rate, 1, 20_000);
            return options.print(LatencyRun.run(options.load(spec), rate, line.getErr()), line.getOut());
        }
    }

    /** {@code iris bench isolation}. */
    @Command(
            name = "isolation",
            description = {
                "Time from event to partner at healthy destinations, without bad ones beside them and with them.",
                "Pairs of runs, each with a server of its own; a run with bad destinations sends them their share of"
                        + " events."
            },
            mixinStandardHelpOptions = true)
    static final class Isolation implements Callable<Integer> {
        @Option(names = "--pairs", paramLabel = "N", description = "pairs of runs, 1 to 50 (default: ${DEFAULT-VALUE})")
        private int pairs = 5;

        @Option(
                names = "--destinations",
                paramLabel = "N",
                description = "destinations, bad ones included, 2 to 1000 (default: ${DEFAULT-VALUE})")
        private int destinations = 100;

        @Option(
                names = "--bad",
                paramLabel = "N",
                description = "bad ones of them, 1 to all but one (default: ${DEFAULT-VALUE})")
        private int bad = 20;

        @Option(
                names = "--fault",
                converter = Choice.OfTrouble.class,
                paramLabel = "KIND",
                description = "token-hang: their token endpoint never answers; mixed: a quarter each does not listen,"
                        + " answers after 2.9 s, breaks off its answers, answers 429 (default: ${DEFAULT-VALUE})")
        private Trouble fault = Trouble.MIXED;

        @Option(
                names = "--rate",
                paramLabel = "N",
                description = "events a second for all destinations together, 1 to 20000 (default: ${DEFAULT-VALUE})")
        private int rate = 200;

        @Mixin
        private Options options = new Options();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            var line = spec.commandLine();
            BenchOptions.requireRange(spec, "--pairs", pairs, 1, 50);
            BenchOptions.requireRange(spec, "--destinations", destinations, 2, IsolationRun.MOST_DESTINATIONS);
            BenchOptions.requireRange(spec, "--bad", bad, 1, destinations - 1);
            BenchOptions.requireRange(spec, "--rate", rate, 1, 20_000);
            var isolation = new IsolationLoad(options.load(spec), pairs, destinations, bad, fault, rate);
            return options.print(IsolationRun.run(isolation, line.getErr()), line.getOut());
        }
    }

    /** {@code iris bench batch}. */
    @Command(
            name = "batch",
            description = {
                "Time from live event to partner, without a batch and beside the first batch of a destination.",
                "The devices of the batch are imported first; what of it is not sent in time is left."
            },
            mixinStandardHelpOptions = true)
    static final class Batch implements Callable<Integer> {
        @Option(
                names = "--devices",
                paramLabel = "N",
                description = "devices that the batch tells of, 1000 to 10000000 (default: ${DEFAULT-VALUE})")
        private int devices = 1_000_000;

        @Option(
                names = "--rate",
                paramLabel = "N",
                description = "live events a second, 1 to 20000 (default: ${DEFAULT-VALUE})")
        private int rate = 100;

        @Option(
                names = "--messages-per-second",
                paramLabel = "N",
                description = "messages that the destination is sent at most, 1 to 100000 (default: ${DEFAULT-VALUE})")
        private int messagesPerSecond = 200;

        @Mixin
        private Options options = new Options();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            var line = spec.commandLine();
            BenchOptions.requireRange(spec, "--devices", devices, 1_000, 10_000_000);
            BenchOptions.requireRange(spec, "--rate", rate, 1, 20_000);
            BenchOptions.requireRange(spec, "--messages-per-second", messagesPerSecond, 1, 100_000);
            var batch = new BatchLoad(options.load(spec), devices, rate, messagesPerSecond);
            return options.print(BatchRun.run(batch, line.getErr()), line.getOut());
        }
    }

    /** {@code iris bench import}. */
    @Command(
            name = "import",
            description =
                    "Time from event to partner at a fixed rate of events, without an import and during one, and the"
                            + " import's counts, speed and memory.",
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        @Option(
                names = "--rows",
                paramLabel = "N",
                description = "rows of the import, 1000 to 100000000 (default: ${DEFAULT-VALUE})")
        private int rows = 1_000_000;

        @Option(
                names = "--rate",
                paramLabel = "N",
                description = "events a second beside it, 1 to 20000 (default: ${DEFAULT-VALUE})")
        private int rate = 200;

        @Mixin
        private Options options = new Options();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            var line = spec.commandLine();
            BenchOptions.requireRange(spec, "--rows", rows, 1_000, 100_000_000);
            BenchOptions.requireRange(spec, "--rate", rate, 1, 20_000);
            return options.print(ImportRun.run(options.load(spec), rows, rate, line.getErr()), line.getOut());
        }
    }
}
