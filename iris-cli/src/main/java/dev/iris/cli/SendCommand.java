package dev.iris.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonNumber;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code iris send}: events from NDJSON to a server, in requests of bounded size; stops at the first that is refused. */
@Command(
        name = "send",
        description = "Sends events to a server, one JSON object a line.",
        mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
    private static final int LINES_PER_REQUEST = 1_000;
    private static final int CHARS_PER_REQUEST = 2 << 20;
    private static final int MAX_WAITS = 60;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    @Option(names = "-f", paramLabel = "FILE", required = true, description = "file to read; - for standard input")
    private String file = "-";

    @Option(names = "--json", description = "print the counts as JSON")
    private boolean json;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        long sent = 0;
        try (var lines = open();
                var api = server.connect(System.getenv())) {
            long firstLine = 1;
            for (var block = Block.read(lines); block != null; block = Block.read(lines)) {
                sent += post(api, block, firstLine, sent);
                firstLine += block.lines();
            }
        } catch (CharacterCodingException e) {
            throw new CommandFailedException(
                    file + " is not UTF-8; " + sent + " events before the fault were accepted", e);
        }
        spec.commandLine().getOut().println(json ? "{\"accepted\":" + sent + "}" : sent + " events accepted");
        return 0;
    }

    /** Lines for one request. */
    private record Block(String text, int lines) {
        static @Nullable Block read(BufferedReader from) throws IOException {
            var text = new StringBuilder();
            int lines = 0;
            while (lines < LINES_PER_REQUEST && text.length() < CHARS_PER_REQUEST) {
                var line = from.readLine();
                if (line == null) {
                    break;
                }
                text.append(line).append('\n');
                lines++;
            }
            return lines == 0 ? null : new Block(text.toString(), lines);
        }
    }

    private BufferedReader open() throws IOException {
        InputStream in;
        try {
            in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
        } catch (IOException e) {
            throw new CommandFailedException(file + " cannot be read", e);
        }
        var decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new BufferedReader(new InputStreamReader(in, decoder));
    }

    private long post(ApiClient api, Block block, long firstLine, long sentBefore) throws InterruptedException {
        if (block.text().isBlank()) {
            return 0;
        }
        var reply = api.post("/v1/events", "application/x-ndjson", block.text().getBytes(UTF_8));
        for (int waits = 0; (reply.status() == 429 || reply.status() == 503) && waits < MAX_WAITS; waits++) {
            Thread.sleep(SHORTEST_WAIT);
            reply = api.post("/v1/events", "application/x-ndjson", block.text().getBytes(UTF_8));
        }
        if (!reply.ok()) {
            printProblems(reply.body(), firstLine);
            throw new CommandFailedException(reply.sentence() + " (" + sentBefore + " events before line " + firstLine
                    + " were accepted, none from there on)");
        }
        return reply.body().find("accepted").orElse(JsonValue.NULL) instanceof JsonNumber(String text)
                ? Long.parseLong(text)
                : 0;
    }

    /** The server counts lines from the start of a request. */
    private void printProblems(JsonObject problem, long firstLine) {
        if (problem.find("problems").orElse(JsonValue.NULL) instanceof JsonArray(var problems)) {
            for (var each : problems) {
                if (each instanceof JsonObject one) {
                    spec.commandLine().getErr().println(describe(one, firstLine));
                }
            }
        }
    }

    private static String describe(JsonObject problem, long firstLine) {
        var line = problem.find("line").orElse(JsonValue.NULL) instanceof JsonNumber(String text)
                ? "line " + (firstLine + Long.parseLong(text) - 1) + ": "
                : "";
        var field = text(problem, "field");
        return line + (field.isEmpty() ? "" : field + ": ") + text(problem, "reason");
    }

    private static String text(JsonObject object, String member) {
        return object.find(member).orElse(JsonValue.NULL) instanceof JsonString(String text)
                ? text
                : Json.write(object);
    }
}
