package dev.iris.rocksdb;

import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Lane;
import dev.iris.model.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What memory knows of one destination's queue: a window of each lane, the slots in flight, and how many there are in all. The queue
 * itself is in the store. Thread-safe; its lock is never held across a read or write of the store.
 */
final class DestinationQueue {
    /** Slots of a lane read from the store at once, and kept in memory at most. */
    static final int WINDOW = 1_000;

    /** Of so many takes one begins with the batch lane. */
    static final int BATCH_SHARE = 20;

    private final DestinationNumber destination;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final LaneWindow live;
    private final LaneWindow batch;
    private final Map<DeviceId, Slot> inFlight = new HashMap<>();
    private long due;
    private int takes;

    DestinationQueue(DestinationNumber destination, Ticker ticker) {
        this(destination, ticker, new LaneWindow(Lane.LIVE), new LaneWindow(Lane.BATCH), 0);
    }

    /** A queue as it was found in the store, with so many slots in all. */
    DestinationQueue(DestinationNumber destination, Ticker ticker, LaneWindow live, LaneWindow batch, long due) {
        this.destination = destination;
        this.ticker = ticker;
        this.live = live;
        this.batch = batch;
        this.due = due;
    }

    DestinationNumber destination() {
        return destination;
    }

    /** The highest seq of a lane that the store holds and that was told here. */
    long lastSeq(Lane lane) {
        return locked(() -> window(lane).lastSeq());
    }

    long due() {
        return locked(() -> due);
    }

    /** The store holds new slots. */
    void added(List<Slot> slots) {
        locked(() -> {
            due += slots.size();
            slots.forEach(slot -> window(slot.lane()).add(slot));
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

    /**
     * Takes a slot away that the store is about to lose, unless its device is in flight or at rest or it was not told here yet; says
     * whether it was taken away. Then nobody gets it any more, whatever was read from the store before.
     */
    boolean withdraw(Slot slot) {
        return locked(() -> {
            wake();
            boolean withdrawn =
                    !inFlight.containsKey(slot.device()) && window(slot.lane()).withdraw(slot);
            due -= withdrawn ? 1 : 0;
            return withdrawn;
        });
    }

    /** Puts slots of this queue in flight, of each lane the lowest seq first. */
    List<Slot> take(int limit) {
        return locked(() -> {
            wake();
            var taken = new ArrayList<Slot>();
            for (var window : order()) {
                while (taken.size() < limit) {
                    var slot = window.poll();
                    if (slot.isEmpty()) {
                        break;
                    }
                    inFlight.put(slot.get().device(), slot.get());
                    taken.add(slot.get());
                }
            }
            return taken;
        });
    }

    /** The seq of a lane behind which its window is to be filled from the store; empty while that is not needed. */
    OptionalLong missingAfter(Lane lane) {
        return locked(() -> window(lane).missingAfter());
    }

    /**
     * Takes over what the store was found to hold of a lane behind {@code after}.
     *
     * @param exhausted whether that is all of it up to {@code lastSeqBefore}, the last seq before the reading began
     */
    void loaded(Lane lane, long after, List<Slot> slots, boolean exhausted, long lastSeqBefore) {
        locked(() -> {
            window(lane).load(after, slots, exhausted, lastSeqBefore);
            return true;
        });
    }

    /** Ends flights; the devices are not taken again before they have rested. */
    void release(Collection<DeviceId> devices, Duration rest) {
        locked(() -> {
            long until = LaneWindow.restedAt(ticker.nanos(), rest);
            for (var device : devices) {
                var slot = inFlight.remove(device);
                if (slot != null) {
                    window(slot.lane()).rest(slot, until);
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
                if (now - deadline >= 0) {
                    break;
                }
                more.awaitNanos(Math.max(1, nextWake(deadline) - now));
            }
            return Math.clamp(ready(), 0, count);
        } finally {
            lock.unlock();
        }
    }

    /** The lowest seq of a lane that memory knows of: no live slot of the store has a lower one. */
    OptionalLong lowestSeq(Lane lane) {
        return locked(() -> window(lane).lowestSeq(inFlight(lane)));
    }

    /** The head of a lane, when it is at least {@code step} behind the one that was told before. */
    OptionalLong headToHint(Lane lane, long step) {
        return locked(() -> window(lane).headToHint(step, inFlight(lane)));
    }

    /** Live before batch, but for a share. */
    private List<LaneWindow> order() {
        if (!live.isReady() || !batch.isReady()) {
            return List.of(live, batch);
        }
        takes = (takes + 1) % BATCH_SHARE;
        return takes == 0 ? List.of(batch, live) : List.of(live, batch);
    }

    private LaneWindow window(Lane lane) {
        return switch (lane) {
            case LIVE -> live;
            case BATCH -> batch;
        };
    }

    private Stream<Slot> inFlight(Lane lane) {
        return inFlight.values().stream().filter(slot -> slot.lane() == lane);
    }

    private long ready() {
        wake();
        return due - inFlight.size() - live.resting() - batch.resting();
    }

    private void wake() {
        long now = ticker.nanos();
        live.wake(now);
        batch.wake(now);
    }

    private long nextWake(long deadline) {
        long earliest = deadline;
        for (var window : List.of(live, batch)) {
            var wake = window.nextWake();
            if (wake.isPresent() && wake.getAsLong() - earliest < 0) {
                earliest = wake.getAsLong();
            }
        }
        return earliest;
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
