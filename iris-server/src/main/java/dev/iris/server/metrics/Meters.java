package dev.iris.server.metrics;

import dev.iris.observe.Metrics;
import dev.iris.server.status.DestinationStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** The meters of a server and their Prometheus text. Thread-safe. */
public final class Meters implements AutoCloseable {
    /** Content type of the text. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final DestinationMeters destinations = new DestinationMeters(registry);
    private final Counter accepted = Counter.builder(Metrics.EVENTS_ACCEPTED.text())
            .description(Metrics.EVENTS_ACCEPTED.sentence())
            .register(registry);

    /** Meters at zero, and those of this JVM. */
    public Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Counts events that were made durable. */
    public void accepted(long events) {
        accepted.increment((double) events);
    }

    /** Counts a request that was answered with a problem document. */
    public void refused(String code) {
        Counter.builder(Metrics.REQUESTS_REFUSED.text())
                .description(Metrics.REQUESTS_REFUSED.sentence())
                .tag(Metrics.REQUESTS_REFUSED.labels().getFirst(), code)
                .register(registry)
                .increment();
    }

    /** The Prometheus text of everything, with these destinations and no others. */
    public String scrape(List<DestinationStatus> statuses) {
        synchronized (destinations) {
            destinations.show(statuses);
            return registry.scrape();
        }
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
