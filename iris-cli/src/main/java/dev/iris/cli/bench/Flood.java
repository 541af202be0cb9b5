package dev.iris.cli.bench;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a pool and what events said of them: each time it is let loose, each device has as many events more, as fast as the
 * server takes them. Confined to its run.
 */
final class Flood {
    private static final int SENDERS = 8;
    private static final int EVENTS_PER_REQUEST = 500;
    private static final int LINE_CHARS = 200;

    private final Audience audience;
    private final InstantSource clock;
    private final List<Slice> slices = new ArrayList<>();

    Flood(Audience audience, int devices, InstantSource clock) {
        this.audience = audience;
        this.clock = clock;
        for (int i = 0; i < SENDERS; i++) {
            slices.add(new Slice(i, SENDERS, devices));
        }
    }

    /** Posts so many events of each device; returns when all are durable. */
    void post(EventPost post, int eventsOfEach) throws InterruptedException {
        try (var crew = new Crew()) {
            slices.forEach(slice -> crew.hire(() -> post(post, slice, (long) eventsOfEach * slice.size())));
            crew.await();
        }
    }

    Judgement judge(PartnerAccount account) {
        return Judgement.of(audience, slices, new Samples(), account);
    }

    private @Nullable Void post(EventPost post, Slice slice, long events) throws InterruptedException {
        for (long left = events; left > 0; left -= EVENTS_PER_REQUEST) {
            int count = (int) Math.min(left, EVENTS_PER_REQUEST);
            var lines = new StringBuilder(count * LINE_CHARS);
            var time = clock.instant().toString();
            for (int i = 0; i < count; i++) {
                audience.append(lines, audience.pooled(slice.device()), time, slice.eventsBefore());
                slice.next();
            }
            post.post(lines, count);
        }
        return null;
    }
}
