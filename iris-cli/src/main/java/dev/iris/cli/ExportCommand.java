package dev.iris.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.cli.apply.ExportFile;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.cli.client.Reading;
import dev.iris.json.Json;
import dev.iris.json.Yaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code iris export}: the destinations as a file that {@code iris apply} takes. */
@Command(
        name = "export",
        description = "Writes the destinations as the file that 'iris apply' takes, without secrets.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private final Surroundings around;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "file to write, whole or not at all (default: standard output)")
    private @Nullable Path output;

    @Option(names = "--json", description = "write JSON instead of YAML")
    private boolean json;

    @Mixin
    private ServerOptions server = new ServerOptions();

    ExportCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        try (var api = server.connect(around.environment())) {
            var answer = api.get("/v1/destinations?defaults=false").orFail();
            var file = ExportFile.of(Reading.objects(answer.body(), "destinations"));
            write(json ? Json.write(file) + "\n" : Yaml.write(file));
        }
        return 0;
    }

    private void write(String text) {
        var file = output;
        if (file == null) {
            around.out().print(text);
            around.out().flush();
            return;
        }
        try {
            WholeFile.write(file, text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new CommandFailedException(file + " cannot be written; it is as it was", e);
        }
    }
}
