package dev.iris.cli.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One look at a run: what the server counted, and what each process used so far, where the system tells.
 *
 * @param load the process that sends the events
 */
record Reading(
        Instant time,
        ServerFigures figures,
        Optional<Duration> server,
        Optional<Duration> partner,
        Optional<Duration> load) {
    static Reading take(LoadServer server, LoadPartner partner, List<LoadDestination> watched, Instant time) {
        return new Reading(
                time,
                server.figures(watched),
                server.program().cpu(),
                partner.program().cpu(),
                ProcessHandle.current().info().totalCpuDuration());
    }
}
