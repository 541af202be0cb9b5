package dev.iris.cli.bench;

import dev.iris.cli.client.CommandFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A folder with destinations, of which some are active, and the servers that are started on it one after the other. Confined to its
 * run.
 */
final class SettledServer {
    private static final double NANOS_IN_A_SECOND = 1e9;
    private static final double A_THOUSAND = 1_000;
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration MOST_TO_DRAIN = Duration.ofMinutes(5);
    private static final int LAST_PUTS = 100;

    private final Leftovers leftovers;
    private final Path folder;
    private final LoadPartner partner;
    private final Settlers settlers;

    SettledServer(Leftovers leftovers, Path folder, LoadPartner partner, Settlers settlers) {
        this.leftovers = leftovers;
        this.folder = folder;
        this.partner = partner;
        this.settlers = settlers;
    }

    /**
     * A start of a server and a round of events.
     *
     * @param startSeconds from the start of the process until it was ready
     * @param megabytesAtStart memory that it held then
     * @param threads of the system then
     * @param usersPerSecond of the round
     * @param cpuPerThousandUsers processor seconds of the server in the round
     * @param scrapeMillis how long its metrics took
     */
    record Run(
            double startSeconds,
            OptionalDouble megabytesAtStart,
            OptionalInt threads,
            double usersPerSecond,
            OptionalDouble cpuPerThousandUsers,
            double scrapeMillis,
            OptionalDouble peakMegabytes) {}

    /** Makes the destinations; how many milliseconds the last of them took each. */
    double settle(List<LoadDestination> destinations, Load load) throws IOException, InterruptedException {
        try (var server = start()) {
            int last = Math.min(LAST_PUTS, destinations.size());
            put(server, destinations.subList(0, destinations.size() - last), load);
            long before = System.nanoTime();
            put(server, destinations.subList(destinations.size() - last, destinations.size()), load);
            double seconds = (System.nanoTime() - before) / NANOS_IN_A_SECOND;
            server.end();
            return seconds * A_THOUSAND / last;
        }
    }

    /** Starts a server, warms it up with a round of events, and measures another. */
    Run run(long users) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (var server = start()) {
            double startSeconds = (System.nanoTime() - begin) / NANOS_IN_A_SECOND;
            var atStart = server.program().rssMegabytes();
            var threads = server.program().threads();
            round(server);
            var cpu = server.program().cpu();
            double seconds = round(server);
            var used = server.program().cpu().flatMap(after -> cpu.map(after::minus));
            double scrape = scrape(server);
            var run = new Run(
                    startSeconds,
                    atStart,
                    threads,
                    users / seconds,
                    used.map(time -> OptionalDouble.of(time.toNanos() / NANOS_IN_A_SECOND / (users / A_THOUSAND)))
                            .orElse(OptionalDouble.empty()),
                    scrape,
                    server.program().peakMegabytes());
            server.end();
            return run;
        }
    }

    Settlers settlers() {
        return settlers;
    }

    private LoadServer start() throws IOException, InterruptedException {
        return LoadServer.startIn(leftovers, folder, List.of(partner.authority()));
    }

    private void put(LoadServer server, List<LoadDestination> destinations, Load load) {
        destinations.forEach(destination -> server.deliverTo(destination, partner.endpoints(), load));
    }

    /** An event of each device; how many seconds it took until nothing waited. */
    private double round(LoadServer server) throws InterruptedException {
        long begin = System.nanoTime();
        settlers.post(server.events());
        for (var destination : settlers.destinations()) {
            while (server.backlog(destination) > 0) {
                if (System.nanoTime() - begin > MOST_TO_DRAIN.toNanos()) {
                    throw new CommandFailedException(
                            "the backlog did not drain within " + Progress.seconds(MOST_TO_DRAIN));
                }
                Thread.sleep(LOOK_EVERY);
            }
        }
        return (System.nanoTime() - begin) / NANOS_IN_A_SECOND;
    }

    private static double scrape(LoadServer server) {
        long begin = System.nanoTime();
        server.metrics();
        return (System.nanoTime() - begin) / NANOS_IN_A_SECOND * A_THOUSAND;
    }
}
