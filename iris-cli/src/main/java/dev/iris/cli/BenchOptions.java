package dev.iris.cli;

import dev.iris.cli.bench.Load;
import dev.iris.cli.bench.Outcome;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.json.Json;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What every benchmark takes. */
final class BenchOptions {
    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "gives the ids of the devices (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--users-per-message",
            paramLabel = "N",
            description = "users a message may hold, 1 to 100 (default: ${DEFAULT-VALUE})")
    private int usersPerMessage = 10;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "messages in flight, and connections of the raw runs, 1 to 256 (default: ${DEFAULT-VALUE})")
    private int concurrency = 32;

    @Mixin
    private LogOptions log = new LogOptions();

    Load load(CommandSpec spec, Duration length) {
        log.setUp(System.getenv());
        requireRange(spec, "--users-per-message", usersPerMessage, 1, 100);
        requireRange(spec, "--concurrency", concurrency, 1, 256);
        return new Load(seed, length, usersPerMessage, concurrency);
    }

    int print(Outcome outcome, PrintWriter out) {
        out.println(json ? Json.write(outcome.json()) : outcome.table());
        out.flush();
        outcome.fault().ifPresent(fault -> {
            throw new CommandFailedException(fault);
        });
        return 0;
    }

    static void requireRange(CommandSpec spec, String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
