package dev.iris.server.metrics;

import static java.util.stream.Collectors.toMap;

import dev.iris.deliver.CircuitPosition;
import dev.iris.model.DestinationId;
import dev.iris.observe.Metrics;
import dev.iris.server.status.DestinationStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The meters of the destinations that there are now. Confined to whoever holds its lock. */
final class DestinationMeters {
    private static final double MILLIS_IN_A_SECOND = 1_000.0;

    private final MeterRegistry registry;
    private final Map<DestinationId, List<Meter>> meters = new HashMap<>();
    private final Map<DestinationId, DestinationStatus> shown = new HashMap<>();

    DestinationMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows these destinations and drops the meters of all others. */
    void show(List<DestinationStatus> statuses) {
        shown.clear();
        shown.putAll(
                statuses.stream().collect(toMap(status -> status.destination().id(), status -> status)));
        meters.entrySet().removeIf(entry -> !shown.containsKey(entry.getKey()) && removed(entry.getValue()));
        shown.keySet().forEach(id -> meters.computeIfAbsent(id, this::register));
    }

    private boolean removed(List<Meter> gone) {
        gone.forEach(registry::remove);
        return true;
    }

    private List<Meter> register(DestinationId id) {
        return List.of(
                counter(Metrics.USERS_DELIVERED, id, s -> s.courier().delivered()),
                counter(Metrics.USERS_FAILED, id, s -> s.courier().failed()),
                counter(Metrics.MESSAGES_DELIVERED, id, s -> s.courier().messages()),
                counter(
                        Metrics.TOKEN_FETCHES,
                        id,
                        s -> s.courier().token().figures().fetches()),
                gauge(Metrics.BACKLOG_DEVICES, id, DestinationStatus::backlog),
                gauge(Metrics.OLDEST_AGE, id, s -> s.oldestAge().toMillis() / MILLIS_IN_A_SECOND),
                gauge(Metrics.CIRCUIT, id, s -> position(s.courier().circuit())));
    }

    private Meter counter(Metrics metric, DestinationId id, ToDoubleFunction<DestinationStatus> value) {
        return FunctionCounter.builder(metric.text(), shown, _ -> valueOf(id, value))
                .description(metric.sentence())
                .tag(metric.label(), id.toString())
                .register(registry);
    }

    private Meter gauge(Metrics metric, DestinationId id, ToDoubleFunction<DestinationStatus> value) {
        return Gauge.builder(metric.text(), shown, _ -> valueOf(id, value))
                .description(metric.sentence())
                .tag(metric.label(), id.toString())
                .register(registry);
    }

    private static int position(CircuitPosition circuit) {
        return switch (circuit) {
            case CLOSED -> 0;
            case OPEN -> 1;
            case HALF_OPEN -> 2;
        };
    }

    private double valueOf(DestinationId id, ToDoubleFunction<DestinationStatus> value) {
        var status = shown.get(id);
        return status == null ? 0 : value.applyAsDouble(status);
    }
}
