package dev.iris.publish;

import static java.time.temporal.ChronoUnit.HOURS;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.iris.model.Catalog;
import dev.iris.model.Changes;
import dev.iris.model.DestinationNumber;
import dev.iris.model.IdHold;
import dev.iris.model.LastSent;
import dev.iris.model.OwedZeros;
import dev.iris.model.PartnerId;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.Route;
import dev.iris.model.SegmentId;
import dev.iris.model.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The segment mapping rules: decides for one event which destinations are told of its device now, and what batches are to carry. An
 * event of an offline device makes nothing due: zeros that it owes lie dormant. A pure function of the profile, the event, the
 * catalog, what waits already, and the server's time. Confined to one event.
 */
public final class Rules {
    /** Silence, by event time, after which a sighting sends everything again. */
    public static final Duration SILENCE = Duration.ofDays(3);

    private final Profile before;
    private final QualificationEvent event;
    private final Origin origin;
    private final Catalog catalog;
    private final PendingLookup pending;
    private final Instant now;
    private final ProfileChange change;
    private final Profile after;
    private final LateCopy<DestinationNumber, PendingUpdate> updates = new LateCopy<>(Map.of());
    private final LateCopy<DestinationNumber, Rule> sent = new LateCopy<>(Map.of());
    private final LateCopy<DestinationNumber, LastSent> lastSent = new LateCopy<>(Map.of());
    private final LateCopy<DestinationNumber, Changes> changes = new LateCopy<>(Map.of());

    private Rules(
            Profile before,
            QualificationEvent event,
            Origin origin,
            Catalog catalog,
            PendingLookup pending,
            Instant now) {
        this.before = before;
        this.event = event;
        this.origin = origin;
        this.catalog = catalog;
        this.pending = pending;
        this.now = now;
        this.change = ProfileChange.of(before, event);
        boolean idGraphOwed = origin == Origin.OFFLINE && (before.idGraphOwed() || change.idGraphChanged());
        this.after = change.after(now.truncatedTo(HOURS), idGraphOwed);
    }

    /**
     * Applies the event to the profile and finds what each destination is owed now.
     *
     * @param before the event's device as it was
     * @param pending what waits for the device already
     * @param now the server's time
     */
    public static Publication publish(
            Profile before,
            QualificationEvent event,
            Origin origin,
            Catalog catalog,
            PendingLookup pending,
            Instant now) {
        return new Rules(before, event, origin, catalog, pending, now).publication();
    }

    private Publication publication() {
        var ruleForAll = ruleForAll();
        for (var route : concerned()) {
            var zeros = NewZeros.of(before, after, change, event.time(), route);
            var rule = origin == Origin.OFFLINE ? Optional.<Rule>empty() : ruleForAll.or(() -> ruleFor(route));
            note(route, zeros);
            if (rule.isPresent() || !zeros.isEmpty()) {
                owe(route, zeros, rule);
            }
        }
        boolean changed = change.changed(after.lastSeen(), after.idGraphOwed())
                || !lastSent.now().isEmpty();
        return new Publication(withLastSent(), changed, updates.now(), sent.now(), changes.now(), change.evicted());
    }

    /** Rules 1, 2 and 4 send to every destination that the device concerns. */
    private Optional<Rule> ruleForAll() {
        if (isAnyMapped(change.entered())) {
            return Optional.of(Rule.NEW_QUALIFICATION);
        }
        if (isAnyMapped(change.left().keySet())) {
            return Optional.of(Rule.NEW_DISQUALIFICATION);
        }
        return change.idGraphChanged() || before.idGraphOwed() ? Optional.of(Rule.ID_GRAPH_CHANGED) : Optional.empty();
    }

    /** Rules 3 and 5 are asked for each destination. */
    private Optional<Rule> ruleFor(Route route) {
        var last = before.lastSent().get(route.number());
        if (last == null || last.mappingEpoch() != route.mappingEpoch()) {
            return Optional.of(Rule.MAPPING_CHANGED);
        }
        boolean silent = !event.time().isBefore(last.eventTime().plus(SILENCE));
        return silent ? Optional.of(Rule.SILENT_TOO_LONG) : Optional.empty();
    }

    /** Destinations that map a segment which the device is or was in. */
    private Collection<Route> concerned() {
        var routes = new LinkedHashMap<DestinationNumber, Route>();
        before.memberships().forEach((segment, membership) -> {
            if (membership.standing() != Standing.NEVER_IN) {
                concern(routes, segment);
            }
        });
        change.entered().forEach(segment -> concern(routes, segment));
        return routes.values();
    }

