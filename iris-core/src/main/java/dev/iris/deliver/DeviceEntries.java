package dev.iris.deliver;

import static java.util.stream.Collectors.toSet;

import dev.iris.engine.DeadLetter;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.DeviceId;
import dev.iris.model.EntryFacts;
import dev.iris.model.OwedZero;
import dev.iris.model.OwedZeros;
import dev.iris.model.PartnerId;
import dev.iris.model.Profile;
import dev.iris.model.Route;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one device in flight has to say to its destination now: one entry for each partner id. It may be nothing.
 *
 * @param settlement what is settled when every entry was acknowledged
 * @param dueSince server time since which a message has been due
 * @param changedAt server time of the latest change
 */
record DeviceEntries(
        DeviceId device, List<UserEntry> entries, Settlement settlement, Instant dueSince, Instant changedAt) {
    /** What stands for the partner id of a device without one. */
    private static final String NO_ID = "";

    private static final Comparator<SegmentStatus> ORDER =
            Comparator.comparing((SegmentStatus status) -> !status.active()).thenComparing(SegmentStatus::segmentId);

    DeviceEntries {
        entries = List.copyOf(entries);
    }

    /** Evaluates an intent against the profile and the mappings of now. */
    static DeviceEntries of(TakenUpdate taken, Route route) {
        if (!route.includes(taken.profile().device())) {
            return of(taken, List.of(), OwedZeros.NONE);
        }
        var profile = taken.profile();
        var owed = taken.update().zeros();
        var zeros = owed.applicable(profile, route);
        var ids = new TreeSet<>(profile.idsOf(route.userDpid()));
        boolean isNameless = ids.isEmpty() && route.reach().withoutId();
        zeros.times().keySet().forEach(zero -> Optional.ofNullable(zero.id()).ifPresent(ids::add));
        var facts = EntryFacts.of(profile);
        var entries = new ArrayList<UserEntry>();
        for (var id : ids) {
            var segments = segments(id, taken, zeros, route);
            addEntry(entries, profile, id.uuid(), segments, facts);
        }
        if (isNameless) {
            addEntry(entries, profile, NO_ID, namelessSegments(taken, zeros, route), facts);
        }
        return of(taken, entries, isNameless ? owed : discharged(owed, zeros));
    }

    private static DeviceEntries of(TakenUpdate taken, List<UserEntry> entries, OwedZeros discharged) {
        var device = taken.profile().device();
        return new DeviceEntries(
                device,
                entries,
                new Settlement(device, taken.version(), discharged, entries),
                taken.update().firstAt(),
                taken.update().lastAt());
    }

    private static void addEntry(
            List<UserEntry> entries, Profile profile, String uuid, List<SegmentStatus> segments, EntryFacts facts) {
        if (!segments.isEmpty()) {
            entries.add(new UserEntry(profile.device(), uuid, profile.knownRegions(), segments, facts));
        }
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
                .removeIf(zero -> undelivered.contains(
                        zero.id() == null ? NO_ID : zero.id().uuid()));
        return new Settlement(device, settlement.version(), new OwedZeros(discharged), acknowledged, letters);
    }

    private static List<SegmentStatus> segments(PartnerId id, TakenUpdate taken, OwedZeros zeros, Route route) {
        var profile = taken.profile();
        var segments = new ArrayList<SegmentStatus>();
        var hold = profile.ids().get(id);
        if (hold != null && hold.present()) {
            addActive(segments, id, time -> profile.dateTime(id, time), taken, route);
        }
        addZeros(segments, id, zeros, route);
        segments.sort(ORDER);
        return segments;
    }

    /** Of a device without an id. What it is in is not older than the zero that the last of its ids was told. */
    private static List<SegmentStatus> namelessSegments(TakenUpdate taken, OwedZeros zeros, Route route) {
        var segments = new ArrayList<SegmentStatus>();
        var profile = taken.profile();
        var notBefore = profile.findLastRemoval(route.userDpid());
        addActive(segments, null, time -> later(time, notBefore), taken, route);
        addZeros(segments, null, zeros, route);
        segments.sort(ORDER);
        return segments;
    }

    private static void addActive(
            List<SegmentStatus> segments,
            @Nullable PartnerId id,
            UnaryOperator<Instant> dateTime,
            TakenUpdate taken,
            Route route) {
        taken.profile().memberships().forEach((segment, membership) -> {
            if (membership.active()) {
                var time = dateTime.apply(membership.time());
                route.alias(segment)
                        .filter(alias -> taken.update().tells(segment, id, alias))
                        .ifPresent(alias -> segments.add(new SegmentStatus(alias, true, time, segment)));
            }
        });
    }

    private static void addZeros(List<SegmentStatus> segments, @Nullable PartnerId id, OwedZeros zeros, Route route) {
        zeros.times().forEach((zero, time) -> {
            if (Objects.equals(id, zero.id())) {
                var segment = zero.segment();
                route.alias(segment).ifPresent(alias -> segments.add(new SegmentStatus(alias, false, time, segment)));
            }
        });
    }

    private static Instant later(Instant time, Optional<Instant> other) {
        return other.filter(time::isBefore).orElse(time);
    }

    /** All that is owed but what cannot be addressed yet: the rest is said by the entries or is not to be said any more. */
    private static OwedZeros discharged(OwedZeros owed, OwedZeros applicable) {
        Map<OwedZero, Instant> times = new HashMap<>(owed.plus(applicable).times());
        applicable.times().keySet().stream().filter(zero -> zero.id() == null).forEach(times::remove);
        return new OwedZeros(times);
    }
}
