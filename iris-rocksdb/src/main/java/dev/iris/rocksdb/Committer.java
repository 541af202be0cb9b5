package dev.iris.rocksdb;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.IntakeOverloadedException;
import dev.iris.model.Catalog;
import dev.iris.model.Destination;
import dev.iris.model.DestinationNumber;
import dev.iris.model.Lane;
import dev.iris.model.QualificationEvent;
import dev.iris.publish.Origin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of the store. Commands that wait together become one atomic write with one sync: while the disk syncs, the next
 * group gathers, and when it is a full write it is prepared as well, and another one behind it. After a failed write nothing more is
 * promised until the store was opened again. Thread-safe.
 */
final class Committer implements AutoCloseable {
    /** Events that may wait before producers are told to slow down. */
    static final int MAX_WAITING_EVENTS = 100_000;

    /** Events and ended dead letters of one write, but for the last command of it. */
    private static final int MAX_WEIGHT = 1_000;

    /** Commands that may wait; a courier that settles waits for room. */
    private static final int MAX_COMMANDS = 65_536;

    /** How long acknowledgements that came first wait for others: nobody waits for them. */
    private static final Duration SETTLEMENTS_GATHER = Duration.ofMillis(1);

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final Store store;
    private final Queues queues;
    private final LetterCounts letters;
    private final BatchBooks books;
    private final InstantSource clock;
    private final RecentRecords recent = RecentRecords.ofHeap();
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>(MAX_COMMANDS);
    private final AtomicInteger waitingEvents = new AtomicInteger();
    private final Thread thread;
    private volatile Catalog catalog;
    private volatile @Nullable String trouble;