    private void concern(Map<DestinationNumber, Route> routes, SegmentId segment) {
        for (var route : catalog.routesOf(segment)) {
            if (route.includes(after.device())) {
                routes.put(route.number(), route);
            }
        }
    }

    /** What a batch is to carry of the event. */
    private void note(Route route, OwedZeros zeros) {
        if (!route.batch()) {
            return;
        }
        var entered =
                change.entered().stream().filter(route::maps).collect(toUnmodifiableMap(s -> s, _ -> event.time()));
        var gained = change.gained().stream()
                .filter(id -> id.dataSource().equals(route.userDpid()))
                .collect(toUnmodifiableMap(id -> id, this::regainedAt));
        note(route, new Changes(entered, gained, zeros));
    }

    private void note(Route route, Changes more) {
        if (!more.isEmpty()) {
            var known = changes.now().get(route.number());
            changes.put(route.number(), known == null ? more : known.plus(more));
        }
    }

    private Instant regainedAt(PartnerId id) {
        return Optional.ofNullable(after.ids().get(id))
                .flatMap(IdHold::findRegained)
                .orElse(Instant.EPOCH);
    }

    private void owe(Route route, OwedZeros zeros, Optional<Rule> rule) {
        var existing = pending.find(route.number());
        var owed = existing.map(PendingUpdate::zeros).orElse(OwedZeros.NONE);
        var repeated = rule.isPresent() ? repeated(route) : OwedZeros.NONE;
        var all = owed.plus(zeros).plus(repeated).applicable(after, route);
        boolean speaks = rule.isPresent() && (route.canTell(all) || hasActive(route));
        if (speaks) {
            lastSent.put(route.number(), new LastSent(event.time(), route.mappingEpoch()));
            leaveToBatch(route, repeated);
        }
        if (speaks && route.realtime()) {
            updates.put(route.number(), update(existing, all, true));
            sent.put(route.number(), rule.orElseThrow());
        } else if (!all.equals(owed)) {
            updates.put(
                    route.number(),
                    update(existing, all, existing.filter(PendingUpdate::live).isPresent()));
        }
    }

    private PendingUpdate update(Optional<PendingUpdate> existing, OwedZeros zeros, boolean live) {
        var firstAt =
                existing.filter(PendingUpdate::due).map(PendingUpdate::firstAt).orElse(now);
        var batch = existing.flatMap(PendingUpdate::findBatch).orElse(null);
        return new PendingUpdate(zeros, live, batch, firstAt, now);
    }

    /** A partner that was sent the device under another mapping may hold 1s of which the old mapping never took the 0. */
    private OwedZeros repeated(Route route) {
        return wasSentOtherwise(route) ? OwedZeros.ofAllLeft(after, route) : OwedZeros.NONE;
    }

    /** Where rules do not send, a batch carries everything to a destination whose mapping changed. */
    private void leaveToBatch(Route route, OwedZeros repeated) {
        if (route.batch() && !route.realtime() && wasSentOtherwise(route)) {
            var active = after.memberships().entrySet().stream()
                    .filter(m -> m.getValue().active() && route.maps(m.getKey()))
                    .collect(toUnmodifiableMap(
                            Map.Entry::getKey, m -> m.getValue().time()));
            note(route, new Changes(active, Map.of(), repeated));
        }
    }

    private boolean wasSentOtherwise(Route route) {
        var last = before.lastSent().get(route.number());
        return last != null && last.mappingEpoch() != route.mappingEpoch();
    }

    /** Whether the device is in a segment of the destination and can be spoken of there. */
    private boolean hasActive(Route route) {
        if (!route.canName(after)) {
            return false;
        }
        for (var membership : after.memberships().entrySet()) {
            if (membership.getValue().active() && route.maps(membership.getKey())) {
                return true;
            }
        }
        return false;
    }

    private boolean isAnyMapped(Set<SegmentId> segments) {
        for (var segment : segments) {
            if (!catalog.routesOf(segment).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private Profile withLastSent() {
        if (lastSent.now().isEmpty()) {
            return after;
        }
        var all = new LateCopy<>(after.lastSent());
        lastSent.now().forEach((destination, last) -> {
            var known = after.lastSent().get(destination);
            all.put(destination, known == null ? last : known.orLater(last));
        });
        for (var destination : after.lastSent().keySet()) {
            if (catalog.findRoute(destination).isEmpty()) {
                all.own().remove(destination);
            }
        }
        return after.withLastSent(all.now()).withContact(change.contact());
    }
}
