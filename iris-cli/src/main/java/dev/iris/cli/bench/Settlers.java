package dev.iris.cli.bench;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The active destinations among many, each with devices of its own: events come for all of them by turns, as fast as the server takes
 * them. Confined to its run.
 */
final class Settlers {
    private static final int SENDERS = 8;
    private static final int EVENTS_PER_REQUEST = 100;
    private static final int LINE_CHARS = 200;

    private final List<Settler> all = new ArrayList<>();
    private final int devices;
    private final InstantSource clock;

    Settlers(List<LoadDestination> destinations, int devices, long seed, InstantSource clock) {
        for (int i = 0; i < destinations.size(); i++) {
            all.add(new Settler(destinations.get(i), seed + i, devices));
        }
        this.devices = devices;
        this.clock = clock;
    }

    /** An active destination; one sender at a time speaks of its devices. */
    private record Settler(LoadDestination destination, Audience audience, Slice slice) {
        Settler(LoadDestination destination, long seed, int devices) {
            this(destination, new Audience(seed, destination.segments()), new Slice(0, 1, devices));
        }

        synchronized int append(StringBuilder lines, String time, int most) {
            for (int i = 0; i < most; i++) {
                audience.append(lines, audience.pooled(slice.device()), time, slice.eventsBefore());
                slice.next();
            }
            return most;
        }
    }

    /** Posts an event of each device of each destination; returns when all are durable. */
    void post(EventPost post) throws InterruptedException {
        int requestsOfEach = (devices + EVENTS_PER_REQUEST - 1) / EVENTS_PER_REQUEST;
        var next = new AtomicInteger();
        try (var crew = new Crew()) {
            for (int i = 0; i < SENDERS; i++) {
                crew.hire(() -> post(post, next, requestsOfEach * all.size()));
            }
            crew.await();
        }
    }

    /** What the partner does not hold of it. */
    Judgement judge(PartnerBooks books) {
        return all.stream()
                .map(settler -> Judgement.of(
                        settler.audience, List.of(settler.slice), new Samples(), books.account(settler.destination)))
                .reduce(Judgement.RIGHT, Judgement::plus);
    }

    List<LoadDestination> destinations() {
        return all.stream().map(Settler::destination).toList();
    }

    private @Nullable Void post(EventPost post, AtomicInteger next, int requests) throws InterruptedException {
        for (int request = next.getAndIncrement(); request < requests; request = next.getAndIncrement()) {
            var lines = new StringBuilder(EVENTS_PER_REQUEST * LINE_CHARS);
            int before = request / all.size() * EVENTS_PER_REQUEST;
            var settler = all.get(request % all.size());
            var time = clock.instant().toString();
            post.post(lines, settler.append(lines, time, Math.min(EVENTS_PER_REQUEST, devices - before)));
        }
        return null;
    }
}
