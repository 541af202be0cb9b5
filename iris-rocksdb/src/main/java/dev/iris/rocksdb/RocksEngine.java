package dev.iris.rocksdb;

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
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Lane;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.Route;
import dev.iris.model.Ticker;
import dev.iris.model.Told;
import dev.iris.publish.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * The embedded engine. Events are grouped by one committer into atomic, synced writes; couriers read what waits straight from the
 * store. Thread-safe.
 */
public final class RocksEngine implements Engine, BatchChanges {
    /** How long devices rest that could not be read. */
    private static final Duration REST_AFTER_FAULT = Duration.ofSeconds(1);

    /** Devices of a batch made due in one write at most. */
    private static final int MOST_IN_PART = 1_000;

    /** How long couriers wait for an engine that cannot write. */
    private static final Duration PAUSE_IN_TROUBLE = Duration.ofSeconds(1);

    private final Store store;
    private final Queues queues;
    private final LetterCounts letters;
    private final BatchBooks books;
    private final Committer committer;

    /** Held for reading around each use of the store, so that nothing reads a store that is closed. */
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();

    private boolean closed;

    private RocksEngine(Store store, Queues queues, LetterCounts letters, BatchBooks books, Committer committer) {
        this.store = store;
        this.queues = queues;
        this.letters = letters;
        this.books = books;
        this.committer = committer;
    }

