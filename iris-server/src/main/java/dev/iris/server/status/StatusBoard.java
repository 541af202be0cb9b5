package dev.iris.server.status;

import dev.iris.deliver.CircuitPosition;
import dev.iris.deliver.CourierStatus;
import dev.iris.engine.Backlog;
import dev.iris.engine.BatchChanges;
import dev.iris.engine.Engine;
import dev.iris.model.Destination;
import dev.iris.model.DestinationId;
import dev.iris.oauth.TokenStatus;
import dev.iris.server.control.ControlPlane;
import dev.iris.server.control.DestinationView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the control plane, the engine and the couriers know of each destination. Thread-safe.
 */
public final class StatusBoard {
    private static final CourierStatus UNSERVED =
            new CourierStatus(CircuitPosition.CLOSED, false, 0, 0, 0, null, null, TokenStatus.NONE);

    private final ControlPlane control;
    private final Engine engine;
    private final BatchChanges batches;
    private final CourierLookup couriers;
    private final InstantSource clock;

    /** A board of all destinations of the control plane. */
    public StatusBoard(
            ControlPlane control, Engine engine, BatchChanges batches, CourierLookup couriers, InstantSource clock) {
        this.control = control;
        this.engine = engine;
        this.batches = batches;
        this.couriers = couriers;
        this.clock = clock;
    }

    /** All destinations in ascending order of their ids. */
    public List<DestinationStatus> all() {
        var destinations = control.catalog().destinations().stream()
                .sorted(Comparator.comparing(Destination::id))
                .toList();
        return destinations.stream().map(this::look).toList();
    }

    /** The destination with that id, if there is one. */
    public Optional<DestinationStatus> find(DestinationId id) {
        return control.find(id).map(DestinationView::destination).map(this::look);
    }

    private DestinationStatus look(Destination destination) {
        var now = clock.instant();
        var courier = couriers.find(destination.number()).orElse(UNSERVED);
        var backlog = engine.backlog(destination.number());
        return new DestinationStatus(
                destination,
                courier,
                backlog.devices(),
                age(backlog, now),
                engine.countLetters(destination.number()),
                running(destination, now),
                drain(courier, backlog),
                engine.catalog().epoch());
    }

    private RunningBatch running(Destination destination, Instant now) {
        return batches.standing(destination.number())
                .findRunning()
                .map(batch -> new RunningBatch(batch.outstanding(), Duration.between(batch.startedAt(), now)))
                .orElse(RunningBatch.NONE);
    }

    private static @Nullable Duration drain(CourierStatus courier, Backlog backlog) {
        if (backlog.devices() == 0) {
            return Duration.ZERO;
        }
        return courier.findUsersPerSecond()
                .map(rate -> Duration.ofSeconds((long) Math.ceil(backlog.devices() / rate)))
                .orElse(null);
    }

    private static Duration age(Backlog backlog, Instant now) {
        return backlog.findOldest()
                .map(oldest -> Duration.between(oldest, now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }
}
