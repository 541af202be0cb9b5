package dev.iris.deliver;

import dev.iris.engine.Settlement;
import dev.iris.model.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives up what waited longer than {@code delivery.maxAge} since its last change, as dead letters. The time before the courier began
 * does not count: what waited through a pause gets its time anew. Confined to its courier's dispatcher.
 */
final class Expiry {
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final int AT_ONCE = 1_000;

    private final Experience experience;
    private final CourierKit kit;
    private final Instant began;
    private long lookedAt;

    Expiry(Experience experience, CourierKit kit) {
        this.experience = experience;
        this.kit = kit;
        this.began = kit.clock().instant();
        this.lookedAt = kit.ticker().nanos();
    }

    /** Once in a while, gives up what is too old though nothing is being sent. */
    void sweep(Destination destination) {
        long now = kit.ticker().nanos();
        if (now - lookedAt < LOOK_EVERY.toNanos()) {
            return;
        }
        lookedAt = now;
        boolean more = mayBeOld(destination);
        while (more) {
            more = sweepOnce(destination);
        }
    }

    /** The devices that are not too old; the others are given up. */
    List<DeviceEntries> withoutOld(List<DeviceEntries> taken, Destination destination) {
        var now = kit.clock().instant();
        List<DeviceEntries> young = new ArrayList<>();
        List<Settlement> old = new ArrayList<>();
        for (var device : taken) {
            if (isOld(device.changedAt(), destination, now)) {
                old.add(Fate.tooOld(device, now));
            } else {
                young.add(device);
            }
        }
        kit.outbox().settle(experience.number(), old);
        return young;
    }

    private boolean mayBeOld(Destination destination) {
        return kit.outbox()
                .backlog(experience.number())
                .findOldest()
                .filter(oldest -> isOld(oldest, destination, kit.clock().instant()))
                .isPresent();
    }

    /** Says whether there may be more. */
    private boolean sweepOnce(Destination destination) {
        var route = kit.catalog().get().findRoute(experience.number());
        var taken = route.map(r -> kit.outbox().take(experience.number(), AT_ONCE).stream()
                        .map(update -> DeviceEntries.of(update, r))
                        .toList())
                .orElse(List.of());
        var young = withoutOld(taken, destination);
        kit.outbox()
                .release(
                        experience.number(),
                        young.stream().map(DeviceEntries::device).toList(),
                        Duration.ZERO);
        return young.isEmpty() && taken.size() == AT_ONCE;
    }

    private boolean isOld(Instant changedAt, Destination destination, Instant now) {
        var since = changedAt.isAfter(began) ? changedAt : began;
        return Duration.between(since, now).compareTo(destination.delivery().maxAge()) > 0;
    }
}
