package dev.iris.partner;

import dev.iris.partner.SegmentMessage.UserEntry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the partner knows: for each destination, device, partner id and segment the last state told. The later DateTime counts, at
 * equal ones the later arrival. Only messages that were taken change it; what came in requests that a fault failed is counted as
 * received. Thread-safe; the size grows with devices and segments alone.
 */
public final class PartnerLedger {
    private static final int STALE_KEPT = 1_000;

    private final Map<String, DeviceLine> devices = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final AtomicLong arrivals = new AtomicLong();
    private final Map<String, LongAdder> users = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> repeats = new ConcurrentHashMap<>();
    private final AtomicLong stale = new AtomicLong();
    private final ArrayDeque<StaleEntry> latestStale = new ArrayDeque<>();
    private final ArrayDeque<ReceivedUser> latestReceived = new ArrayDeque<>();
    private final int receivedKept;
    private final UserWatcher watcher;

    /** Keeps the latest {@code receivedKept} user entries of all requests, accepted or not, and tells the watcher of accepted ones. */
    PartnerLedger(int receivedKept, UserWatcher watcher) {
        this.receivedKept = receivedKept;
        this.watcher = watcher;
    }

    /**
     * The last state told of one segment.
     *
     * @param arrival number of the segment entry that told it, from 1, in the order of arrival
     */
    public record SegmentState(boolean active, Instant dateTime, long arrival) {}

    /** An accepted entry whose DateTime was before the one already known, and which was therefore ignored. */
    public record StaleEntry(
            String destination, String device, String partnerId, String segment, Instant dateTime, Instant known) {}

    /** One user entry as it came. */
    public record ReceivedUser(String destination, String device, String partnerId, int segments, boolean accepted) {}

    /** The last state of each segment, in no order; empty when nothing was accepted. */
    public Map<String, SegmentState> states(String destination, String device, String partnerId) {
        return Optional.ofNullable(devices.get(device))
                .map(line -> line.states(destination, partnerId))
                .orElse(Map.of());
    }

    /** The last state of one segment, if it was ever told. */
    public Optional<SegmentState> find(String destination, String device, String partnerId, String segment) {
        return Optional.ofNullable(states(destination, device, partnerId).get(segment));
    }

    /** How many devices any accepted or received entry named. */
    public long devices() {
        return devices.size();
    }

    /** How many accepted user entries named the device. */
    public long accepted(String device) {
        var line = devices.get(device);
        return line == null ? 0 : line.accepted();
    }

    /** How many user entries named the device in requests that kept the contract, whatever was answered. */
    public long received(String device) {
        var line = devices.get(device);
        return line == null ? 0 : line.received();
    }

    /** Accepted user entries. */
    public long users() {
        return sum(users);
    }

    /** Accepted user entries that told nothing new: each segment stood there with the same status and time. */
    public long repeats() {
        return sum(repeats);
    }

    /** What was accepted of each destination. */
    public Map<String, DestinationCounts> destinations() {
        var counts = new HashMap<String, DestinationCounts>();
        users.forEach((name, count) -> counts.put(name, new DestinationCounts(count.sum(), sum(repeats.get(name)))));
        return counts;
    }

    /** Accepted segment entries that were ignored because a later one was known. */
    public long staleEntries() {
        return stale.get();
    }

    /** The latest of them, at most 1,000, oldest first. */
    public List<StaleEntry> stale() {
        synchronized (latestStale) {
            return List.copyOf(latestStale);
        }
    }

    /** The latest user entries received, oldest first; as many as the settings let it keep. */
    public List<ReceivedUser> received() {
        synchronized (latestReceived) {
            return List.copyOf(latestReceived);
        }
    }

    /** Takes a message. */
    void accept(SegmentMessage message) {
        count(users, message.destination(), message.users().size());
        for (var user : message.users()) {
            line(user).take(this, message.destination(), user);
            keepReceived(message.destination(), user, true);
            watcher.accepted(message.destination(), user.device(), user.partnerId());
        }
    }

    /** Notes a message that kept the contract and was not taken. */
    void receive(SegmentMessage message) {
        for (var user : message.users()) {
            line(user).receive();
            keepReceived(message.destination(), user, false);
        }
    }

    long nextArrival() {
        return arrivals.incrementAndGet();
    }

    void countRepeat(String destination) {
        count(repeats, destination, 1);
    }

    void note(StaleEntry entry) {
        stale.incrementAndGet();
        synchronized (latestStale) {
            keep(latestStale, entry, STALE_KEPT);
        }
    }

    /** One object for each text that many lines share. */
    String shared(String name) {
        var known = names.putIfAbsent(name, name);
        return known == null ? name : known;
    }

    private static void count(Map<String, LongAdder> counts, String destination, long more) {
        counts.computeIfAbsent(destination, any -> new LongAdder()).add(more);
    }

    private static long sum(Map<String, LongAdder> counts) {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private static long sum(@Nullable LongAdder count) {
        return count == null ? 0 : count.sum();
    }

    private DeviceLine line(UserEntry user) {
        return devices.computeIfAbsent(user.device(), device -> new DeviceLine());
    }

    private void keepReceived(String destination, UserEntry user, boolean accepted) {
        if (receivedKept == 0) {
            return;
        }
        var received = new ReceivedUser(
                destination, user.device(), user.partnerId(), user.segments().size(), accepted);
        synchronized (latestReceived) {
            keep(latestReceived, received, receivedKept);
        }
    }

    private static <T> void keep(ArrayDeque<T> latest, T one, int most) {
        if (latest.size() == most) {
            latest.removeFirst();
        }
        latest.addLast(one);
    }

    /** Every destination, partner id and device with their states: for comparing the whole. */
    public void forEach(LineVisitor visitor) {
        for (var device : new ArrayList<>(devices.entrySet())) {
            device.getValue().visit(device.getKey(), visitor);
        }
    }

    /** Is shown each line of the ledger. */
    @FunctionalInterface
    public interface LineVisitor {
        void visit(String destination, String device, String partnerId, Map<String, SegmentState> states);
    }
}
