package dev.iris.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of a device at one time: segments it qualified for or fell out of, ids it gained or lost. An event without
 * any of these is a sighting.
 *
 * @param time event time, kept to the millisecond
 * @param region where the device was seen, if told
 * @param qualified segments that the device is in; none of them is in {@code disqualified}
 * @param disqualified segments that the device is not in
 * @param ids partner ids that the device has; none of them is in {@code removedIds}
 * @param removedIds partner ids that the device no longer has
 * @param ip address of whoever used the device; null when not told
 * @param userAgent its browser's User-Agent; null when not told
 */
public record QualificationEvent(
        DeviceId device,
        Instant time,
        @Nullable RegionId region,
        Set<SegmentId> qualified,
        Set<SegmentId> disqualified,
        Set<PartnerId> ids,
        Set<PartnerId> removedIds,
        @Nullable String ip,
        @Nullable String userAgent) {
    /** Segments that one event may name, qualified and disqualified together. */
    public static final int MAX_SEGMENTS = 1_000;

    /** Partner ids that one event may name, added and removed together. */
    public static final int MAX_IDS = 200;

    public QualificationEvent {
        time = time.truncatedTo(ChronoUnit.MILLIS);
        qualified = Set.copyOf(qualified);
        disqualified = Set.copyOf(disqualified);
        ids = Set.copyOf(ids);
        removedIds = Set.copyOf(removedIds);
        requireAtMost("segments", qualified.size() + disqualified.size(), MAX_SEGMENTS);
        requireAtMost("ids", ids.size() + removedIds.size(), MAX_IDS);
        if (!Collections.disjoint(qualified, disqualified)) {
            throw new IllegalArgumentException(
                    "a segment is named as qualified and as disqualified (expected: one of them)");
        }
        if (!Collections.disjoint(ids, removedIds)) {
            throw new IllegalArgumentException("an id is named as present and as removed (expected: one of them)");
        }
    }

    /** An event that tells nothing of whoever used the device. */
    public QualificationEvent(
            DeviceId device,
            Instant time,
            @Nullable RegionId region,
            Set<SegmentId> qualified,
            Set<SegmentId> disqualified,
            Set<PartnerId> ids,
            Set<PartnerId> removedIds) {
        this(device, time, region, qualified, disqualified, ids, removedIds, null, null);
    }

    /** A sighting of a device. */
    public static QualificationEvent sighting(DeviceId device, Instant time) {
        return new QualificationEvent(device, time, null, Set.of(), Set.of(), Set.of(), Set.of());
    }

    /** Address of whoever used the device, if told. */
    public Optional<String> findIp() {
        return Optional.ofNullable(ip);
    }

    /** Its browser's User-Agent, if told. */
    public Optional<String> findUserAgent() {
        return Optional.ofNullable(userAgent);
    }

    private static void requireAtMost(String what, int count, int most) {
        if (count > most) {
            throw new IllegalArgumentException(count + " " + what + " in one event (expected: at most " + most + ")");
        }
    }
}