    Committer(
            Store store, Queues queues, LetterCounts letters, BatchBooks books, Catalog catalog, InstantSource clock) {
        this.store = store;
        this.queues = queues;
        this.letters = letters;
        this.books = books;
        this.catalog = catalog;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("iris-committer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    Catalog catalog() {
        return catalog;
    }

    Optional<String> findTrouble() {
        return Optional.ofNullable(trouble);
    }

    /** Queues events; the future completes when they are durable. */
    CompletableFuture<Void> accept(List<QualificationEvent> events, Origin origin) {
        refuseInTrouble();
        if (waitingEvents.addAndGet(events.size()) > MAX_WAITING_EVENTS + events.size()) {
            waitingEvents.addAndGet(-events.size());
            throw new IntakeOverloadedException("more than " + MAX_WAITING_EVENTS + " events wait to be made durable");
        }
        var done = new CompletableFuture<Void>();
        var answered = done.whenComplete((_, _) -> waitingEvents.addAndGet(-events.size()));
        give(new Command.Accept(events, origin, done));
        return answered;
    }

    void give(Command command) {
        refuseInTrouble();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    commands.put(command);
                    refuseIfTooLate();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Carries out what was given before, then refuses everything. */
    @Override
    public void close() {
        stop();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        try {
            give(new Command.Stop());
        } catch (EngineUnavailableException e) {
            LOG.debug("the committer ended by itself: {}", e.getMessage());
        }
    }

    private void refuseInTrouble() {
        var reason = trouble;
        if (reason != null) {
            throw new EngineUnavailableException(reason);
        }
    }

    /** A command that was put after the committer ended would never be answered. */
    private void refuseIfTooLate() {
        if (trouble != null) {
            refuseRest(List.of());
        }
    }

    private void run() {
        var group = new ArrayList<Command>();
        var writer = new StoreWriter(recent);
        try {
            while (trouble == null) {
                gather(group, writer);
                carryOut(group, writer);
                group.clear();
            }
        } catch (RocksDBException | RuntimeException | Error e) {
            LOG.error("the store cannot be written any more; restart the server when its disk is well again", e);
            trouble = "the store cannot be written: " + e.getMessage();
        } finally {
            group.addAll(writer.end());
            refuseRest(group);
        }
    }

    /** Waits for a command and takes with it those that wait behind it, up to the size of one write. */
    private void gather(List<Command> group, StoreWriter writer) throws RocksDBException {
        group.add(first(writer));
        int weight = weight(group.getFirst());
        boolean hasPatience = group.getFirst() instanceof Command.Settle;
        while (weight < MAX_WEIGHT) {
            var next = commands.poll();
            if (next == null && hasPatience) {
                hasPatience = false;
                LockSupport.parkNanos(SETTLEMENTS_GATHER.toNanos());
                continue;
            }
            if (next == null) {
                return;
            }
            group.add(next);
            weight += weight(next);
            hasPatience &= next instanceof Command.Settle;
        }
    }

    /** While batches are written, less than a full write waits for them; the committer never sleeps while one may fail. */
    private Command first(StoreWriter writer) throws RocksDBException {
        while (writer.isBusy()) {
            var next = isFullWriteBehind(writer.weight()) ? commands.poll() : null;
            if (next != null) {
                return next;
            }
            writer.awaitOldest();
        }
        try {
            return commands.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the committer", e);
        }
    }

    private void carryOut(List<Command> group, StoreWriter writer) throws RocksDBException {
        int from = 0;
        for (int at = 0; at < group.size(); at++) {
            if (isTurningPoint(group.get(at))) {
                write(group.subList(from, at), writer);
                writer.await();
                turn(group.get(at));
                from = at + 1;
            }
        }
        write(group.subList(from, group.size()), writer);
    }

    private void write(List<Command> group, StoreWriter writer) throws RocksDBException {
        if (group.isEmpty()) {
            return;
        }
        if (writer.findNewest().filter(CommitBatch::canBeFollowed).isEmpty()) {
            writer.await();
        }
        var former = writer.findNewest().orElse(null);
        int weight = group.stream().mapToInt(Committer::weight).sum();
        var batch = new CommitBatch(store, recent, catalog, queues, letters, books, former, weight, clock.instant());
        var answers = new ArrayList<Runnable>(group.size());
        for (var command : group) {
            answers.add(apply(command, batch));
        }
        batch.seal();
        if (writer.isBusy() || isFullWriteBehind(weight)) {
            writer.begin(batch, answers, group, weight);
        } else {
            writer.write(batch, answers);
        }
    }

    /**
     * Whether a full write waits, or is just coming, besides commands of some weight: with less, to wait for more company is worth more
     * than to begin early.
     */
    private boolean isFullWriteBehind(int weight) {
        return waitingEvents.get() - weight >= MAX_WEIGHT;
    }

    /** What is to be done when the write that the command is part of is durable. */
    private static Runnable apply(Command command, CommitBatch batch) throws RocksDBException {
        return switch (command) {
            case Command.Accept accept -> {
                batch.prefetch(
                        accept.events().stream().map(QualificationEvent::device).toList());
                for (var event : accept.events()) {
                    batch.accept(event, accept.origin());
                }
                yield () -> accept.done().complete(null);
            }
            case Command.Settle settle -> {
                for (var settlement : settle.settlements()) {
                    batch.settle(settle.destination(), settlement);
                }
                yield () -> {};
            }
            case Command.Replay replay -> {
                long replayed = batch.replay(replay.letters());
                yield () -> replay.done().complete(replayed);
            }
            case Command.Drop drop -> {
                long dropped = batch.drop(drop.letters());
                yield () -> drop.done().complete(dropped);
            }
            case Command.Begin begin -> {
                var begun = batch.begin(begin.destination(), begin.full(), begin.plannedFor());
                yield () -> begin.done().complete(begun);
            }
            case Command.Refill refill -> {
                batch.refill(refill.slice());
                yield () -> refill.done().complete(null);
            }
            case Command.Adopt _, Command.Stop _ -> throw new IllegalStateException("not part of a write");
        };
    }

    private static boolean isTurningPoint(Command command) {
        return switch (command) {
            case Command.Adopt _, Command.Stop _ -> true;
            case Command.Accept _,
                    Command.Settle _,
                    Command.Replay _,
                    Command.Drop _,
                    Command.Begin _,
                    Command.Refill _ -> false;
        };
    }

    private void turn(Command command) throws RocksDBException {
        switch (command) {
            case Command.Adopt(Catalog next, CompletableFuture<Void> done) -> {
                adopt(next);
                done.complete(null);
            }
            case Command.Stop _ -> trouble = "the engine is closed";
            case Command.Accept _,
                    Command.Settle _,
                    Command.Replay _,
                    Command.Drop _,
                    Command.Begin _,
                    Command.Refill _ -> throw new IllegalStateException("part of a write");
        }
    }

    private void adopt(Catalog next) throws RocksDBException {
        for (var destination : catalog.destinations()) {
            if (next.findRoute(destination.number()).isEmpty()) {
                drop(destination.number());
            }
        }
        var known = next.destinations().stream().map(Destination::number).collect(toUnmodifiableSet());
        queues.keepOnly(known);
        letters.keepOnly(known);
        books.keepOnly(known);
        switchBatches(next);
        catalog = next;
    }

    /** Forgets all rows of a destination. */
    void drop(DestinationNumber destination) throws RocksDBException {
        recent.clear();
        store.db.deleteRange(store.queue, Keys.firstOf(destination), Keys.behind(destination));
        store.db.deleteRange(store.pending, Keys.firstOf(destination), Keys.behind(destination));
        store.db.deleteRange(store.told, Keys.firstOf(destination), Keys.behind(destination));
        store.db.deleteRange(store.dead, Keys.firstOf(destination), Keys.behind(destination));
        store.db.deleteRange(store.changes, Keys.firstOf(destination), Keys.behind(destination));
        store.db.deleteRange(store.meta, Keys.firstBatch(destination), Keys.behindBatches(destination));
        store.db.delete(store.meta, Keys.batchBook(destination));
        for (var lane : Lane.values()) {
            store.db.delete(store.meta, Keys.headHint(destination, lane));
        }
    }

    /** Notes since when the batches of destinations are on; what changed for batches that are off is forgotten. */
    void switchBatches(Catalog next) throws RocksDBException {
        for (var destination : next.destinations()) {
            var number = destination.number();
            var book = books.of(number);
            boolean isOn = book.standing().findSince().isPresent();
            if (isOn != destination.batch().enabled()) {
                var switched = book.switched(isOn ? null : clock.instant());
                store.db.deleteRange(store.changes, Keys.firstChange(number, book.open()), Keys.behind(number));
                store.db.put(store.meta, Keys.batchBook(number), switched.encode());
                books.put(number, switched);
            }
        }
    }

    private void refuseRest(List<Command> group) {
        var reason = Optional.ofNullable(trouble).orElse("the engine is closed");
        trouble = reason;
        var rest = new ArrayList<>(group);
        commands.drainTo(rest);
        for (var command : rest) {
            switch (command) {
                case Command.Accept accept -> refuse(accept.done(), reason);
                case Command.Adopt adopt -> refuse(adopt.done(), reason);
                case Command.Replay replay -> refuse(replay.done(), reason);
                case Command.Drop drop -> refuse(drop.done(), reason);
                case Command.Begin begin -> refuse(begin.done(), reason);
                case Command.Refill refill -> refuse(refill.done(), reason);
                case Command.Settle _, Command.Stop _ -> {}
            }
        }
    }

    private static void refuse(CompletableFuture<?> done, String reason) {
        done.completeExceptionally(new EngineUnavailableException(reason));
    }

    /** How much of a write the command is; a letter that ends is as much work as an event. */
    private static int weight(Command command) {
        return switch (command) {
            case Command.Accept accept -> accept.events().size();
            case Command.Replay replay -> replay.letters().keys().size();
            case Command.Drop drop -> drop.letters().keys().size();
            case Command.Refill refill -> refill.slice().devices().size();
            case Command.Settle _, Command.Begin _, Command.Adopt _, Command.Stop _ -> 0;
        };
    }
}
