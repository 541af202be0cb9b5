package dev.iris.crash;

import dev.iris.crash.DeviceModel.Expected;
import dev.iris.crash.DeviceModel.Spot;
import dev.iris.crash.DeviceModel.View;
import dev.iris.partner.PartnerLedger.SegmentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * All that one device may be by what was told and answered. An event answered with 202 happened; one whose answer never came happened or
 * not, and from then on both go on beside each other until the server or the partner shows which it was. Not thread-safe.
 */
final class DeviceBook {
    /** What a partner holds of a device under a partner id, by alias. */
    @FunctionalInterface
    interface Ledger {
        Map<String, SegmentState> states(String destination, String device, String uuid);
    }

    private final String device;
    private final Set<Long> toldSeconds = new HashSet<>();
    private final Set<String> everQualified = new HashSet<>();
    private final Set<String> everUuids = new HashSet<>();
    private Set<DeviceModel> possible = Set.of(DeviceModel.UNKNOWN);
    private long oldNews;

    DeviceBook(String device) {
        this.device = device;
    }

    String device() {
        return device;
    }

    /** The device as it is if as much as possible of what was told happened. */
    DeviceModel latest() {
        return List.copyOf(possible).getLast();
    }

    /** How many entries the rules may ask for that tell a destination nothing new: those that events told late cause. */
    long oldNews() {
        return oldNews;
    }

    /** These events of one request happened. */
    void accepted(List<ToldEvent> events, Collection<Place> places) {
        note(events);
        replace(model -> List.of(ways(model, events, places).getLast()));
    }

    /** Of these events of one request none happened, or the first few, or all. */
    void unanswered(List<ToldEvent> events, Collection<Place> places) {
        note(events);
        replace(model -> ways(model, events, places));
    }

    void remapped(Place before, Place after) {
        replace(model -> List.of(model.remapped(before, after)));
    }

    /** A batch of the destination ended that began after all of this. */
    void batched(Place place) {
        replace(model -> List.of(model.batched(place)));
    }

    void without(Place gone) {
        replace(model -> List.of(model.without(gone)));
    }

    /** Keeps what is possible by the server's own words; says whether that is anything. */
    boolean confirm(ShownDevice shown) {
        var agreeing = possible.stream().filter(shown::agreesWith).toList();
        if (!agreeing.isEmpty()) {
            possible = new LinkedHashSet<>(agreeing);
        }
        return !agreeing.isEmpty();
    }

    /** Compares with what the partner holds, and keeps of what is possible what agrees best. */
    Findings judge(Ledger ledger, Collection<Place> places) {
        var best = new LinkedHashSet<DeviceModel>();
        var verdict = Findings.NONE;
        for (var model : possible) {
            var findings = judge(model, ledger, places);
            if (best.isEmpty() || findings.wrong() < verdict.wrong()) {
                best.clear();
                verdict = findings;
            }
            if (findings.wrong() == verdict.wrong()) {
                best.add(model);
            }
        }
        possible = best;
        return verdict;
    }

    /** Whether an event of the device bears this time, as a partner sees it. */
    boolean wasTold(Instant dateTime) {
        return toldSeconds.contains(dateTime.getEpochSecond());
    }

    /** Whether the device ever had that id. */
    boolean knows(String uuid) {
        return everUuids.contains(uuid);
    }

    private Findings judge(DeviceModel model, Ledger ledger, Collection<Place> places) {
        var findings = Findings.NONE;
        for (var place : places) {
            var spots = model.views().getOrDefault(place.id(), View.NONE).spots();
            for (var id : model.ids().keySet()) {
                var states = ledger.states(place.id(), device, id.uuid());
                for (var mapping : place.aliases().entrySet()) {
                    var spot = new Spot(id.uuid(), mapping.getValue());
                    var expected = spots.getOrDefault(spot, Expected.ZERO);
                    var state = Optional.ofNullable(states.get(mapping.getValue()));
                    findings = findings.plus(judge(
                            expected,
                            state,
                            everQualified.contains(mapping.getKey()),
                            "device %s at %s, %s: expected %s, found %s"
                                    .formatted(device, place.id(), spot, expected, state)));
                }
            }
        }
        return findings;
    }

    private static Findings judge(Expected expected, Optional<SegmentState> state, boolean wasEverIn, String what) {
        boolean one = state.filter(SegmentState::active).isPresent();
        return switch (expected) {
            case Expected.Open _ -> Findings.OPEN;
            case Expected.One(var notBefore)
            when one && state.get().dateTime().getEpochSecond() >= notBefore.getEpochSecond() -> Findings.RIGHT;
            case Expected.One _ -> Findings.lost(what);
            case Expected.Zero _ when !one -> Findings.RIGHT;
            case Expected.Zero _ -> wasEverIn ? Findings.lost(what) : Findings.invented(what);
        };
    }

    /** The model before the events, after the first, and so on. */
    private List<DeviceModel> ways(DeviceModel model, List<ToldEvent> events, Collection<Place> places) {
        var ways = new ArrayList<DeviceModel>();
        ways.add(model);
        for (var event : events) {
            var after = PlainRules.after(ways.getLast(), event, places);
            if (event.online()
                    && !after.equals(ways.getLast())
                    && !event.qualified().contains(DeviceLife.ALWAYS)) {
                places.forEach(
                        place -> oldNews += after.present(place.dataSource()).size());
            }
            ways.add(after);
        }
        return ways;
    }

    private void note(List<ToldEvent> events) {
        for (var event : events) {
            toldSeconds.add(event.time().getEpochSecond());
            everQualified.addAll(event.qualified());
            event.ids().forEach(id -> everUuids.add(id.uuid()));
        }
    }

    private void replace(Function<DeviceModel, List<DeviceModel>> next) {
        var all = new LinkedHashSet<DeviceModel>();
        possible.forEach(model -> all.addAll(next.apply(model)));
        possible = all;
    }
}
