package dev.iris.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.model.Catalog;
import dev.iris.model.DataSourceId;
import dev.iris.model.DeviceId;
import dev.iris.model.PartnerId;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProfileBoundsTest {
    private static final DeviceId DEVICE = new DeviceId("1");
    private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");

    private Profile profile = Profile.unknown(DEVICE);
    private int evicted;

    @Test
    void theOldestTombstoneGivesWayBeforeAnyActiveSegment() {
        qualify(0, 0, 1_000);
        disqualify(10, 0, 1);
        for (int hundred = 10; hundred < 50; hundred++) {
            qualify(20 + hundred, hundred * 100, hundred * 100 + 100);
        }
        assertThat(profile.memberships()).hasSize(Profile.MAX_MEMBERSHIPS);
        qualify(100, 5_000, 5_001);
        assertThat(profile.memberships()).hasSize(Profile.MAX_MEMBERSHIPS).doesNotContainKey(segment(0));
        assertThat(profile.inside(segment(1))).isTrue();
        assertThat(evicted).isEqualTo(1);
    }

    @Test
    void theOldestIdGivesWayAsIfItWasRemoved() {
        IntStream.rangeClosed(0, Profile.MAX_IDS)
                .forEach(i -> apply(event(i, Set.of(), Set.of(), Set.of(id(i)), null)));
        assertThat(profile.idsOf(new DataSourceId("12345")))
                .hasSize(Profile.MAX_IDS)
                .doesNotContain(id(0));
    }

    @Test
    void theRegionSeenLongestAgoGivesWay() {
        IntStream.rangeClosed(0, Profile.MAX_REGIONS)
                .forEach(i -> apply(event(i * 3_600, Set.of(), Set.of(), Set.of(), new RegionId("r" + i))));
        assertThat(profile.knownRegions()).hasSize(Profile.MAX_REGIONS).doesNotContain(new RegionId("r0"));
    }

    private void qualify(int second, int from, int to) {
        apply(event(second, segments(from, to), Set.of(), Set.of(), null));
    }

    private void disqualify(int second, int from, int to) {
        apply(event(second, Set.of(), segments(from, to), Set.of(), null));
    }

    private void apply(QualificationEvent event) {
        var publication = Rules.publish(profile, event, Origin.ONLINE, Catalog.EMPTY, _ -> Optional.empty(), START);
        profile = publication.profile();
        evicted += publication.evicted();
    }

    private static QualificationEvent event(
            int second,
            Set<SegmentId> qualified,
            Set<SegmentId> disqualified,
            Set<PartnerId> ids,
            @Nullable RegionId region) {
        return new QualificationEvent(
                DEVICE, START.plusSeconds(second), region, qualified, disqualified, ids, Set.of());
    }

    private static Set<SegmentId> segments(int from, int to) {
        return IntStream.range(from, to).mapToObj(ProfileBoundsTest::segment).collect(Collectors.toSet());
    }

    private static SegmentId segment(int number) {
        return new SegmentId("s" + number);
    }

    private static PartnerId id(int number) {
        return new PartnerId(new DataSourceId("12345"), "u" + number);
    }
}
