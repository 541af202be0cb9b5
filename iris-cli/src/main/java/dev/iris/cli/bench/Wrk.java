package dev.iris.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.cli.client.CommandFailedException;
import dev.iris.http.HttpHeader;
import dev.iris.model.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The load generator {@code wrk}, when the machine has it: what the partner takes from a client that costs next to nothing. */
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");
    private static final int MOST_THREADS = 2;
    private static final int MOST_OVER_SECONDS = 30;

    private Wrk() {}

    /** Sends the message over and over for that long; empty when {@code wrk} is not installed. */
    static Optional<RawRate> measure(
            Leftovers leftovers, LoadPartner partner, Secret token, byte[] message, Load load, Duration length)
            throws IOException, InterruptedException {
        if (!isInstalled()) {
            return Optional.empty();
        }
        var script = Files.writeString(leftovers.folder().resolve("wrk.lua"), script(token, message));
        var out = leftovers.folder().resolve("wrk.txt");
        int threads = Math.min(MOST_THREADS, load.concurrency());
        var process = leftovers.start(new ProcessBuilder(
                        "wrk",
                        "-t" + threads,
                        "-c" + load.concurrency(),
                        "-d" + Math.max(1, length.toSeconds()) + "s",
                        "--timeout",
                        "10s",
                        "-s",
                        script.toString(),
                        partner.endpoints().segments().toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile()));
        if (!process.waitFor(length.toSeconds() + MOST_OVER_SECONDS, TimeUnit.SECONDS)) {
            throw new CommandFailedException("wrk did not end");
        }
        return Optional.of(new RawRate(rate(Files.readString(out)), load.usersPerMessage()));
    }

    static double rate(String output) {
        var refused = REFUSED.matcher(output);
        if (refused.find()) {
            throw new CommandFailedException("the partner refused " + refused.group(1) + " requests of wrk");
        }
        var rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new CommandFailedException("wrk told no rate");
        }
        return Double.parseDouble(rate.group(1));
    }

    static String script(Secret token, byte[] message) {
        var lua = new StringBuilder("wrk.method = \"POST\"\n");
        for (HttpHeader header : RawEdge.headers("Bearer " + token.reveal(), "application/json")) {
            lua.append("wrk.headers[\"").append(header.name()).append("\"] = \"");
            lua.append(header.value()).append("\"\n");
        }
        return lua.append("wrk.body = [==[")
                .append(new String(message, UTF_8))
                .append("]==]\n")
                .toString();
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            var process =
                    new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start();
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            return process.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            return false;
        }
    }
}
