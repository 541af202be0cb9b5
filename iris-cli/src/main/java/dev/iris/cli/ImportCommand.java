package dev.iris.cli;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.cli.imports.EventFile;
import dev.iris.cli.imports.FileImport;
import dev.iris.cli.imports.Gauge;
import dev.iris.cli.imports.ImportState;
import dev.iris.cli.imports.SentBytes;
import dev.iris.cli.imports.Upload;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import java.io.Console;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code iris import}: offline events from files to a server; ends when every row is durable. */
@Command(
        name = "import",
        description = {
            "Brings files of offline or onboarded data to a server: NDJSON or CSV (columns"
                    + " device,time,qualified,disqualified,dpid,uuid), gzip too. Ends when every row is durable.",
            "A command that was stopped or killed goes on where it ended when it is typed again."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private final Surroundings around;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "files to read; - for standard input")
    private List<String> files = List.of();

    @Option(
            names = "--max-errors",
            paramLabel = "N",
            description = "rows that may be bad in all files together; the next one stops the import (default: 0)")
    private long maxErrors;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "under which the server knows the import, for one file (default: the file's SHA-256)")
    private @Nullable String id;

    @Option(names = "--json", description = "print the counts as JSON")
    private boolean json;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ImportCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        refuseSenseless();
        var all = files.stream().map(EventFile::new).toList();
        all.forEach(EventFile::requireReadable);
        var done = new ArrayList<FileImport>();
        try (var api = server.connect(around.environment())) {
            var signals = Signals.listen();
            for (var file : all) {
                done.add(bring(api, file, rejected(done), signals));
                if (!done.getLast().state().isDone()) {
                    break;
                }
            }
            report(done);
            requireDone(done.getLast(), signals);
        }
        return 0;
    }

    private FileImport bring(ApiClient api, EventFile file, long rejectedBefore, Signals signals)
            throws IOException, InterruptedException {
        var upload = new Upload(api, id(file));
        var known = upload.find();
        long before = known.map(ImportState::rows).orElse(0L);
        if (known.isPresent() && known.get().isDone() && id == null) {
            return new FileImport(file, before, known.get());
        }
        try (var opened = file.open(around.in())) {
            var sent = new SentBytes(opened.in(), signals::wasAsked);
            try (var _ = Gauge.start(
                    around.err(), isTerminal(), file.shown(), file.findSize().orElse(null), sent, upload::find)) {
                return new FileImport(file, before, upload.send(opened, Math.max(0, maxErrors - rejectedBefore), sent));
            }
        }
    }

    private String id(EventFile file) throws IOException {
        var chosen = id;
        return chosen != null
                ? chosen
                : file.findFingerprint().orElseGet(() -> UUID.randomUUID().toString());
    }

    private void refuseSenseless() {
        if (maxErrors < 0) {
            throw new ParameterException(spec.commandLine(), "--max-errors " + maxErrors + " (expected: 0 or more)");
        }
        if (id != null && files.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--id names one import (expected: one FILE with it)");
        }
        if (id != null && !id.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new ParameterException(
                    spec.commandLine(), "--id is malformed (expected: 1 to 64 of A-Z a-z 0-9 . _ -)");
        }
        if (files.stream().filter("-"::equals).count() > 1) {
            throw new ParameterException(spec.commandLine(), "- stands twice (expected: once)");
        }
    }

    private void report(List<FileImport> done) {
        done.forEach(each -> around.err().print(each.badRows()));
        around.err().flush();
        if (json) {
            around.out().println(Json.write(document(done)));
            return;
        }
        done.forEach(each -> around.out().println(each.line()));
        if (done.size() > 1) {
            around.out()
                    .println("together: " + rows(done) + " rows, " + accepted(done) + " accepted, " + rejected(done)
                            + " rejected");
        }
    }

    private static JsonValue document(List<FileImport> done) {
        return JsonValue.object()
                .put("rows", rows(done))
                .put("accepted", accepted(done))
                .put("rejected", rejected(done))
                .put(
                        "files",
                        JsonValue.array(done.stream().map(FileImport::document).toList()))
                .build();
    }

    private static void requireDone(FileImport last, Signals signals) {
        var state = last.state();
        if (state.isDone()) {
            return;
        }
        var file = last.file().shown();
        if (signals.wasAsked()) {
            throw new CommandFailedException(
                    file + ": ended as asked; its rows until then stay, and the same command goes on there");
        }
        throw new CommandFailedException(file + ": " + state.reason() + "; "
                + (state.isStopped()
                        ? "the good rows before it stay. Correct the file, or allow more with --max-errors"
                        : "what was read before stays"));
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private static long rows(List<FileImport> done) {
        return done.stream().mapToLong(each -> each.state().rows()).sum();
    }

    private static long accepted(List<FileImport> done) {
        return done.stream().mapToLong(each -> each.state().accepted()).sum();
    }

    private static long rejected(List<FileImport> done) {
        return done.stream().mapToLong(each -> each.state().rejected()).sum();
    }
}