    /**
     * Opens the engine in a folder, which it locks; rows of destinations that the catalog does not know are dropped.
     *
     * @param folder made if it is missing
     * @param clock the server's time, for ages and last sightings
     * @param ticker the monotonic time, for rests
     * @throws EngineUnavailableException the folder is in use, cannot be written, or was written by a newer version
     */
    public static RocksEngine open(Path folder, Catalog catalog, InstantSource clock, Ticker ticker) {
        var store = Store.open(folder);
        try {
            var queues = new Queues(ticker);
            var letters = new LetterCounts();
            var books = new BatchBooks();
            var committer = new Committer(store, queues, letters, books, catalog, clock);
            new Recovery(store, queues, letters, books, committer).run(catalog);
            committer.start();
            return new RocksEngine(store, queues, letters, books, committer);
        } catch (RocksDBException | RuntimeException e) {
            store.close();
            throw new EngineUnavailableException("the data folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
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
    public Catalog catalog() {
        return committer.catalog();
    }

    @Override
    public void adopt(Catalog catalog) {
        var done = new CompletableFuture<Void>();
        committer.give(new Command.Adopt(catalog, done));
        await(done);
    }

    @Override
    public int awaitDue(DestinationNumber destination, int count, Duration most) throws InterruptedException {
        requireOpen();
        if (committer.findTrouble().isPresent()) {
            Thread.sleep(most.compareTo(PAUSE_IN_TROUBLE) < 0 ? most : PAUSE_IN_TROUBLE);
            return 0;
        }
        return queues.require(destination).awaitDue(count, most);
    }

    @Override
    public List<TakenUpdate> take(DestinationNumber destination, int limit) {
        return reading(() -> {
            if (committer.findTrouble().isPresent()) {
                return List.of();
            }
            var queue = queues.require(destination);
            return read(queue, take(queue, limit));
        });
    }

    @Override
    public void settle(DestinationNumber destination, List<Settlement> settlements) {
        if (!settlements.isEmpty()) {
            committer.give(new Command.Settle(destination, List.copyOf(settlements)));
        }
    }

    @Override
    public void release(DestinationNumber destination, Collection<DeviceId> devices, Duration rest) {
        devices.forEach(device -> queues.rowsInFlight().forget(new RowKey(destination, device)));
        queues.require(destination).release(devices, rest);
    }

    @Override
    public Backlog backlog(DestinationNumber destination) {
        return reading(() -> queues.find(destination)
                .filter(queue -> queue.due() > 0)
                .map(queue -> new Backlog(queue.due(), oldest(queue).orElse(null)))
                .orElse(Backlog.EMPTY));
    }

    @Override
    public BatchStanding standing(DestinationNumber destination) {
        return reading(() -> books.of(destination).standing());
    }

    @Override
    public Optional<Batch> beginBatch(DestinationNumber destination, boolean full, Instant plannedFor) {
        var done = new CompletableFuture<Optional<Batch>>();
        committer.give(new Command.Begin(destination, full, plannedFor, done));
        return await(done);
    }

    @Override
    public boolean refillBatch(DestinationNumber destination, int limit) {
        if (limit < 1 || limit > MOST_IN_PART) {
            throw new IllegalArgumentException("limit " + limit + " (expected: 1 to " + MOST_IN_PART + ")");
        }
        requireOpen();
        var book = books.of(destination);
        var batch = book.standing().findRunning().filter(running -> book.isMaking(running.number()));
        var route = catalog().findRoute(destination);
        if (batch.isEmpty() || route.isEmpty()) {
            return false;
        }
        long room = MOST_ROWS - batch.get().outstanding();
        if (room < limit) {
            return false;
        }
        var slice = reading(() -> next(route.get(), batch.get(), book.cursor(), limit));
        var done = new CompletableFuture<Void>();
        committer.give(new Command.Refill(slice, done));
        await(done);
        return !slice.last();
    }

    @Override
    public List<Batch> listBatches(DestinationNumber destination) {
        var running = standing(destination).findRunning();
        var ended = reading(() -> {
            try {
                return BatchScan.ended(store, destination);
            } catch (RocksDBException e) {
                throw unreadable(e);
            }
        });
        return Stream.concat(running.stream(), ended.stream()).toList();
    }

    @Override
    public Optional<PendingUpdate> findPending(DestinationNumber destination, DeviceId device) {
        return reading(() -> Optional.ofNullable(store.read(store.pending, Keys.pending(destination, device)))
                .map(value -> Row.decode(value).update()));
    }

    @Override
    public Optional<Told> findTold(DestinationNumber destination, DeviceId device) {
        return reading(() -> Optional.ofNullable(store.read(store.told, Keys.told(destination, device)))
                .map(value -> ToldCodec.decode(device, value)));
    }

    @Override
    public Optional<Profile> findProfile(DeviceId device) {
        return reading(() -> Optional.ofNullable(store.read(store.profile, Keys.profile(device)))
                .map(value -> ProfileCodec.decode(device, value)));
    }

    @Override
    public long countLetters(DestinationNumber destination) {
        return reading(() -> letters.of(destination));
    }

    @Override
    public LetterPage listLetters(DestinationNumber destination, LetterSearch search, String after, int limit) {
        if (limit < 1 || limit > LetterPart.MOST) {
            throw new IllegalArgumentException("limit " + limit + " (expected: 1 to " + LetterPart.MOST + ")");
        }
        return reading(() -> {
            try {
                return LetterScan.page(store, destination, search, after, limit);
            } catch (RocksDBException e) {
                throw unreadable(e);
            }
        });
    }

    @Override
    public long replayLetters(DestinationNumber destination, LetterSearch search) {
        return endLetters(destination, search, Command.Replay::new);
    }

    @Override
    public long dropLetters(DestinationNumber destination, LetterSearch search) {
        return endLetters(destination, search, Command.Drop::new);
    }

    @Override
    public Optional<String> findTrouble() {
        return committer.findTrouble();
    }

    @Override
    public void close() {
        committer.close();
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                store.close();
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    private void accept(List<QualificationEvent> events, Origin origin) {
        if (!events.isEmpty()) {
            await(committer.accept(List.copyOf(events), origin));
        }
    }

    private BatchSlice next(Route route, Batch batch, @Nullable DeviceId cursor, int limit) {
        try {
            return BatchScan.next(store, route, batch, cursor, limit);
        } catch (RocksDBException e) {
            throw unreadable(e);
        }
    }

    /** Goes through the letters once, part by part: one that dies behind the place reached is not touched. */
    private long endLetters(
            DestinationNumber destination,
            LetterSearch search,
            BiFunction<LetterPart, CompletableFuture<Long>, Command> command) {
        long ended = 0;
        var after = "";
        do {
            var page = listLetters(destination, search, after, LetterPart.MOST);
            var keys = page.letters().stream()
                    .map(letter -> LetterKey.of(destination, letter))
                    .toList();
            if (!keys.isEmpty()) {
                var done = new CompletableFuture<Long>();
                committer.give(command.apply(new LetterPart(keys, search), done));
                ended += await(done);
            }
            after = page.next();
        } while (!after.isEmpty());
        return ended;
    }

    /** Memory holds a window of the queue; what goes beyond is taken window by window. Where one cannot be read none is taken. */
    private List<Slot> take(DestinationQueue queue, int limit) {
        var slots = new ArrayList<Slot>();
        try {
            int before;
            do {
                before = slots.size();
                for (var lane : Lane.values()) {
                    load(queue, lane);
                }
                slots.addAll(queue.take(limit - before));
            } while (slots.size() > before && slots.size() < limit);
            return slots;
        } catch (EngineUnavailableException e) {
            queue.release(slots.stream().map(Slot::device).toList(), REST_AFTER_FAULT);
            throw e;
        }
    }

    /** Fills a lane's window from the store when it is empty. */
    private void load(DestinationQueue queue, Lane lane) {
        var after = queue.missingAfter(lane);
        if (after.isEmpty()) {
            return;
        }
        long lastSeqBefore = queue.lastSeq(lane);
        try {
            var slots = Reads.slots(store, queue.destination(), lane, after.getAsLong(), DestinationQueue.WINDOW);
            queue.loaded(lane, after.getAsLong(), slots, slots.size() < DestinationQueue.WINDOW, lastSeqBefore);
        } catch (RocksDBException e) {
            throw unreadable(e);
        }
    }

    /** The row is read before the profile, so that the profile is never older than the row. */
    private List<TakenUpdate> read(DestinationQueue queue, List<Slot> slots) {
        var devices = slots.stream().map(Slot::device).toList();
        var keys = devices.stream()
                .map(device -> new RowKey(queue.destination(), device))
                .toList();
        try {
            keys.forEach(queues.rowsInFlight()::reading);
            var rows = Reads.many(
                    store,
                    store.pending,
                    devices.stream()
                            .map(d -> Keys.pending(queue.destination(), d))
                            .toList());
            var profiles = Reads.many(
                    store, store.profile, devices.stream().map(Keys::profile).toList());
            var taken = new ArrayList<TakenUpdate>();
            for (int i = 0; i < devices.size(); i++) {
                var row = rows.get(i);
                var profile = profiles.get(i);
                if (row.isEmpty() || profile.isEmpty()) {
                    queues.rowsInFlight().forget(keys.get(i));
                    queue.landed(devices.get(i));
                    continue;
                }
                taken.add(taken(keys.get(i), row.get(), profile.get()));
            }
            return taken;
        } catch (RocksDBException | RuntimeException e) {
            keys.forEach(queues.rowsInFlight()::forget);
            queue.release(devices, REST_AFTER_FAULT);
            throw unreadable(e);
        }
    }

    private TakenUpdate taken(RowKey key, byte[] row, byte[] profile) {
        var decoded = Row.decode(row);
        queues.rowsInFlight().read(key, decoded);
        return new TakenUpdate(ProfileCodec.decode(key.device(), profile), decoded.update(), decoded.version());
    }

    private Optional<Instant> oldest(DestinationQueue queue) {
        return Stream.of(Lane.values())
                .flatMap(lane -> oldest(queue, lane).stream())
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> oldest(DestinationQueue queue, Lane lane) {
        var lowest = queue.lowestSeq(lane);
        if (lowest.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Reads.slots(store, queue.destination(), lane, lowest.getAsLong() - 1, 1).stream()
                    .findFirst()
                    .flatMap(slot -> Optional.ofNullable(
                            store.read(store.pending, Keys.pending(queue.destination(), slot.device()))))
                    .map(value -> Row.decode(value).update().firstAt());
        } catch (RocksDBException e) {
            throw unreadable(e);
        }
    }

    /** What the engine keeps its rows in, for those who measure it. */
    Store store() {
        return store;
    }

    private <T> T reading(Supplier<T> read) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new EngineUnavailableException("the engine is closed");
            }
            return read.get();
        } finally {
            open.readLock().unlock();
        }
    }

    private void requireOpen() {
        reading(() -> true);
    }

    private static <T> T await(CompletableFuture<T> done) {
        try {
            return done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof EngineUnavailableException known
                    ? known
                    : new EngineUnavailableException("the engine failed", e);
        }
    }

    private static EngineUnavailableException unreadable(Exception e) {
        return new EngineUnavailableException("the store cannot be read: " + e.getMessage(), e);
    }
}
