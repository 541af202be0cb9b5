package dev.iris.cli;

import static java.util.stream.Collectors.joining;

import dev.iris.cli.client.Reading;
import dev.iris.json.Json;
import dev.iris.json.JsonValue.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code iris dead-letters}: looks at entries that partners do not take, and ends them. */
@Command(
        name = "dead-letters",
        description = "Looks at entries that a partner does not take, replays them and drops them.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class DeadLettersCommand implements Runnable {
    private final Surroundings around;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DeadLettersCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(
            description = "Lists dead letters by device and partner id; --json shows the words of their reasons, too.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin LetterOptions meant,
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "print JSON") boolean json) {
        try (var api = server.connect(around.environment())) {
            var pages = new LetterPages(api, meant);
            if (json) {
                printJson(pages);
            } else {
                printTable(pages);
            }
        }
        return 0;
    }

    @Command(
            description = {
                "Makes the devices of dead letters due again and forgets the letters.",
                "Each device is told as it is by then, so nothing newer is overwritten."
            },
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin LetterOptions meant,
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "print JSON") boolean json) {
        return end("replay", "replayed", meant, server, json);
    }

    @Command(
            description = {
                "Forgets dead letters: all of the destination, unless a time or a device is named.",
                "The segments that a device left stay owed and go with its next message."
            },
            mixinStandardHelpOptions = true)
    int drop(
            @Mixin LetterOptions meant,
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "print JSON") boolean json) {
        return end("drop", "dropped", meant, server, json);
    }

    private int end(String act, String done, LetterOptions meant, ServerOptions server, boolean json) {
        try (var api = server.connect(around.environment())) {
            var answer =
                    api.post(meant.path() + "/" + act, meant.search()).orFail().body();
            var line = "destination " + meant.destination() + ": " + Reading.text(answer, done) + " " + done;
            around.out().println(json ? Json.write(answer) : line);
        }
        return 0;
    }

    /** Each page goes out before the next is asked for; its columns are as wide as that page needs them. */
    private void printTable(LetterPages pages) {
        for (int titles = 0; pages.hasNext(); titles = 1) {
            table(pages.next()).lines().stream().skip(titles).forEach(around.out()::println);
        }
    }

    /** One object, of which nothing goes out before the first page came. */
    private void printJson(LetterPages pages) {
        var before = "{\"deadLetters\":[";
        while (pages.hasNext()) {
            for (var letter : pages.next()) {
                around.out().print(before + Json.write(letter));
                before = ",";
            }
        }
        around.out().println((before.equals(",") ? "" : before) + "]}");
    }

    private static Table table(List<JsonObject> letters) {
        var table = new Table("DEVICE", "PARTNER ID", "SEGMENTS", "REASON", "GIVEN UP");
        for (var letter : letters) {
            table.add(
                    Reading.text(letter, "device"),
                    Reading.text(letter, "partnerUuid"),
                    segments(letter),
                    Reading.text(Reading.object(letter, "reason"), "code"),
                    Reading.text(letter, "diedAt"));
        }
        return table;
    }

    private static String segments(JsonObject letter) {
        return Reading.objects(letter, "segments").stream()
                .map(segment -> Reading.text(segment, "segment") + "=" + Reading.text(segment, "status"))
                .collect(joining(" "));
    }
}
