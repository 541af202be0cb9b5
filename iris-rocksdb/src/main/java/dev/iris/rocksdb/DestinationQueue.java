package dev.iris.rocksdb;

import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What memory knows of one destination's queue: a window of the next slots, those in flight, those at rest, and how many there
 * are in all. The queue itself is in the store. Thread-safe; its lock is never held across a read or write of the store.
 *
 * <p>Invariant: each slot of the store whose seq is at most {@code loadedThrough} is in exactly one of window, in flight and at
 * rest; the slots behind it are only in the store.
 */
final class DestinationQueue {
    /** Slots read from the store at once, and kept in memory at most for each destination. */
    static final int WINDOW = 1_000;

    private final DestinationNumber destination;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Deque<Slot> window = new ArrayDeque<>();
    private final Map<DeviceId, Slot> inFlight = new HashMap<>();
    private final PriorityQueue<Resting> resting = new PriorityQueue<>(Comparator.comparingLong(Resting::until));
    private long loadedThrough;
    private long lastSeq;
    private long due;
    private long hintedHead;

    private record Resting(Slot slot, long until) {}

    DestinationQueue(DestinationNumber destination, Ticker ticker) {
        this.destination = destination;
        this.ticker = ticker;
    }

    /** A queue as it was found in the store: {@code due} slots from {@code firstSeq} on. */
    static DestinationQueue found(DestinationNumber destination, Ticker ticker, long firstSeq, long lastSeq, long due) {
        var queue = new DestinationQueue(destination, ticker);
        queue.loadedThrough = firstSeq - 1;
        queue.lastSeq = lastSeq;
        queue.due = due;
        queue.hintedHead = firstSeq;
        return queue;
    }

    DestinationNumber destination() {
        return destination;
    }

    /** The highest seq that the store holds. */
    long lastSeq() {
        return locked(() -> lastSeq);
    }

    long due() {
        return locked(() -> due);
    }

    /** The store holds a new slot. */
    void added(Slot slot) {
        locked(() -> {
            due++;
            boolean caughtUp = loadedThrough == lastSeq;
            lastSeq = slot.seq();
            if (caughtUp && window.size() < WINDOW) {
                window.addLast(slot);
                loadedThrough = slot.seq();
            }
            more.signalAll();
            return due;
        });
    }

    /** Whether the slot was taken and its flight has not ended. */
    boolean isInFlight(Slot slot) {
        return locked(() -> slot.equals(inFlight.get(slot.device())));
    }

    /** The store no longer holds a slot that was in flight; the device may be in flight again from a later slot. */
    void removed(Slot slot) {
        locked(() -> {
            inFlight.remove(slot.device(), slot);
            return due--;
        });
    }

    /** The device's flight ended without any change of the store. */
    void landed(DeviceId device) {
        locked(() -> inFlight.remove(device));
    }

    /** Puts slots of this queue in flight, the lowest seq first. */
    List<Slot> take(int limit) {
        return locked(() -> {
            wake();
            var taken = new ArrayList<Slot>();
            while (taken.size() < limit && !window.isEmpty()) {
                var slot = window.removeFirst();
                inFlight.put(slot.device(), slot);
                taken.add(slot);
            }
            return taken;
        });
    }

    /** The seq behind which the window is to be filled from the store; empty while the window holds slots or all are loaded. */
    OptionalLong missingAfter() {
        return locked(() ->
                window.isEmpty() && loadedThrough < lastSeq ? OptionalLong.of(loadedThrough) : OptionalLong.empty());
    }

    /**
     * Takes over what the store was found to hold behind {@code after}.
     *
     * @param exhausted whether that is all of it up to {@code lastSeqBefore}, the last seq before the reading began
     */
    void loaded(long after, List<Slot> slots, boolean exhausted, long lastSeqBefore) {
        locked(() -> {
            if (loadedThrough != after) {
                return false;
            }
            window.addAll(slots);
            long read = slots.isEmpty() ? after : slots.getLast().seq();
            loadedThrough = exhausted ? Math.max(read, lastSeqBefore) : read;
            return true;
        });
    }

    /** Ends flights; the devices are not taken again before they have rested. */
    void release(Collection<DeviceId> devices, Duration rest) {
        locked(() -> {
            long until = ticker.nanos() + rest.toNanos();
            for (var device : devices) {
                var slot = inFlight.remove(device);
                if (slot != null) {
                    resting.add(new Resting(slot, until));
                }
            }
            more.signalAll();
            return true;
        });
    }

    /** Waits until so many slots can be taken or the time is over; says how many can. */
    int awaitDue(int count, Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long deadline = ticker.nanos() + most.toNanos();
            while (ready() < count) {
                long now = ticker.nanos();
                long waitUntil = resting.isEmpty()
                        ? deadline
                        : Math.min(deadline, resting.element().until());
                if (now - deadline >= 0) {
                    break;
                }
                more.awaitNanos(Math.max(1, waitUntil - now));
            }
            return Math.clamp(ready(), 0, count);
        } finally {
            lock.unlock();
        }
    }

    /** The lowest seq that memory knows of: no live slot of the store has a lower one. */
    OptionalLong lowestSeq() {
        return locked(() -> {
            long lowest = window.isEmpty() ? Long.MAX_VALUE : window.getFirst().seq();
            for (var slot : inFlight.values()) {
                lowest = Math.min(lowest, slot.seq());
            }
            for (var rest : resting) {
                lowest = Math.min(lowest, rest.slot().seq());
            }
            if (lowest == Long.MAX_VALUE) {
                return loadedThrough < lastSeq ? OptionalLong.of(loadedThrough + 1) : OptionalLong.empty();
            }
            return OptionalLong.of(lowest);
        });
    }

    /** The head, when it is at least {@code step} behind the one that was told before. */
    OptionalLong headToHint(long step) {
        return locked(() -> {
            var head = lowestSeq();
            if (head.isEmpty() || head.getAsLong() < hintedHead + step) {
                return OptionalLong.empty();
            }
            hintedHead = head.getAsLong();
            return head;
        });
    }

    private long ready() {
        wake();
        return due - inFlight.size() - resting.size();
    }

    /** Moves slots that have rested back to the window, in the order of their seq. */
    private void wake() {
        long now = ticker.nanos();
        if (resting.isEmpty() || resting.element().until() - now > 0) {
            return;
        }
        var woken = new ArrayList<>(window);
        while (!resting.isEmpty() && resting.element().until() - now <= 0) {
            woken.add(resting.remove().slot());
        }
        woken.sort(Comparator.comparingLong(Slot::seq));
        window.clear();
        window.addAll(woken);
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
