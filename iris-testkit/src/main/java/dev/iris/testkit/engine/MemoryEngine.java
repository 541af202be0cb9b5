package dev.iris.testkit.engine;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.iris.batch.BatchIntent;
import dev.iris.engine.Backlog;
import dev.iris.engine.Batch;
import dev.iris.engine.BatchChanges;
import dev.iris.engine.BatchStanding;
import dev.iris.engine.Engine;
import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.LetterSearch;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.Catalog;
import dev.iris.model.Destination;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Lane;
import dev.iris.model.LastSent;
import dev.iris.model.OwedZeros;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.Route;
import dev.iris.model.Ticker;
import dev.iris.model.Told;
import dev.iris.publish.Origin;
import dev.iris.publish.Rules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An engine in maps under one lock: slow, and plain enough to be seen to be right. What it knows lasts as long as its
 * {@link Memory}. Thread-safe.
 */
public final class MemoryEngine implements Engine, BatchChanges {
    /** How often one who waits looks whether devices have rested. */
    private static final Duration LOOK = Duration.ofMillis(1);

    /** Letters of one page. */
    private static final int MOST_LETTERS = 1_000;

    /** Devices of a batch that one call looks at. */
    private static final int MOST_IN_PART = 1_000;

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
        follow();
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
            while (ready(destination) < count && ticker.nanos() - deadline < 0 && !closed) {
                changed.await(LOOK.toNanos(), TimeUnit.NANOSECONDS);
            }
            return Math.min(count, ready(destination));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<TakenUpdate> take(DestinationNumber destination, int limit) {
        return locked(() -> {
            var devices = inTurn(destination).limit(limit).toList();
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
            var rows = memory.of(destination).rows;
            return new Backlog(rows.dueCount(), rows.oldest().orElse(null));
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
            follow();
            return true;
        });
    }

    @Override
    public Optional<Profile> findProfile(DeviceId device) {
        return locked(() -> Optional.ofNullable(memory.profiles.get(device)));
    }

    @Override
    public Optional<PendingUpdate> findPending(DestinationNumber destination, DeviceId device) {
        return locked(() -> memory.of(destination).rows.find(device).map(MemoryRow::update));
    }

    @Override
    public Optional<Told> findTold(DestinationNumber destination, DeviceId device) {
        return locked(() -> Optional.ofNullable(memory.of(destination).told.get(device)));
    }

    @Override
    public long countLetters(DestinationNumber destination) {
        return locked(() -> (long) memory.of(destination).letters.count());
    }

    @Override
    public LetterPage listLetters(DestinationNumber destination, LetterSearch search, String after, int limit) {
        if (limit < 1 || limit > MOST_LETTERS) {
            throw new IllegalArgumentException("limit " + limit + " (expected: 1 to " + MOST_LETTERS + ")");
        }
        return locked(() -> memory.of(destination).letters.page(search, after, limit));
    }

    @Override
    public long replayLetters(DestinationNumber destination, LetterSearch search) {
        return locked(() -> {
            var known = memory.of(destination).letters.remove(search).stream()
                    .filter(letter -> memory.profiles.containsKey(letter.device()))
                    .toList();
            known.forEach(letter -> makeDue(destination, letter.device()));
            return (long) known.size();
        });
    }

    @Override
    public long dropLetters(DestinationNumber destination, LetterSearch search) {
        return locked(() -> (long) memory.of(destination).letters.remove(search).size());
    }

    @Override
    public BatchStanding standing(DestinationNumber destination) {
        return locked(() -> memory.of(destination).batches.standing());
    }

    @Override
    public Optional<Batch> beginBatch(DestinationNumber destination, boolean full, Instant plannedFor) {
        return locked(() -> catalog.findRoute(destination)
                .flatMap(_ -> memory.of(destination).batches.begin(full, plannedFor, clock.instant())));
    }

    @Override
    public boolean refillBatch(DestinationNumber destination, int limit) {
        if (limit < 1 || limit > MOST_IN_PART) {
            throw new IllegalArgumentException("limit " + limit + " (expected: 1 to " + MOST_IN_PART + ")");
        }
        return locked(() -> {
            var route = catalog.findRoute(destination);
            var batch = memory.of(destination)
                    .batches
                    .findMaking()
                    .filter(making -> making.outstanding() + limit <= MOST_ROWS);
            return route.isPresent() && batch.isPresent() && refill(route.get(), batch.get(), limit);
        });
    }

