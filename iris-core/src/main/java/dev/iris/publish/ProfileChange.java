package dev.iris.publish;

import static java.time.temporal.ChronoUnit.HOURS;

import dev.iris.model.Contact;
import dev.iris.model.IdHold;
import dev.iris.model.Membership;
import dev.iris.model.PartnerId;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentId;
import dev.iris.model.Standing;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Applies one event to one profile: the last writer by event time wins, at equal times the 0 and the removal. Confined to one event.
 *
 * <p>An entry of the event that is older than what is known changes nothing, so repeats and reordering of events are harmless.
 */
final class ProfileChange {
    private final Profile before;
    private final QualificationEvent event;
    private final LateCopy<SegmentId, Membership> memberships;
    private final LateCopy<PartnerId, IdHold> ids;
    private final LateCopy<RegionId, Instant> regions;
    private final Contact contact;
    private final Set<SegmentId> entered = new HashSet<>();
    private final Map<SegmentId, Instant> left = new HashMap<>();
    private final Set<PartnerId> gained = new HashSet<>();
    private final Set<PartnerId> lost = new HashSet<>();
    private boolean changed;
    private int evicted;

    private ProfileChange(Profile before, QualificationEvent event) {
        this.before = before;
        this.event = event;
        this.memberships = new LateCopy<>(before.memberships());
        this.ids = new LateCopy<>(before.ids());
        this.regions = new LateCopy<>(before.regions());
        this.contact = before.contact().after(event);
    }

    static ProfileChange of(Profile before, QualificationEvent event) {
        var change = new ProfileChange(before, event);
        event.qualified().forEach(change::enter);
        event.disqualified().forEach(change::leave);
        event.ids().forEach(change::gain);
        event.removedIds().forEach(change::lose);
        change.visit();
        change.makeRoom();
        return change;
    }

    /** Ids that the device has now and did not have before. */
    Set<PartnerId> gained() {
        return gained;
    }

    /** Segments that the device is in now and was not in before. */
    Set<SegmentId> entered() {
        return entered;
    }

    /** Segments that the device was in before and is not in now, with the time at which it left. */
    Map<SegmentId, Instant> left() {
        return left;
    }

    /** Ids that the device had before and has no longer. */
    Set<PartnerId> lost() {
        return lost;
    }

    /** Whether an id was added or removed. */
    boolean idGraphChanged() {
        return !gained.isEmpty() || !lost.isEmpty();
    }

    int evicted() {
        return evicted;
    }

    /** Whether the profile after the event is another. */
    boolean changed(Instant lastSeen, boolean idGraphOwed) {
        return changed
                || !before.lastSeen().equals(lastSeen)
                || before.idGraphOwed() != idGraphOwed
                || !before.contact().isLike(contact);
    }

    /**
     * The profile after the event; when it was last sent to each destination is as before.
     *
     * @param idGraphOwed whether the next online sighting is to send everything because of the ids
     */
    Profile after(Instant lastSeen, boolean idGraphOwed) {
        return changed(lastSeen, idGraphOwed)
                ? new Profile(
                        before.device(),
                        lastSeen,
                        memberships.now(),
                        ids.now(),
                        regions.now(),
                        before.lastSent(),
                        idGraphOwed,
                        contact)
                : before;
    }

    /** How the device was last heard of; a mere sighting is not kept for that alone. */
    Contact contact() {
        return contact;
    }

    private void enter(SegmentId segment) {
        var known = memberships.now().get(segment);
        if (known != null && !event.time().isAfter(known.time())) {
            return;
        }
        memberships.put(segment, new Membership(Standing.ACTIVE, event.time()));
        changed = true;
        if (known == null || !known.active()) {
            entered.add(segment);
        }
    }

    private void leave(SegmentId segment) {
        var known = memberships.now().get(segment);
        if (known == null) {
            memberships.put(segment, new Membership(Standing.NEVER_IN, event.time()));
            changed = true;
            return;
        }
        if (event.time().isAfter(known.time())
                || (known.active() && event.time().equals(known.time()))) {
            var standing = known.active() ? Standing.LEFT : known.standing();
            memberships.put(segment, new Membership(standing, event.time()));
            changed = true;
            if (known.active()) {
                left.put(segment, event.time());
            }
        }
    }

    private void gain(PartnerId id) {
        var known = ids.now().get(id);
        if (known != null && !event.time().isAfter(known.time())) {
            return;
        }
        ids.put(id, known == null ? IdHold.present(event.time()) : known.seenAgain(event.time()));
        changed = true;
        if (known == null || !known.present()) {
            gained.add(id);
        }
    }

    private void lose(PartnerId id) {
        var known = ids.now().get(id);
        if (known != null
                && (event.time().isBefore(known.time())
                        || (!known.present() && event.time().equals(known.time())))) {
            return;
        }
        ids.put(id, IdHold.removed(event.time()));
        changed = true;
        if (known != null && known.present()) {
            lost.add(id);
        }
    }

    private void visit() {
        var region = event.region();
        if (region == null) {
            return;
        }
        var hour = event.time().truncatedTo(HOURS);
        var known = regions.now().get(region);
        if (known == null || hour.isAfter(known)) {
            regions.put(region, hour);
            changed = true;
        }
    }

    private void makeRoom() {
        Overflow.oldestMemberships(memberships.now()).forEach(this::forget);
        Overflow.oldestIds(ids.now()).forEach(this::forget);
        for (var region : Overflow.oldestRegions(regions.now())) {
            regions.own().remove(region);
            evicted++;
        }
    }

    private void forget(SegmentId segment) {
        var given = memberships.own().remove(segment);
        evicted++;
        if (given != null && given.active() && !entered.remove(segment)) {
            left.put(segment, given.time().isAfter(event.time()) ? given.time() : event.time());
        }
    }

    private void forget(PartnerId id) {
        var given = ids.own().remove(id);
        evicted++;
        if (given != null && given.present() && !gained.remove(id)) {
            lost.add(id);
        }
    }
}
