package dev.iris.server.metrics;

import static java.util.stream.Collectors.toMap;

import dev.iris.deliver.CircuitPosition;
import dev.iris.model.DestinationId;
import dev.iris.oauth.FetchResult;
import dev.iris.oauth.TokenFigures;
import dev.iris.observe.Metrics;
import dev.iris.server.status.DestinationStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The meters of the destinations that there are now. Confined to whoever holds its lock. */
final class DestinationMeters {
    private static final double MILLIS_IN_A_SECOND = 1_000.0;

    private final MeterRegistry registry;
    private final Map<DestinationId, List<Meter>> meters = new HashMap<>();
    private final Set<SeenResult> results = new HashSet<>();
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
        results.removeIf(seen -> !shown.containsKey(seen.destination()));
        shown.keySet().forEach(id -> registerResults(id, meters.computeIfAbsent(id, this::register)));
    }

    private boolean removed(List<Meter> gone) {
        gone.forEach(registry::remove);
        return true;
    }

    private List<Meter> register(DestinationId id) {
        return new ArrayList<>(List.of(
                counter(Metrics.USERS_DELIVERED, id, s -> s.courier().delivered()),
                counter(Metrics.USERS_FAILED, id, s -> s.courier().failed()),
                counter(Metrics.MESSAGES_DELIVERED, id, s -> s.courier().messages()),
                counter(Metrics.TOKEN_FETCHES, id, s -> figures(s).fetches()),
                counter(Metrics.TOKEN_SECONDS, id, s -> seconds(figures(s).took())),
                counter(Metrics.TOKEN_RENEWALS, id, s -> figures(s).renewals()),
                counter(Metrics.TOKEN_LATE_REJECTIONS, id, s -> figures(s).lateRejections()),
                counter(Metrics.TOKEN_NARROWER_SCOPES, id, s -> figures(s).narrowerScopes()),
                gauge(
                        Metrics.TOKEN_AGE,
                        id,
                        s -> seconds(s.courier().token().findAge().orElse(Duration.ZERO))),
                gauge(Metrics.BACKLOG_DEVICES, id, DestinationStatus::backlog),
                gauge(Metrics.OLDEST_AGE, id, s -> seconds(s.oldestAge())),
                gauge(Metrics.DEAD_LETTERS, id, DestinationStatus::deadLetters),
                gauge(Metrics.BATCH_OUTSTANDING, id, s -> s.batch().outstanding()),
                gauge(Metrics.BATCH_AGE, id, s -> seconds(s.batch().age())),
                gauge(Metrics.CIRCUIT, id, s -> position(s.courier().circuit())),
                gauge(Metrics.PARKED, id, s -> s.courier().parked() ? 1 : 0)));
    }

    /** Most destinations never see most results, and ten thousand of them must not carry a meter for each. */
    private void registerResults(DestinationId id, List<Meter> registered) {
        var status = shown.get(id);
        for (var result : FetchResult.values()) {
            if (status != null && figures(status).count(result) > 0 && results.add(new SeenResult(id, result))) {
                registered.add(
                        counter(Metrics.TOKEN_RESULTS, id, s -> figures(s).count(result), result.text()));
            }
        }
    }

    private Meter counter(Metrics metric, DestinationId id, ToDoubleFunction<DestinationStatus> value, String... more) {
        return FunctionCounter.builder(metric.text(), shown, _ -> valueOf(id, value))
                .description(metric.sentence())
                .tags(tags(metric, id, more))
                .register(registry);
    }

    private Meter gauge(Metrics metric, DestinationId id, ToDoubleFunction<DestinationStatus> value) {
        return Gauge.builder(metric.text(), shown, _ -> valueOf(id, value))
                .description(metric.sentence())
                .tags(tags(metric, id))
                .register(registry);
    }

    /** The destination, and values for what other labels there are. */
    private static Tags tags(Metrics metric, DestinationId id, String... more) {
        var tags = Tags.of(metric.labels().getFirst(), id.toString());
        for (int i = 0; i < more.length; i++) {
            tags = tags.and(metric.labels().get(i + 1), more[i]);
        }
        return tags;
    }

    private static TokenFigures figures(DestinationStatus status) {
        return status.courier().token().figures();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / MILLIS_IN_A_SECOND;
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

    /** A result that a destination's token requests came to at least once. */
    private record SeenResult(DestinationId destination, FetchResult result) {}
}