    @Override
    public List<Batch> listBatches(DestinationNumber destination) {
        return locked(() -> memory.of(destination).batches.list());
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
                destination -> memory.of(destination).rows.find(device).map(MemoryRow::update),
                clock.instant());
        if (publication.profileChanged()) {
            memory.profiles.put(device, publication.profile());
        }
        publication.updates().forEach((destination, update) -> {
            boolean asked = publication.rules().containsKey(destination);
            boolean movable = flights.isHome(destination, device);
            memory.of(destination).rows.owe(device, update, asked, movable, memory.nextVersion());
        });
        publication
                .changes()
                .forEach(
                        (destination, changes) -> memory.of(destination).batches.note(device, changes));
    }

    private void settle(DestinationNumber destination, Settlement settlement) {
        var kept = memory.of(destination);
        kept.keepAnswers(settlement, clock.instant());
        if (flights.land(destination, settlement.device())) {
            boolean suppress = catalog.findDestination(destination)
                    .filter(found -> found.batch().suppressDelivered())
                    .isPresent();
            kept.land(settlement, suppress, memory.nextVersion(), clock.instant());
        }
    }

    private void makeDue(DestinationNumber destination, DeviceId device) {
        boolean movable = flights.isHome(destination, device);
        memory.of(destination).makeDue(device, movable, memory.nextVersion(), clock.instant());
    }

    private boolean refill(Route route, Batch batch, int limit) {
        var batches = memory.of(route.number()).batches;
        var all = batch.full() ? new TreeSet<>(memory.profiles.keySet()) : batches.changed(batch.number());
        var left = batches.notReached(all);
        var looked = left.stream().limit(limit).toList();
        long made = looked.stream()
                .filter(device -> makeDueInBatch(route, batch, device))
                .count();
        boolean last = looked.size() == left.size();
        batches.made(looked, made, last, clock.instant());
        return !last;
    }

    /** Says whether the batch has anything to say of the device. */
    private boolean makeDueInBatch(Route route, Batch batch, DeviceId device) {
        var kept = memory.of(route.number());
        var profile = memory.profiles.getOrDefault(device, Profile.unknown(device));
        var owed = kept.rows.find(device).map(row -> row.update().zeros()).orElse(OwedZeros.NONE);
        var intent = batch.full()
                ? BatchIntent.full(batch.number(), profile, owed, route)
                        .filter(_ -> BatchIntent.mayConcern(profile, route))
                : kept.batches
                        .findChanges(batch.number(), device)
                        .flatMap(changes -> BatchIntent.changes(batch.number(), changes, profile, owed, route));
        intent.ifPresent(found ->
                kept.rows.oweInBatch(device, found.zeros(), found.part(), memory.nextVersion(), clock.instant()));
        if (intent.isPresent() && batch.full()) {
            memory.profiles.put(device, sent(profile, route));
        }
        return intent.isPresent();
    }

    /** A full batch counts as sent for the rules. */
    private Profile sent(Profile profile, Route route) {
        var lastSent = new HashMap<>(profile.lastSent());
        lastSent.merge(route.number(), new LastSent(clock.instant(), route.mappingEpoch()), LastSent::orLater);
        return profile.withLastSent(lastSent);
    }

    private int ready(DestinationNumber destination) {
        return ready(destination, Lane.LIVE).size()
                + ready(destination, Lane.BATCH).size();
    }

    private List<DeviceId> ready(DestinationNumber destination, Lane lane) {
        return memory.of(destination).rows.due(lane).stream()
                .filter(device -> flights.isHome(destination, device))
                .toList();
    }

    /** What can be taken, what is to be taken next first. */
    private Stream<DeviceId> inTurn(DestinationNumber destination) {
        var live = ready(destination, Lane.LIVE);
        var batch = ready(destination, Lane.BATCH);
        boolean batchFirst = !live.isEmpty() && !batch.isEmpty() && flights.isTurnOfBatch(destination);
        return batchFirst ? Stream.concat(batch.stream(), live.stream()) : Stream.concat(live.stream(), batch.stream());
    }

    private TakenUpdate taken(DestinationNumber destination, DeviceId device) {
        var row = memory.of(destination).rows.find(device).orElseThrow();
        var profile = memory.profiles.getOrDefault(device, Profile.unknown(device));
        return new TakenUpdate(profile, row.update(), row.version());
    }

    /** Forgets what the catalog does not know, and notes whose batches it switches on and off. */
    private void follow() {
        var known = catalog.destinations().stream().map(Destination::number).collect(toUnmodifiableSet());
        memory.keepOnly(known);
        flights.keepOnly(known);
        for (var destination : catalog.destinations()) {
            memory.of(destination.number()).batches.switchTo(destination.batch().enabled(), clock.instant());
        }
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
