package dev.iris.testkit.engine;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.iris.engine.Backlog;
import dev.iris.engine.Engine;
import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.LetterSearch;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.Catalog;
import dev.iris.model.Destination;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.Ticker;
import dev.iris.model.Told;
import dev.iris.publish.Origin;
import dev.iris.publish.Rules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * An engine in maps under one lock: slow, and plain enough to be seen to be right. What it knows lasts as long as its
 * {@link Memory}. Thread-safe.
 */
public final class MemoryEngine implements Engine {
    /** How often one who waits looks whether devices have rested. */
    private static final Duration LOOK = Duration.ofMillis(1);

    /** Letters of one page. */
    private static final int MOST_LETTERS = 1_000;

    private final Memory memory;
    private final InstantSource clock;
    private final Ticker ticker;
    private final MemoryFlights flights;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Catalog catalog;
    private boolean closed;

    MemoryEngine(Memory memory, Catalog catalog, InstantSource clock, Ticker ticker) {
        this.memory = memory;
        this.clock = clock;
        this.ticker = ticker;
        this.flights = new MemoryFlights(ticker);
        this.catalog = catalog;
        forgetUnknownDestinations();
    }

    @Override
    public void accept(List<QualificationEvent> events) {
        accept(events, Origin.ONLINE);
    }

    @Override
    public void acceptOffline(List<QualificationEvent> events) {
        accept(events, Origin.OFFLINE);
    }

    @Override
    public int awaitDue(DestinationNumber destination, int count, Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            requireOpen();
            long deadline = ticker.nanos() + most.toNanos();
            while (ready(destination).size() < count && ticker.nanos() - deadline < 0 && !closed) {
                changed.await(LOOK.toNanos(), TimeUnit.NANOSECONDS);
            }
            return Math.min(count, ready(destination).size());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<TakenUpdate> take(DestinationNumber destination, int limit) {
        return locked(() -> {
            var devices = ready(destination).stream().limit(limit).toList();
            devices.forEach(device -> flights.takeOff(destination, device));
            return devices.stream().map(device -> taken(destination, device)).toList();
        });
    }

    @Override
    public void settle(DestinationNumber destination, List<Settlement> settlements) {
        locked(() -> {
            if (catalog.findRoute(destination).isPresent()) {
                settlements.forEach(settlement -> settle(destination, settlement));
            }
            return true;
        });
    }

    @Override
    public void release(DestinationNumber destination, Collection<DeviceId> devices, Duration rest) {
        lock.lock();
        try {
            devices.forEach(device -> flights.rest(destination, device, rest));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Backlog backlog(DestinationNumber destination) {
        return locked(() -> {
            var due = memory.of(destination).due.values();
            var oldest = due.stream().findFirst().map(row -> row.update().firstAt());
            return new Backlog(due.size(), oldest.orElse(null));
        });
    }

    @Override
    public Catalog catalog() {
        lock.lock();
        try {
            return catalog;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void adopt(Catalog next) {
        locked(() -> {
            catalog = next;
            forgetUnknownDestinations();
            return true;
        });
    }

    @Override
    public Optional<Profile> findProfile(DeviceId device) {
        return locked(() -> Optional.ofNullable(memory.profiles.get(device)));
    }

    @Override
    public Optional<PendingUpdate> findPending(DestinationNumber destination, DeviceId device) {
        return locked(() -> memory.of(destination).findPending(device));
    }

    @Override
    public Optional<Told> findTold(DestinationNumber destination, DeviceId device) {
        return locked(() -> Optional.ofNullable(memory.of(destination).told.get(device)));
    }

    @Override
    public long countLetters(DestinationNumber destination) {
        return locked(() -> (long) memory.of(destination).letters.size());
    }

    @Override
    public LetterPage listLetters(DestinationNumber destination, LetterSearch search, String after, int limit) {
        if (limit < 1 || limit > MOST_LETTERS) {
            throw new IllegalArgumentException("limit " + limit + " (expected: 1 to " + MOST_LETTERS + ")");
        }
        return locked(() -> memory.of(destination).page(search, after, limit));
    }

    @Override
    public long replayLetters(DestinationNumber destination, LetterSearch search) {
        return locked(() -> {
            var known = memory.of(destination).removeLetters(search).stream()
                    .filter(letter -> memory.profiles.containsKey(letter.device()))
                    .toList();
            known.forEach(
                    letter -> memory.of(destination).makeDue(letter.device(), memory.nextVersion(), clock.instant()));
            return (long) known.size();
        });
    }

    @Override
    public long dropLetters(DestinationNumber destination, LetterSearch search) {
        return locked(() -> (long) memory.of(destination).removeLetters(search).size());
    }

    @Override
    public Optional<String> findTrouble() {
        lock.lock();
        try {
            return closed ? Optional.of("the engine is closed") : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                memory.close();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void accept(List<QualificationEvent> events, Origin origin) {
        locked(() -> {
            events.forEach(event -> accept(event, origin));
            return true;
        });
    }

    private void accept(QualificationEvent event, Origin origin) {
        var device = event.device();
        var before = memory.profiles.getOrDefault(device, Profile.unknown(device));
        var publication = Rules.publish(
                before,
                event,
                origin,
                catalog,
                destination -> memory.of(destination).findPending(device),
                clock.instant());
        if (publication.profileChanged()) {
            memory.profiles.put(device, publication.profile());
        }
        publication.updates().forEach((destination, update) -> {
            boolean asked = publication.rules().containsKey(destination);
            memory.of(destination).owe(device, update, asked, memory.nextVersion());
        });
    }

    private void settle(DestinationNumber destination, Settlement settlement) {
        memory.of(destination).keepAnswers(settlement, clock.instant());
        if (flights.land(destination, settlement.device())) {
            memory.of(destination).land(settlement, memory.nextVersion(), clock.instant());
        }
    }

    private List<DeviceId> ready(DestinationNumber destination) {
        return memory.of(destination).due.keySet().stream()
                .filter(device -> flights.mayTakeOff(destination, device))
                .toList();
    }

    private TakenUpdate taken(DestinationNumber destination, DeviceId device) {
        var row = memory.of(destination).due.get(device);
        var profile = memory.profiles.get(device);
        if (row == null || profile == null) {
            throw new IllegalStateException("a device in flight is not due or not known");
        }
        return new TakenUpdate(profile, row.update(), row.version());
    }

    private void forgetUnknownDestinations() {
        var known = catalog.destinations().stream().map(Destination::number).collect(toUnmodifiableSet());
        memory.keepOnly(known);
        flights.keepOnly(known);
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            requireOpen();
            var result = action.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new EngineUnavailableException("the engine is closed");
        }
    }
}
