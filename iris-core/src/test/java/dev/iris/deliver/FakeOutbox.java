package dev.iris.deliver;

import dev.iris.engine.Backlog;
import dev.iris.engine.DeadLetter;
import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.Outbox;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An outbox of one destination in memory; it keeps what it was told. A released device rests for ever unless it rests for nothing. */
final class FakeOutbox implements Outbox {
    private final Map<DeviceId, TakenUpdate> due = new LinkedHashMap<>();
    private final Map<DeviceId, TakenUpdate> rested = new LinkedHashMap<>();
    private final Map<DeviceId, TakenUpdate> inFlight = new HashMap<>();
    final List<DeviceId> settled = new ArrayList<>();
    final List<DeadLetter> letters = new ArrayList<>();
    final List<Settlement> ended = new ArrayList<>();
    final Map<DeviceId, Duration> resting = new LinkedHashMap<>();
    private int unreadable;

    synchronized void add(TakenUpdate update) {
        due.put(update.profile().device(), update);
        notifyAll();
    }

    /** So many takes fail. */
    synchronized void failTakes(int takes) {
        unreadable = takes;
    }

    /** Waits until so many devices are settled or at rest. */
    synchronized void awaitDone(int devices) throws InterruptedException {
        while (settled.size() + resting.size() < devices) {
            wait();
        }
    }

    /** How many settlements there were. */
    synchronized int settled() {
        return settled.size();
    }

    @Override
    public synchronized int awaitDue(DestinationNumber destination, int count, Duration most)
            throws InterruptedException {
        boolean waits = most.compareTo(Duration.ofSeconds(1)) > 0;
        while (waits && due.isEmpty()) {
            wait();
        }
        return Math.min(count, due.size());
    }

    @Override
    public synchronized List<TakenUpdate> take(DestinationNumber destination, int limit) {
        if (unreadable > 0) {
            unreadable--;
            throw new EngineUnavailableException("the store cannot be read");
        }
        var taken = due.values().stream().limit(limit).toList();
        taken.forEach(update -> inFlight.put(update.profile().device(), update));
        due.keySet().removeAll(inFlight.keySet());
        return taken;
    }

    @Override
    public synchronized void settle(DestinationNumber destination, List<Settlement> settlements) {
        for (var settlement : settlements) {
            inFlight.remove(settlement.device());
            settled.add(settlement.device());
            letters.addAll(settlement.letters());
            ended.add(settlement);
        }
        notifyAll();
    }

    @Override
    public synchronized void release(DestinationNumber destination, Collection<DeviceId> devices, Duration rest) {
        for (var device : devices) {
            var update = inFlight.remove(device);
            if (update == null) {
                throw new IllegalStateException("released a device that is not in flight");
            }
            if (rest.isZero()) {
                due.put(device, update);
            } else {
                resting.put(device, rest);
                rested.put(device, update);
            }
        }
        notifyAll();
    }

    /** Resting devices are due again. */
    synchronized void wake() {
        rested.forEach((device, update) -> due.put(device, update));
        rested.clear();
        resting.clear();
        notifyAll();
    }

    @Override
    public synchronized Backlog backlog(DestinationNumber destination) {
        return new Backlog(due.size() + inFlight.size() + resting.size(), oldest());
    }

    private @Nullable Instant oldest() {
        return Stream.of(due, inFlight, rested)
                .flatMap(updates -> updates.values().stream())
                .map(taken -> taken.update().firstAt())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
