package dev.iris.cli;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.Printable;
import dev.iris.cli.client.Reading;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Yaml;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code iris destinations}: looks at destinations and operates them. */
@Command(
        name = "destinations",
        description = "Looks at destinations and operates them.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class DestinationsCommand implements Runnable {
    private static final String PATH = "/v1/destinations";

    private final Surroundings around;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DestinationsCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(description = "Lists all destinations and how they stand.", mixinStandardHelpOptions = true)
    int list(@Mixin ServerOptions server, @Option(names = "--json", description = "print JSON") boolean json) {
        try (var api = server.connect(around.environment())) {
            var standings = standings(api);
            if (json) {
                print(JsonValue.object()
                        .put("destinations", JsonValue.array(standings))
                        .build());
            } else {
                table(standings).lines().forEach(around.out()::println);
            }
        }
        return 0;
    }

    @Command(description = "Shows a destination's document and status.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "ID", description = "the destination") long id,
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "print JSON") boolean json) {
        try (var api = server.connect(around.environment())) {
            var shown = JsonValue.object()
                    .put("destination", api.get(path(id)).orFail().body())
                    .put("status", api.get(path(id) + "/status").orFail().body())
                    .build();
            if (json) {
                print(shown);
            } else {
                around.out().print(Yaml.write(shown));
            }
        }
        return 0;
    }

    @Command(description = "Stops deliveries to a destination; its data is kept.", mixinStandardHelpOptions = true)
    int pause(
            @Parameters(paramLabel = "ID", description = "the destination") long id,
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "print the status as JSON") boolean json) {
        return operate(id, "/pause", server, json);
    }

    @Command(
            description = "Ends a destination's pause, and tries one that is parked or backing off again at once.",
            mixinStandardHelpOptions = true)
    int resume(
            @Parameters(paramLabel = "ID", description = "the destination") long id,
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "print the status as JSON") boolean json) {
        return operate(id, "/resume", server, json);
    }

    @Command(
            description = "Sends one sample user, even while paused, and shows request and answer without secrets.",
            mixinStandardHelpOptions = true)
    int test(
            @Parameters(paramLabel = "ID", description = "the destination") long id,
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "print JSON") boolean json) {
        try (var api = server.connect(around.environment())) {
            var sample = api.post(path(id) + "/test").orFail().body();
            if (json) {
                print(sample);
            } else {
                SampleReport.lines(sample).forEach(around.out()::println);
            }
            if (Reading.flag(sample, "delivered")) {
                return 0;
            }
            around.err().println("iris: not delivered: " + reason(Reading.object(sample, "reason")));
            return 1;
        }
    }

    @Command(
            description = "Begins a batch of what changed since the last one, or of all that is mapped.",
            mixinStandardHelpOptions = true)
    int batch(
            @Parameters(paramLabel = "ID", description = "the destination") long id,
            @Option(names = "--full", description = "all that is mapped, of every device; also while batches are off")
                    boolean full,
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "print the batch as JSON") boolean json) {
        try (var api = server.connect(around.environment())) {
            var wanted = JsonValue.object().put("full", full).build();
            var batch = api.post(path(id) + "/batch", wanted).orFail().body();
            if (json) {
                print(batch);
            } else {
                around.out()
                        .println((Reading.flag(batch, "full") ? "full batch " : "batch ")
                                + Reading.text(batch, "number") + " of destination " + id + " has begun");
            }
        }
        return 0;
    }

    @Command(description = "Lists a destination's batches, the newest first.", mixinStandardHelpOptions = true)
    int batches(
            @Parameters(paramLabel = "ID", description = "the destination") long id,
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "print JSON") boolean json) {
        try (var api = server.connect(around.environment())) {
            var found = api.get(path(id) + "/batches").orFail().body();
            if (json) {
                print(found);
            } else {
                batchTable(Reading.objects(found, "batches")).lines().forEach(around.out()::println);
            }
        }
        return 0;
    }

    private int operate(long id, String act, ServerOptions server, boolean json) {
        try (var api = server.connect(around.environment())) {
            var status = api.post(path(id) + act).orFail().body();
            if (json) {
                print(status);
            } else {
                around.out().println("destination " + id + " is " + Reading.text(status, "state"));
            }
        }
        return 0;
    }

    /** Each destination's id, name and status; one that is deleted meanwhile is left out. */
    private static List<JsonObject> standings(ApiClient api) {
        var found = new ArrayList<JsonObject>();
        for (var document : Reading.objects(api.get(PATH).orFail().body(), "destinations")) {
            var id = Reading.text(document, "id");
            var status = api.get(PATH + "/" + id + "/status");
            if (status.status() != 404) {
                found.add(JsonValue.object()
                        .put("id", document.find("id").orElse(JsonValue.NULL))
                        .put("name", Reading.text(document, "name"))
                        .put("status", status.orFail().body())
                        .build());
            }
        }
        return found;
    }

    private static Table table(List<JsonObject> standings) {
        var table = new Table("ID", "NAME", "STATE", "BACKLOG", "CIRCUIT", "TOKEN", "REASON");
        for (var standing : standings) {
            var status = Reading.object(standing, "status");
            table.add(
                    Reading.text(standing, "id"),
                    Reading.text(standing, "name"),
                    Reading.text(status, "state"),
                    Reading.text(status, "backlog"),
                    Reading.text(status, "circuit"),
                    Reading.text(Reading.object(status, "token"), "state"),
                    Reading.text(Reading.object(status, "reason"), "code"));
        }
        return table;
    }

    private static Table batchTable(List<JsonObject> batches) {
        var table = new Table("BATCH", "FULL", "STATE", "RECEIVED", "SUCCESSFUL", "FAILED", "STARTED", "ENDED");
        for (var batch : batches) {
            table.add(
                    Reading.text(batch, "number"),
                    Reading.flag(batch, "full") ? "yes" : "no",
                    Reading.text(batch, "state"),
                    Reading.text(batch, "received"),
                    Reading.text(batch, "successful"),
                    Reading.text(batch, "failed"),
                    Reading.text(batch, "startedAt"),
                    Reading.text(batch, "endedAt"));
        }
        return table;
    }

    private static String reason(JsonObject reason) {
        return Printable.of(Reading.text(reason, "text") + " " + Reading.text(reason, "action"));
    }

    private static String path(long id) {
        return PATH + "/" + id;
    }

    private void print(JsonObject document) {
        around.out().println(Json.write(document));
    }
}
