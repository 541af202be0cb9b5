package dev.iris.publish;

import static java.time.temporal.ChronoUnit.HOURS;

import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.LastSent;
import dev.iris.model.OwedZeros;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.Route;
import dev.iris.model.SegmentId;
import dev.iris.model.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The segment mapping rules: decides for one event of an online device which destinations are told of it. A pure function of the
 * profile, the event, the catalog, what waits already, and the server's time. Confined to one event.
 */
public final class Rules {
    /** Silence, by event time, after which a sighting sends everything again. */
    public static final Duration SILENCE = Duration.ofDays(3);

    private final Profile before;
    private final QualificationEvent event;
    private final Catalog catalog;
    private final PendingLookup pending;
    private final Instant now;
    private final ProfileChange change;
    private final Profile after;
    private final Map<DestinationNumber, PendingUpdate> updates = new HashMap<>();
    private final Map<DestinationNumber, Rule> sent = new HashMap<>();

    private Rules(Profile before, QualificationEvent event, Catalog catalog, PendingLookup pending, Instant now) {
        this.before = before;
        this.event = event;
        this.catalog = catalog;
        this.pending = pending;
        this.now = now;
        this.change = ProfileChange.of(before, event);
        this.after = change.after(now.truncatedTo(HOURS));
    }

    /**
     * Applies the event to the profile and finds what each destination is owed now.
     *
     * @param before the event's device as it was
     * @param pending what waits for the device already
     * @param now the server's time
     */
    public static Publication publish(
            Profile before, QualificationEvent event, Catalog catalog, PendingLookup pending, Instant now) {
        return new Rules(before, event, catalog, pending, now).publication();
    }

    private Publication publication() {
        var ruleForAll = ruleForAll();
        for (var route : concerned()) {
            ruleForAll.or(() -> ruleFor(route)).ifPresent(rule -> send(route, rule));
        }
        boolean changed = change.changed(after.lastSeen()) || !sent.isEmpty();
        return new Publication(withLastSent(), changed, updates, sent, change.evicted());
    }

    /** Rules 1, 2 and 4 send to every destination that the device concerns. */
    private Optional<Rule> ruleForAll() {
        if (change.entered().stream().anyMatch(this::isMapped)) {
            return Optional.of(Rule.NEW_QUALIFICATION);
        }
        if (change.left().keySet().stream().anyMatch(this::isMapped)) {
            return Optional.of(Rule.NEW_DISQUALIFICATION);
        }
        return change.idGraphChanged() ? Optional.of(Rule.ID_GRAPH_CHANGED) : Optional.empty();
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
    private Set<Route> concerned() {
        var routes = new LinkedHashSet<Route>();
        before.memberships().forEach((segment, membership) -> {
            if (membership.standing() != Standing.NEVER_IN) {
                routes.addAll(catalog.routesOf(segment));
            }
        });
        change.entered().forEach(segment -> routes.addAll(catalog.routesOf(segment)));
        return routes;
    }

    private void send(Route route, Rule rule) {
        var existing = pending.find(route.number());
        var owed = existing.map(PendingUpdate::zeros).orElse(OwedZeros.NONE);
        var zeros = owed.plus(newZeros(route)).applicable(after, route);
        if (zeros.anyAddressed() || hasActive(route)) {
            var firstAt = existing.filter(PendingUpdate::due)
                    .map(PendingUpdate::firstAt)
                    .orElse(now);
            updates.put(route.number(), new PendingUpdate(zeros, true, firstAt, now));
            sent.put(route.number(), rule);
        } else if (!zeros.equals(owed)) {
            updates.put(route.number(), new PendingUpdate(zeros, false, now, now));
        }
    }

    private OwedZeros newZeros(Route route) {
        return NewZeros.of(before, after, change, event.time(), route);
    }

    /** Whether the device is in a segment of the destination and has an id there. */
    private boolean hasActive(Route route) {
        return !after.idsOf(route.userDpid()).isEmpty()
                && after.memberships().entrySet().stream()
                        .anyMatch(m -> m.getValue().active() && route.maps(m.getKey()));
    }

    private boolean isMapped(SegmentId segment) {
        return !catalog.routesOf(segment).isEmpty();
    }

    private Profile withLastSent() {
        if (sent.isEmpty()) {
            return after;
        }
        var lastSent = new HashMap<>(after.lastSent());
        for (var destination : sent.keySet()) {
            catalog.findRoute(destination)
                    .ifPresent(route -> lastSent.merge(
                            destination, new LastSent(event.time(), route.mappingEpoch()), Rules::laterTime));
        }
        lastSent.keySet().removeIf(destination -> catalog.findRoute(destination).isEmpty());
        return new Profile(
                after.device(), after.lastSeen(), after.memberships(), after.ids(), after.regions(), lastSent);
    }

    private static LastSent laterTime(LastSent old, LastSent fresh) {
        return old.eventTime().isAfter(fresh.eventTime()) ? new LastSent(old.eventTime(), fresh.mappingEpoch()) : fresh;
    }
}
