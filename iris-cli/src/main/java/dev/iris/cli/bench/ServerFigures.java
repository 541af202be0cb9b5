package dev.iris.cli.bench;

import dev.iris.observe.Metrics;
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
    /** Reads the figures of one destination from the Prometheus text of a server; what is not there is 0. */
    static ServerFigures parse(String text, String destination) {
        return new ServerFigures(
                value(text, Metrics.USERS_DELIVERED, destination),
                value(text, Metrics.MESSAGES_DELIVERED, destination),
                value(text, Metrics.USERS_FAILED, destination),
                value(text, Metrics.BACKLOG_DEVICES, destination));
    }

    private static long value(String text, Metrics metric, String destination) {
        var line = Pattern.compile(
                "^" + metric.text() + "\\{" + metric.labels().getFirst() + "=\"" + destination + "\"} (\\S+)$",
                Pattern.MULTILINE);
        var found = line.matcher(text);
        return found.find() ? Math.round(Double.parseDouble(found.group(1))) : 0;
    }
}
