package dev.iris.cli;

import dev.iris.cli.apply.ApplyFile;
import dev.iris.cli.apply.Execution;
import dev.iris.cli.apply.Plan;
import dev.iris.cli.apply.Planner;
import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.json.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code iris apply}: the destinations as a file says. */
@Command(
        name = "apply",
        description = {
            "Makes the destinations as a file says, and shows what that changes; others stay as they are.",
            "$${env:NAME} and $${file:PATH} in the file's texts are resolved here, before anything is sent."
        },
        mixinStandardHelpOptions = true)
final class ApplyCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    private final Surroundings around;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "destinations in YAML or JSON; - for standard input")
    private String file = "-";

    @Option(names = "--dry-run", description = "only show what would change")
    private boolean dryRun;

    @Option(names = "--prune", description = "unmap and delete every destination that the file does not name")
    private boolean prune;

    @Option(names = "--json", description = "print what changes as JSON")
    private boolean json;

    @Mixin
    private ServerOptions server = new ServerOptions();

    ApplyCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return switch (ApplyFile.read(content(), folder(), around.environment())) {
            case ApplyFile.Read.Faulty(List<Problem> problems) -> refuse(problems);
            case ApplyFile.Read.Complete(ApplyFile wanted) -> {
                try (var api = server.connect(around.environment())) {
                    yield apply(api, wanted);
                }
            }
        };
    }

    private int apply(ApiClient api, ApplyFile wanted) {
        return switch (Planner.plan(api, wanted, prune)) {
            case Planner.Outcome.Refused(List<Problem> problems) -> refuse(problems);
            case Planner.Outcome.Ready(Plan plan) -> {
                var report = new ApplyReport(around.out(), around.err(), json);
                report.show(plan);
                if (dryRun) {
                    report.rehearsed(plan);
                    yield 0;
                }
                var execution = Execution.of(plan, api, wanted.redaction());
                report.done(plan, execution);
                yield execution.failure() == null ? 0 : FAILED;
            }
        };
    }

    private int refuse(List<Problem> problems) {
        new ApplyReport(around.out(), around.err(), json).refused(file, problems);
        return FAILED;
    }

    private byte[] content() {
        try (var in = file.equals("-") ? InputStream.nullInputStream() : Files.newInputStream(Path.of(file))) {
            var bytes = (file.equals("-") ? around.in() : in).readNBytes(ApplyFile.MOST_BYTES + 1);
            if (bytes.length > ApplyFile.MOST_BYTES) {
                throw new CommandFailedException(file + " is too large (expected: at most " + ApplyFile.MOST_BYTES
                        + " bytes); split it into several");
            }
            return bytes;
        } catch (IOException e) {
            throw new CommandFailedException(file + " cannot be read", e);
        }
    }

    private Path folder() {
        var parent = file.equals("-") ? null : Path.of(file).getParent();
        return parent == null ? Path.of("") : parent;
    }
}
