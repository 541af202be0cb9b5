package dev.iris.cli.bench;

import java.io.IOException;
import java.util.Optional;

/** What the same partner takes of the raw message: from our edge alone, and from {@code wrk} where that is installed. */
record RawRates(RawRate edge, Optional<RawRate> wrk) {
    /** Measures the partner of a rig, whose server has ended. */
    static RawRates measure(Rig rig, Leftovers leftovers) throws IOException, InterruptedException {
        var load = rig.load();
        var message = RawMessage.of(load.usersPerMessage(), rig.clock().instant());
        try (var edge = RawEdge.open(rig.partner(), message)) {
            rig.say("the edge alone for " + Progress.seconds(load.raw()));
            var edgeRate = RawRun.measure(edge, load);
            var length = load.raw().multipliedBy(2).dividedBy(3);
            rig.say("wrk for " + Progress.seconds(length) + ", if it is installed");
            return new RawRates(edgeRate, Wrk.measure(leftovers, rig.partner(), edge.token(), message, load, length));
        }
    }

    /** The raw limits, and how a load compares. */
    void report(Report report, double usersPerSecond) {
        report.group("rawEdge", rate("the edge alone", edge));
        wrk.ifPresentOrElse(
                rate -> report.group("wrk", rate("wrk", rate)),
                () -> report.absent("wrk", "wrk", "wrk is not installed"));
        report.measured("ratioToRawEdge", "ratio to the edge alone", edge.ratioOf(usersPerSecond), 3);
        wrk.ifPresentOrElse(
                rate -> report.measured("ratioToWrk", "ratio to wrk", rate.ratioOf(usersPerSecond), 3),
                () -> report.absent("ratioToWrk", "ratio to wrk", "wrk is not installed"));
    }

    private static Report rate(String who, RawRate rate) {
        return new Report()
                .number("requestsPerSecond", who + ", requests/s", rate.requestsPerSecond(), 0)
                .number("usersPerSecond", who + ", users/s", rate.usersPerSecond(), 0);
    }
}
