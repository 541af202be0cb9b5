package dev.iris.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.cli.client.Reading;
import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import java.net.URLEncoder;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code iris tokens}: access tokens of the API. */
@Command(
        name = "tokens",
        description = "Makes, lists and revokes access tokens. Needs a token with scope admin.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class TokensCommand implements Runnable {
    private static final String PATH = "/v1/tokens";

    private final Surroundings around;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What a token may do. */
    enum Scope {
        ADMIN,
        OPERATE,
        READ,
        INGEST;

        /** As people write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    TokensCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(
            description = {
                "Makes an access token and prints it, alone, on standard output; it is shown this once.",
                "IRIS_TOKEN=$(iris tokens create --scope read --name dashboard)"
            },
            mixinStandardHelpOptions = true)
    int create(
            @Option(
                            names = "--scope",
                            required = true,
                            converter = Choice.OfScope.class,
                            paramLabel = "SCOPE",
                            description = "admin (everything), operate (operate and read), read, or ingest (events)")
                    Scope scope,
            @Option(
                            names = "--name",
                            required = true,
                            paramLabel = "NAME",
                            description = "by which it is listed, revoked and named in the audit log")
                    String name,
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "print name, scope and token as JSON") boolean json) {
        var wish = JsonValue.object()
                .put("name", name)
                .put("scope", scope.toString())
                .build();
        try (var api = server.connect(around.environment())) {
            var made = api.post(PATH, wish).orFail().body();
            around.out().println(json ? Json.write(made) : Reading.text(made, "token"));
            around.err()
                    .println("iris: access token " + name + " with scope " + Reading.text(made, "scope")
                            + "; it is shown this once, so keep it where only its bearer reads");
        }
        return 0;
    }

    @Command(
            description = "Lists the access tokens by name; their texts are shown nowhere.",
            mixinStandardHelpOptions = true)
    int list(@Mixin ServerOptions server, @Option(names = "--json", description = "print JSON") boolean json) {
        try (var api = server.connect(around.environment())) {
            var answer = api.get(PATH).orFail().body();
            if (json) {
                around.out().println(Json.write(answer));
            } else {
                table(answer).lines().forEach(around.out()::println);
            }
        }
        return 0;
    }

    @Command(description = "Revokes an access token; it opens nothing from then on.", mixinStandardHelpOptions = true)
    int revoke(
            @Parameters(paramLabel = "NAME", description = "the token's name") String name,
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "print JSON") boolean json) {
        try (var api = server.connect(around.environment())) {
            api.delete(PATH + "/" + URLEncoder.encode(name, UTF_8).replace("+", "%20"))
                    .orFail();
        }
        around.out()
                .println(
                        json
                                ? Json.write(
                                        JsonValue.object().put("revoked", name).build())
                                : name + " is revoked");
        return 0;
    }

    private static Table table(JsonObject answer) {
        var table = new Table("NAME", "SCOPE", "CREATED");
        for (var token : Reading.objects(answer, "tokens")) {
            table.add(Reading.text(token, "name"), Reading.text(token, "scope"), Reading.text(token, "createdAt"));
        }
        return table;
    }
}
