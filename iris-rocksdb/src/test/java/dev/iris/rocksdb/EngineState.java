package dev.iris.rocksdb;

import static dev.iris.testkit.engine.Examples.ONE;
import static dev.iris.testkit.engine.Examples.TWO;

import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Profile;
import dev.iris.model.SegmentId;
import dev.iris.testkit.engine.Examples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What an engine holds of a few devices and one segment, in the plainest form.
 *
 * @param inside the devices that are in the segment
 * @param told in how many events a device was told of
 * @param due the devices that wait, by destination
 * @param zeros those of them that are owed a zero
 */
record EngineState(
        Set<String> inside,
        Map<String, Integer> told,
        Map<DestinationNumber, Set<String>> due,
        Map<DestinationNumber, Set<String>> zeros) {
    static final int DEVICES = 30;
    static final List<DestinationNumber> DESTINATIONS = List.of(ONE, TWO);
    static final EngineState EMPTY = new EngineState(
            Set.of(), Map.of(), Map.of(ONE, Set.of(), TWO, Set.of()), Map.of(ONE, Set.of(), TWO, Set.of()));

    private static final SegmentId SEGMENT = new SegmentId("A");

    /** Reads it from an engine, of which every waiting device is taken. */
    static EngineState of(RocksEngine engine) {
        var inside = new HashSet<String>();
        var told = new HashMap<String, Integer>();
        for (var device : devices()) {
            engine.findProfile(new DeviceId(device)).ifPresent(profile -> {
                if (profile.inside(SEGMENT)) {
                    inside.add(device);
                }
                told.put(device, told(profile));
            });
        }
        var due = new HashMap<DestinationNumber, Set<String>>();
        var zeros = new HashMap<DestinationNumber, Set<String>>();
        for (var destination : DESTINATIONS) {
            due.put(destination, new HashSet<>());
            zeros.put(destination, new HashSet<>());
            for (var taken = engine.take(destination, 7); !taken.isEmpty(); taken = engine.take(destination, 7)) {
                for (var update : taken) {
                    var device = update.profile().device().value();
                    if (!due.get(destination).add(device)) {
                        throw new AssertionError("device " + device + " waits twice at " + destination);
                    }
                    if (!update.update().zeros().isEmpty()) {
                        zeros.get(destination).add(device);
                    }
                }
            }
            if (engine.backlog(destination).devices() != due.get(destination).size()) {
                throw new AssertionError("backlog " + engine.backlog(destination) + " of " + due.get(destination));
            }
        }
        return new EngineState(inside, told, due, zeros);
    }

    static List<String> devices() {
        return IntStream.range(0, DEVICES).mapToObj(Integer::toString).toList();
    }

    /** The device was told to enter the segment, or to leave it. */
    EngineState told(String device) {
        var in = new HashSet<>(inside);
        boolean enters = in.add(device);
        if (!enters) {
            in.remove(device);
        }
        var count = new HashMap<>(told);
        count.merge(device, 1, Integer::sum);
        return new EngineState(
                in,
                count,
                with(due, DESTINATIONS, device),
                enters ? without(zeros, DESTINATIONS, device) : with(zeros, DESTINATIONS, device));
    }

    /** The destination acknowledged the device. */
    EngineState settled(DestinationNumber destination, String device) {
        return new EngineState(
                inside, told, without(due, List.of(destination), device), without(zeros, List.of(destination), device));
    }

    /** The number of events is kept in the time of the last one. */
    private static int told(Profile profile) {
        return (int) Objects.requireNonNull(profile.memberships().get(SEGMENT))
                .time()
                .minusSeconds(Examples.START.getEpochSecond())
                .getEpochSecond();
    }

    private static Map<DestinationNumber, Set<String>> with(
            Map<DestinationNumber, Set<String>> all, List<DestinationNumber> at, String device) {
        return changed(all, at, devices -> devices.add(device));
    }

    private static Map<DestinationNumber, Set<String>> without(
            Map<DestinationNumber, Set<String>> all, List<DestinationNumber> at, String device) {
        return changed(all, at, devices -> devices.remove(device));
    }

    private static Map<DestinationNumber, Set<String>> changed(
            Map<DestinationNumber, Set<String>> all,
            List<DestinationNumber> at,
            java.util.function.Consumer<Set<String>> change) {
        var changed = new HashMap<>(all);
        for (var destination : at) {
            var devices = new HashSet<>(new ArrayList<>(all.getOrDefault(destination, Set.of())));
            change.accept(devices);
            changed.put(destination, devices);
        }
        return changed;
    }
}
