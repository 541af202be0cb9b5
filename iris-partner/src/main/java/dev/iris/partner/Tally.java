package dev.iris.partner;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests as they come. Thread-safe. */
final class Tally {
    private final Map<Endpoint, LongAdder> requests = new EnumMap<>(Endpoint.class);
    private final Map<Integer, LongAdder> refusals = new ConcurrentHashMap<>();
    private final LongAdder tokenRefusals = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder faults = new LongAdder();

    Tally() {
        for (var endpoint : Endpoint.values()) {
            requests.put(endpoint, new LongAdder());
        }
    }

    void request(Endpoint endpoint) {
        requestsOf(endpoint).increment();
    }

    void accepted() {
        accepted.increment();
    }

    void fault() {
        faults.increment();
    }

    /** A request that the partner's own checks refused at an endpoint. */
    void refused(Endpoint endpoint, int status) {
        refused(status);
        if (endpoint == Endpoint.TOKEN) {
            tokenRefusals.increment();
        }
    }

    /** A request that was refused before it reached an endpoint. */
    void refused(int status) {
        refusals.computeIfAbsent(status, any -> new LongAdder()).increment();
    }

    PartnerCounts counts() {
        var byStatus = new HashMap<Integer, Long>();
        refusals.forEach((status, count) -> byStatus.put(status, count.sum()));
        return new PartnerCounts(
                requestsOf(Endpoint.TOKEN).sum(),
                tokenRefusals.sum(),
                requestsOf(Endpoint.SEGMENTS).sum(),
                accepted.sum(),
                faults.sum(),
                byStatus);
    }

    private LongAdder requestsOf(Endpoint endpoint) {
        return Objects.requireNonNull(requests.get(endpoint));
    }
}
