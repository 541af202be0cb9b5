package dev.iris.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters a command means. */
final class LetterOptions {
    @Option(names = "--destination", required = true, paramLabel = "ID", description = "of that destination")
    private long destination;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "given up at that time or later, such as 2026-11-23T16:00:00Z")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "given up before that time")
    private @Nullable String until;

    @Option(names = "--device", paramLabel = "DEVICE", description = "of that device")
    private @Nullable String device;

    long destination() {
        return destination;
    }

    String path() {
        return "/v1/destinations/" + destination + "/dead-letters";
    }

    /** The path of one page. */
    String page(int limit, String after) {
        var path = new StringBuilder(path()).append("?limit=").append(limit);
        chosen().forEach((name, value) -> path.append(parameter(name, value)));
        return after.isEmpty()
                ? path.toString()
                : path.append(parameter("after", after)).toString();
    }

    /** The body of a call that ends letters. */
    JsonObject search() {
        var search = JsonValue.object();
        chosen().forEach(search::put);
        return search.build();
    }

    private Map<String, String> chosen() {
        var chosen = new LinkedHashMap<String, String>();
        put(chosen, "since", since);
        put(chosen, "until", until);
        put(chosen, "device", device);
        return chosen;
    }

    private static void put(Map<String, String> chosen, String name, @Nullable String value) {
        if (value != null) {
            chosen.put(name, value);
        }
    }

    private static String parameter(String name, String value) {
        return "&" + name + "=" + URLEncoder.encode(value, UTF_8);
    }
}
