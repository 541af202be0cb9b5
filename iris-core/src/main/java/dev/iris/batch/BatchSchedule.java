package dev.iris.batch;

import dev.iris.engine.Batch;
import dev.iris.engine.BatchStanding;
import dev.iris.model.BatchSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When batches of a destination are due. Times that were missed make one batch; times before batches were switched on are not missed.
 * A pure function.
 */
public record BatchSchedule(BatchSettings settings) {
    /** A batch that is due. */
    public record Due(boolean full, Instant plannedFor) {}

    /** The batch that is due now, if one is; none is while another runs or batches are off. */
    public Optional<Due> due(BatchStanding standing, Instant now) {
        if (!settings.enabled() || standing.findRunning().isPresent()) {
            return Optional.empty();
        }
        var latest = latest(now);
        return standing.findSince()
                .filter(latest::isAfter)
                .filter(_ -> standing.findLast()
                        .map(Batch::plannedFor)
                        .filter(last -> !last.isBefore(latest))
                        .isEmpty())
                .map(_ -> new Due(isFull(standing, latest), latest));
    }

    /** The time of the schedule behind a moment. */
    public Instant next(Instant moment) {
        return latest(moment).plus(settings.every());
    }

    private boolean isFull(BatchStanding standing, Instant time) {
        var full = settings.full();
        return standing.findLastFull()
                .map(last -> full != null && !last.plus(full).isAfter(time))
                .orElse(true);
    }

    /** The latest time of the schedule that is not after a moment. */
    private Instant latest(Instant moment) {
        var base = LocalDate.EPOCH.atTime(settings.at()).toInstant(ZoneOffset.UTC);
        long every = settings.every().toMillis();
        long periods = Math.floorDiv(Duration.between(base, moment).toMillis(), every);
        return base.plusMillis(periods * every);
    }
}
