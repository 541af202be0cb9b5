package dev.iris.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a destination is to be told of one device, as plainly as it can be said: what changed since the cut, zeros that lie dormant, and
 * what the partner acknowledged in real time. Events come in the order of their times. Confined to a test.
 */
final class BatchModel {
    private final String device;
    private final boolean suppress;
    private final Set<String> active = new TreeSet<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> ids = new TreeSet<>();
    private final Map<String, Integer> entered = new HashMap<>();
    private final Map<String, Integer> gained = new HashMap<>();
    private final Map<Zero, Integer> left = new HashMap<>();
    private final Map<Zero, Integer> dormant = new HashMap<>();
    private final Map<Zero, Ack> acknowledged = new HashMap<>();
    private int clock;

    /** A zero of a segment, for one id; for all that arrive when the id is empty. */
    private record Zero(String segment, String id) {}

    private record Ack(boolean active, int at) {}

    BatchModel(String device, boolean suppress) {
        this.device = device;
        this.suppress = suppress;
    }

    /** An event as {@link BatchRig} has it; qualifications first, ids last. */
    void event(String what) {
        clock++;
        var words = what.isEmpty() ? List.<String>of() : List.of(what.split(" ", -1));
        var before = Set.copyOf(active);
        var idsBefore = Set.copyOf(ids);
        words.stream()
                .filter(word -> word.startsWith("id:"))
                .map(word -> word.substring(3))
                .forEach(this::gain);
        var lost = words.stream()
                .filter(word -> word.startsWith("noid:"))
                .map(word -> word.substring(5))
                .filter(idsBefore::contains)
                .toList();
        ids.removeAll(lost);
        words.stream()
                .filter(word -> word.startsWith("+"))
                .map(word -> word.substring(1))
                .forEach(this::enter);
        words.stream()
                .filter(word -> word.startsWith("-"))
                .map(word -> word.substring(1))
                .forEach(this::leave);
        lost.forEach(id -> before.forEach(segment -> owe(segment, id)));
    }

    /** What a message that a rule asked for tells, by which everything is told. */
    List<String> live() {
        var told = message(everything(), dormant);
        told.forEach((id, statuses) ->
                statuses.forEach((segment, status) -> acknowledged.put(new Zero(segment, id), new Ack(status, clock))));
        forgetTold(told);
        return texts(told);
    }

    /** What a full batch tells. */
    List<String> full() {
        var told = message(everything(), dormant);
        cut();
        forgetTold(told);
        return texts(told);
    }

    /** What a batch tells of what changed. */
    List<String> batch() {
        var ones = new TreeMap<String, Set<String>>();
        for (var id : ids) {
            for (var segment : active) {
                if ((entered.containsKey(segment) || gained.containsKey(id)) && !isAcknowledged(segment, id)) {
                    ones.computeIfAbsent(id, _ -> new TreeSet<>()).add(segment);
                }
            }
        }
        var told = message(ones, left);
        if (suppress) {
            told.forEach((id, statuses) -> statuses.entrySet()
                    .removeIf(status -> !status.getValue() && isAcknowledgedZero(status.getKey(), id)));
            told.values().removeIf(Map::isEmpty);
        }
        if (!told.isEmpty()) {
            message(Map.of(), dormant)
                    .forEach((id, statuses) ->
                            told.computeIfAbsent(id, _ -> new TreeMap<>()).putAll(statuses));
        }
        cut();
        forgetTold(told);
        return texts(told);
    }

    private void cut() {
        entered.clear();
        gained.clear();
        left.clear();
        acknowledged.clear();
    }

    private void gain(String id) {
        if (ids.add(id)) {
            gained.put(id, clock);
        }
    }

    private void enter(String segment) {
        known.add(segment);
        if (active.add(segment)) {
            entered.put(segment, clock);
        }
    }

    private void leave(String segment) {
        if (active.remove(segment)) {
            if (ids.isEmpty()) {
                owe(segment, "");
            }
            ids.forEach(id -> owe(segment, id));
        }
    }

    private void owe(String segment, String id) {
        left.put(new Zero(segment, id), clock);
        dormant.put(new Zero(segment, id), clock);
    }

    private boolean isAcknowledged(String segment, String id) {
        var ack = acknowledged.get(new Zero(segment, id));
        int since = Math.max(entered.getOrDefault(segment, 0), gained.getOrDefault(id, 0));
        return suppress && ack != null && ack.active && ack.at >= since;
    }

    private boolean isAcknowledgedZero(String segment, String id) {
        var ack = acknowledged.get(new Zero(segment, id));
        int since = Math.max(left.getOrDefault(new Zero(segment, id), 0), left.getOrDefault(new Zero(segment, ""), 0));
        return ack != null && !ack.active && ack.at >= since;
    }

    private Map<String, Set<String>> everything() {
        var all = new TreeMap<String, Set<String>>();
        ids.forEach(id -> all.put(id, new TreeSet<>(active)));
        return all;
    }

    /** Statuses by id and segment; a zero is not told of a segment that the device is in again under an id that it has. */
    private Map<String, Map<String, Boolean>> message(Map<String, Set<String>> ones, Map<Zero, Integer> zeros) {
        var told = new TreeMap<String, Map<String, Boolean>>();
        ones.forEach((id, segments) -> segments.forEach(
                segment -> told.computeIfAbsent(id, _ -> new TreeMap<>()).put(segment, true)));
        for (var zero : zeros.keySet()) {
            for (var id : zero.id.isEmpty() ? ids : Set.of(zero.id)) {
                if (!active.contains(zero.segment) || !ids.contains(id)) {
                    told.computeIfAbsent(id, _ -> new TreeMap<>()).put(zero.segment, false);
                }
            }
        }
        return told;
    }

    private void forgetTold(Map<String, Map<String, Boolean>> told) {
        if (!told.isEmpty()) {
            dormant.keySet().removeIf(zero -> !zero.id.isEmpty() || !ids.isEmpty() || active.contains(zero.segment));
        }
    }

    private static List<String> texts(Map<String, Map<String, Boolean>> told) {
        var texts = new ArrayList<String>();
        told.forEach((id, statuses) -> {
            var words = statuses.entrySet().stream()
                    .map(status -> status.getKey() + ":" + (status.getValue() ? 1 : 0))
                    .sorted()
                    .toList();
            texts.add(id + words.toString().replace(",", ""));
        });
        return texts;
    }

    @Override
    public String toString() {
        return device + active + ids;
    }
}
