package dev.iris.deliver;

import static java.util.stream.Collectors.toSet;

import dev.iris.engine.DeadLetter;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.DeviceId;
import dev.iris.model.OwedZero;
import dev.iris.model.OwedZeros;
import dev.iris.model.PartnerId;
import dev.iris.model.Route;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What one device in flight has to say to its destination now: one entry for each partner id. It may be nothing.
 *
 * @param settlement what is settled when every entry was acknowledged
 * @param dueSince server time since which a message has been due
 * @param changedAt server time of the latest change
 */
record DeviceEntries(
        DeviceId device, List<UserEntry> entries, Settlement settlement, Instant dueSince, Instant changedAt) {
    private static final Comparator<SegmentStatus> ORDER =
            Comparator.comparing((SegmentStatus status) -> !status.active()).thenComparing(SegmentStatus::segmentId);

    DeviceEntries {
        entries = List.copyOf(entries);
    }

    /** Evaluates an intent against the profile and the mappings of now. */
    static DeviceEntries of(TakenUpdate taken, Route route) {
        var profile = taken.profile();
        var owed = taken.update().zeros();
        var zeros = owed.applicable(profile, route);
        var ids = new TreeSet<>(profile.idsOf(route.userDpid()));
        zeros.times().keySet().forEach(zero -> Optional.ofNullable(zero.id()).ifPresent(ids::add));
        var entries = new ArrayList<UserEntry>();
        for (var id : ids) {
            var segments = segments(id, taken, zeros, route);
            if (!segments.isEmpty()) {
                entries.add(new UserEntry(profile.device(), id.uuid(), profile.knownRegions(), segments));
            }
        }
        return new DeviceEntries(
                profile.device(),
                entries,
                new Settlement(profile.device(), taken.version(), discharged(owed, zeros), entries),
                taken.update().firstAt(),
                taken.update().lastAt());
    }

    /** What is settled when these were acknowledged and the others are dead letters, whose zeros stay owed. */
    Settlement settlement(List<UserEntry> acknowledged, List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return settlement;
        }
        var undelivered =
                letters.stream().map(letter -> letter.entry().partnerUuid()).collect(toSet());
        Map<OwedZero, Instant> discharged =
                new HashMap<>(settlement.discharged().times());
        discharged
                .keySet()
                .removeIf(zero ->
                        zero.id() != null && undelivered.contains(zero.id().uuid()));
        return new Settlement(device, settlement.version(), new OwedZeros(discharged), acknowledged, letters);
    }

    private static List<SegmentStatus> segments(PartnerId id, TakenUpdate taken, OwedZeros zeros, Route route) {
        var profile = taken.profile();
        var segments = new ArrayList<SegmentStatus>();
        var hold = profile.ids().get(id);
        if (hold != null && hold.present()) {
            profile.memberships().forEach((segment, membership) -> {
                if (membership.active()) {
                    var time = profile.dateTime(id, membership.time());
                    route.alias(segment)
                            .filter(alias -> taken.update().tells(segment, id, alias))
                            .ifPresent(alias -> segments.add(new SegmentStatus(alias, true, time)));
                }
            });
        }
        zeros.times().forEach((zero, time) -> {
            if (id.equals(zero.id())) {
                route.alias(zero.segment()).ifPresent(alias -> segments.add(new SegmentStatus(alias, false, time)));
            }
        });
        segments.sort(ORDER);
        return segments;
    }

    /** All that is owed but what cannot be addressed yet: the rest is said by the entries or is not to be said any more. */
    private static OwedZeros discharged(OwedZeros owed, OwedZeros applicable) {
        Map<OwedZero, Instant> times = new HashMap<>(owed.times());
        applicable.times().keySet().stream().filter(zero -> zero.id() == null).forEach(times::remove);
        return new OwedZeros(times);
    }
}
