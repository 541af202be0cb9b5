package dev.iris.rocksdb;

import dev.iris.model.Lane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What memory knows of one lane of a queue: a window of the next slots and those at rest. Confined to its queue's lock.
 *
 * <p>Invariant: each slot of the store whose seq is at most {@code loadedThrough} is in exactly one of window, at rest and, in the
 * queue, in flight; the slots behind it are only in the store.
 */
final class LaneWindow {
    private final Lane lane;
    private final Deque<Slot> window = new ArrayDeque<>();
    private final PriorityQueue<Resting> resting = new PriorityQueue<>(Comparator.comparingLong(Resting::until));

    /** Slots that the store may still hold behind {@code loadedThrough}, and that are not to be taken any more. */
    private final Set<Long> withdrawn = new HashSet<>();

    private long loadedThrough;
    private long lastSeq;
    private long hintedHead;

    private record Resting(Slot slot, long until) {}

    LaneWindow(Lane lane) {
        this.lane = lane;
    }

    /** A lane as it was found in the store: slots from {@code firstSeq} on. */
    static LaneWindow found(Lane lane, long firstSeq, long lastSeq) {
        var found = new LaneWindow(lane);
        found.loadedThrough = firstSeq - 1;
        found.lastSeq = lastSeq;
        found.hintedHead = firstSeq;
        return found;
    }

    Lane lane() {
        return lane;
    }

    long lastSeq() {
        return lastSeq;
    }

    boolean isReady() {
        return !window.isEmpty();
    }

    int resting() {
        return resting.size();
    }

    void add(Slot slot) {
        boolean caughtUp = loadedThrough == lastSeq;
        lastSeq = slot.seq();
        if (caughtUp && window.size() < DestinationQueue.WINDOW) {
            window.addLast(slot);
            loadedThrough = slot.seq();
        }
    }

    /** Takes the next slot away, if the window has one. */
    Optional<Slot> poll() {
        return Optional.ofNullable(window.pollFirst());
    }

    void rest(Slot slot, long until) {
        resting.add(new Resting(slot, until));
    }

    /** Takes a slot away that is there and not at rest, so that nobody gets it any more; says whether it was. */
    boolean withdraw(Slot slot) {
        if (slot.seq() > lastSeq || resting.stream().anyMatch(rest -> rest.slot.equals(slot))) {
            return false;
        }
        if (!window.remove(slot)) {
            withdrawn.add(slot.seq());
        }
        return true;
    }

    /** The seq behind which the window is to be filled from the store; empty while it holds slots or all are loaded. */
    OptionalLong missingAfter() {
        return window.isEmpty() && loadedThrough < lastSeq ? OptionalLong.of(loadedThrough) : OptionalLong.empty();
    }

    void load(long after, List<Slot> slots, boolean exhausted, long lastSeqBefore) {
        if (loadedThrough != after) {
            return;
        }
        slots.stream().filter(slot -> !withdrawn.contains(slot.seq())).forEach(window::addLast);
        long read = slots.isEmpty() ? after : slots.getLast().seq();
        loadedThrough = exhausted ? Math.max(read, lastSeqBefore) : read;
        withdrawn.removeIf(seq -> seq <= loadedThrough);
    }

    /** Moves slots that have rested back to the window, in the order of their seq. */
    void wake(long now) {
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

    /** When the next slot at rest has rested. */
    OptionalLong nextWake() {
        return resting.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(resting.element().until());
    }

    /** The lowest seq that memory knows of: no live slot of the store has a lower one. */
    OptionalLong lowestSeq(Stream<Slot> inFlight) {
        var lowest = Stream.of(window.stream().limit(1), resting.stream().map(Resting::slot), inFlight)
                .flatMap(slots -> slots)
                .mapToLong(Slot::seq)
                .min();
        if (lowest.isPresent()) {
            return lowest;
        }
        return loadedThrough < lastSeq ? OptionalLong.of(loadedThrough + 1) : OptionalLong.empty();
    }

    /** The head, when it is at least {@code step} behind the one that was told before. */
    OptionalLong headToHint(long step, Stream<Slot> inFlight) {
        var head = lowestSeq(inFlight);
        if (head.isEmpty() || head.getAsLong() < hintedHead + step) {
            return OptionalLong.empty();
        }
        hintedHead = head.getAsLong();
        return head;
    }

    /** When a rest ends that begins now. */
    static long restedAt(long now, Duration rest) {
        return now + rest.toNanos();
    }
}
