package dev.iris.crash;

import dev.iris.crash.DeviceModel.Expected;
import dev.iris.crash.DeviceModel.Hold;
import dev.iris.crash.DeviceModel.Spot;
import dev.iris.crash.DeviceModel.Stand;
import dev.iris.crash.DeviceModel.Standing;
import dev.iris.crash.DeviceModel.View;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The segment mapping rules in their plainest form: one event, one device, all destinations. Confined to one event. */
final class PlainRules {
    private static final Duration SILENCE = Duration.ofDays(3);

    private final DeviceModel before;
    private final ToldEvent event;
    private final Map<String, Stand> segments;
    private final Map<PartnerKey, Hold> ids;
    private final Set<String> entered = new HashSet<>();
    private final Set<String> left = new HashSet<>();
    private final Set<PartnerKey> gained = new HashSet<>();
    private final Set<PartnerKey> lost = new HashSet<>();

    private PlainRules(DeviceModel before, ToldEvent event) {
        this.before = before;
        this.event = event;
        this.segments = new HashMap<>(before.segments());
        this.ids = new HashMap<>(before.ids());
    }

    /** The model after an event. */
    static DeviceModel after(DeviceModel before, ToldEvent event, Collection<Place> places) {
        return new PlainRules(before, event).apply(places);
    }

    private DeviceModel apply(Collection<Place> places) {
        event.qualified().forEach(this::enter);
        event.disqualified().forEach(this::leave);
        event.ids().forEach(this::gain);
        event.removedIds().forEach(this::lose);
        boolean idsChanged = !gained.isEmpty() || !lost.isEmpty();
        boolean all =
                isMappedAnywhere(entered, places) || isMappedAnywhere(left, places) || idsChanged || before.idsOwed();
        boolean idsOwed = !event.online() && (before.idsOwed() || idsChanged);
        var now = new DeviceModel(segments, ids, idsOwed, before.views());
        var views = new HashMap<>(before.views());
        for (var place : places) {
            var view = before.views().getOrDefault(place.id(), View.NONE);
            if (!event.online()) {
                views.put(place.id(), kept(now, view, place));
            } else if (all || isDue(view, place)) {
                views.put(place.id(), sent(now, view, place));
            }
        }
        return new DeviceModel(segments, ids, idsOwed, views);
    }

    /** Last writer by event time wins. */
    private void enter(String segment) {
        var known = segments.get(segment);
        if (known == null || event.time().isAfter(known.time())) {
            segments.put(segment, new Stand(Standing.IN, event.time()));
            if (known == null || known.standing() != Standing.IN) {
                entered.add(segment);
            }
        }
    }

    /** At equal times the 0 wins. */
    private void leave(String segment) {
        var known = segments.get(segment);
        if (known == null) {
            segments.put(segment, new Stand(Standing.NEVER, event.time()));
            return;
        }
        boolean wasIn = known.standing() == Standing.IN;
        if (event.time().isAfter(known.time()) || (wasIn && event.time().equals(known.time()))) {
            segments.put(segment, new Stand(wasIn ? Standing.LEFT : known.standing(), event.time()));
            if (wasIn) {
                left.add(segment);
            }
        }
    }

    private void gain(PartnerKey id) {
        var known = ids.get(id);
        if (known == null) {
            ids.put(id, new Hold(true, event.time(), null));
            gained.add(id);
        } else if (event.time().isAfter(known.time())) {
            ids.put(id, new Hold(true, event.time(), known.present() ? known.regained() : event.time()));
            if (!known.present()) {
                gained.add(id);
            }
        }
    }

    private void lose(PartnerKey id) {
        var known = ids.get(id);
        if (known == null || !event.time().isBefore(known.time())) {
            ids.put(id, new Hold(false, event.time(), null));
            if (known != null && known.present()) {
                lost.add(id);
            }
        }
    }

    private static boolean isMappedAnywhere(Set<String> some, Collection<Place> places) {
        return some.stream()
                .anyMatch(segment ->
                        places.stream().anyMatch(place -> place.aliases().containsKey(segment)));
    }

    /** Rules 3 and 5. */
    private boolean isDue(View view, Place place) {
        return view.sentAt() == null
                || view.epoch() != place.epoch()
                || !event.time().isBefore(view.sentAt().plus(SILENCE));
    }

    /** Everything is said: the 1s of every id, the 0s of what was left and of ids that were lost, and what waits from offline. */
    private View sent(DeviceModel now, View view, Place place) {
        var said = new HashMap<Spot, Expected>();
        view.dormant().forEach(spot -> said.put(spot, Expected.ZERO));
        zeros(now, place).forEach(spot -> said.put(spot, Expected.ZERO));
        if (view.sentAt() != null && view.epoch() != place.epoch()) {
            allLeft(now, place).forEach(spot -> said.put(spot, Expected.ZERO));
        }
        now.ones(place).forEach(said::put);
        if (said.isEmpty()) {
            return view;
        }
        var spots = new HashMap<>(view.spots());
        spots.putAll(said);
        boolean newer = view.sentAt() == null || event.time().isAfter(view.sentAt());
        return new View(newer ? event.time() : view.sentAt(), place.epoch(), spots, Set.of(), Set.of());
    }

    /** Nothing is said of what was learned offline; it goes with a later message. */
    private View kept(DeviceModel now, View view, Place place) {
        var spots = new HashMap<>(view.spots());
        var dormant = new HashSet<>(view.dormant());
        var arriving = new HashSet<>(view.arriving());
        for (var spot : newOnes(now, place)) {
            spots.put(spot, Expected.OPEN);
            arriving.add(spot);
            dormant.remove(spot);
        }
        for (var spot : zeros(now, place)) {
            spots.put(spot, Expected.OPEN);
            dormant.add(spot);
            arriving.remove(spot);
        }
        return new View(view.sentAt(), view.epoch(), spots, dormant, arriving);
    }

    /** The 1s that come to be by this event. */
    private Set<Spot> newOnes(DeviceModel now, Place place) {
        var spots = new HashSet<Spot>();
        place.aliases().forEach((segment, alias) -> {
            for (var uuid : now.present(place.dataSource())) {
                boolean isNew = entered.contains(segment) || gained.contains(new PartnerKey(place.dataSource(), uuid));
                if (isNew && now.in(segment)) {
                    spots.add(new Spot(uuid, alias));
                }
            }
        });
        return spots;
    }

    /** The 0s that come to be by this event. */
    private Set<Spot> zeros(DeviceModel now, Place place) {
        var spots = new HashSet<Spot>();
        place.aliases().forEach((segment, alias) -> {
            if (left.contains(segment)) {
                now.present(place.dataSource()).forEach(uuid -> spots.add(new Spot(uuid, alias)));
            }
            if (before.in(segment)) {
                lost.stream()
                        .filter(id -> id.dataSource().equals(place.dataSource()))
                        .forEach(id -> spots.add(new Spot(id.uuid(), alias)));
            }
        });
        return spots;
    }

    private static Set<Spot> allLeft(DeviceModel now, Place place) {
        var spots = new HashSet<Spot>();
        place.aliases().forEach((segment, alias) -> {
            var stand = now.segments().get(segment);
            if (stand != null && stand.standing() == Standing.LEFT) {
                now.present(place.dataSource()).forEach(uuid -> spots.add(new Spot(uuid, alias)));
            }
        });
        return spots;
    }
}
