package dev.iris.publish;

import static java.util.stream.Collectors.groupingBy;

import dev.iris.model.IdHold;
import dev.iris.model.Membership;
import dev.iris.model.PartnerId;
import dev.iris.model.Profile;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Chooses what gives way when a profile is full: tombstones before what holds, the oldest first. */
final class Overflow {
    private Overflow() {}

    static List<SegmentId> oldestMemberships(Map<SegmentId, Membership> memberships) {
        int excess = memberships.size() - Profile.MAX_MEMBERSHIPS;
        if (excess <= 0) {
            return List.of();
        }
        return memberships.entrySet().stream()
                .sorted(Comparator.<Map.Entry<SegmentId, Membership>, Boolean>comparing(
                                m -> m.getValue().active())
                        .thenComparing(m -> m.getValue().time())
                        .thenComparing(Map.Entry::getKey))
                .limit(excess)
                .map(Map.Entry::getKey)
                .toList();
    }

    static List<PartnerId> oldestIds(Map<PartnerId, IdHold> ids) {
        if (ids.size() <= Profile.MAX_IDS) {
            return List.of();
        }
        var bySource =
                ids.entrySet().stream().collect(groupingBy(id -> id.getKey().dataSource()));
        return bySource.values().stream()
                .flatMap(held -> oldestOf(held).stream())
                .toList();
    }

    static List<RegionId> oldestRegions(Map<RegionId, Instant> regions) {
        int excess = regions.size() - Profile.MAX_REGIONS;
        if (excess <= 0) {
            return List.of();
        }
        return regions.entrySet().stream()
                .sorted(Map.Entry.<RegionId, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(excess)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<PartnerId> oldestOf(List<Map.Entry<PartnerId, IdHold>> held) {
        return held.stream()
                .sorted(Comparator.<Map.Entry<PartnerId, IdHold>, Boolean>comparing(
                                id -> id.getValue().present())
                        .thenComparing(id -> id.getValue().time())
                        .thenComparing(Map.Entry::getKey))
                .limit(Math.max(0, held.size() - Profile.MAX_IDS))
                .map(Map.Entry::getKey)
                .toList();
    }
}
