package dev.iris.cli.bench;

import dev.iris.observe.Metrics;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a server counted since its start.
 *
 * @param users acknowledged
 * @param messages acknowledged
 * @param failed users in messages that failed after their retry
 * @param backlog devices that wait now
 */
record ServerFigures(long users, long messages, long failed, long backlog) {
    /** Reads the figures of these destinations together from the Prometheus text of a server; what is not there is 0. */
    static ServerFigures parse(String text, Set<String> destinations) {
        return new ServerFigures(
                sum(text, Metrics.USERS_DELIVERED, destinations),
                sum(text, Metrics.MESSAGES_DELIVERED, destinations),
                sum(text, Metrics.USERS_FAILED, destinations),
                sum(text, Metrics.BACKLOG_DEVICES, destinations));
    }

    private static long sum(String text, Metrics metric, Set<String> destinations) {
        var line = Pattern.compile(
                "^" + metric.text() + "\\{" + metric.labels().getFirst() + "=\"([^\"]*)\"} (\\S+)$", Pattern.MULTILINE);
        return line.matcher(text)
                .results()
                .filter(found -> destinations.contains(found.group(1)))
                .mapToLong(found -> Math.round(Double.parseDouble(found.group(2))))
                .sum();
    }
}
