package dev.iris.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.model.SegmentId;
import dev.iris.model.SegmentStatus;
import dev.iris.publish.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The segment mapping rules, each in its own words, up to what the partner reads. */
class RulesToEntriesTest {
    private static final Duration NOW = Duration.ZERO;
    private static final Duration LATER = Duration.ofHours(1);
    private static final Duration EARLIER = Duration.ofHours(-1);

    private final World world = new World();

    @Nested
    class NewQualification {
        @Test
        void sendsAllSegmentsOfTheDevice() {
            world.maps(1, "A", "B").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "+B");
            assertThat(world.rule(1)).contains(Rule.NEW_QUALIFICATION);
            assertThat(world.told(1)).isEqualTo("u1[A:1 B:1]");
        }

        @Test
        void goesToEveryDestinationMappedToAnySegmentOfTheDevice() {
            world.maps(1, "A").maps(2, "B").event(NOW, "+B id:u1").told(2);
            world.event(LATER, "+A");
            assertThat(world.told(1)).isEqualTo("u1[A:1]");
            assertThat(world.told(2)).isEqualTo("u1[B:1]");
        }

        @Test
        void ofASegmentThatNobodyMapsSendsNothing() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "+unmapped");
            assertThat(world.waiting(1)).isEmpty();
        }

        @Test
        void isNotTheRepeatOfAKnownOne() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "+A");
            assertThat(world.waiting(1)).isEmpty();
        }

        @Test
        void doesNotSpeakToDestinationsThatMapNoneOfTheDevicesSegments() {
            world.maps(1, "A").maps(2, "C").event(NOW, "+A id:u1");
            assertThat(world.waiting(2)).isEmpty();
        }

        @Test
        void afterADisqualificationIsNewAgain() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "-A").told(1);
            world.event(LATER.multipliedBy(2), "+A");
            assertThat(world.told(1)).isEqualTo("u1[A:1]");
        }
    }

    @Nested
    class NewDisqualification {
        @Test
        void sendsAllQualificationsAndDisqualificationsOfTheDevice() {
            world.maps(1, "A", "B").maps(2, "A").event(NOW, "+A +B id:u1");
            world.told(1);
            world.told(2);
            world.event(LATER, "-B");
            assertThat(world.rule(2)).contains(Rule.NEW_DISQUALIFICATION);
            assertThat(world.told(1)).isEqualTo("u1[A:1 B:0]");
            assertThat(world.told(2)).isEqualTo("u1[A:1]");
        }

        @Test
        void ofTheLastSegmentSendsTheZeroAlone() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "-A");
            assertThat(world.told(1)).isEqualTo("u1[A:0]");
        }

        @Test
        void ofASegmentTheDeviceWasNotKnownToBeInIsRememberedAndSendsNothing() {
            world.maps(1, "A").event(LATER, "-A id:u1");
            assertThat(world.waiting(1)).isEmpty();
            world.event(NOW, "+A");
            assertThat(world.waiting(1)).as("the older qualification").isEmpty();
        }

        @Test
        void acknowledgedIsNotRepeated() {
            world.maps(1, "A", "B").event(NOW, "+A +B id:u1").told(1);
            world.event(LATER, "-B").told(1);
            world.event(LATER.multipliedBy(2), "-A");
            assertThat(world.told(1)).isEqualTo("u1[A:0]");
        }

        @Test
        void notAcknowledgedIsRepeated() {
            world.maps(1, "A", "B").event(NOW, "+A +B id:u1").told(1);
            world.event(LATER, "-B");
            assertThat(world.waiting(1)).isEqualTo("u1[A:1 B:0]");
            world.event(LATER.multipliedBy(2), "-A");
            assertThat(world.told(1)).isEqualTo("u1[A:0 B:0]");
        }

        @Test
        void overtakenByANewQualificationIsNoLongerOwed() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "-A").event(LATER.multipliedBy(2), "+A");
            assertThat(world.told(1)).isEqualTo("u1[A:1]");
            assertThat(world.waiting(1)).isEmpty();
        }
    }

    @Nested
    class MappingChanged {
        @Test
        void sendsAllAtTheNextSighting() {
            world.maps(1, "A").event(NOW, "+A +B id:u1").told(1);
            world.maps(1, "A", "B");
            assertThat(world.waiting(1)).isEmpty();
            world.sighting(LATER);
            assertThat(world.rule(1)).contains(Rule.MAPPING_CHANGED);
            assertThat(world.told(1)).isEqualTo("u1[A:1 B:1]");
            world.sighting(LATER.multipliedBy(2));
            assertThat(world.waiting(1)).isEmpty();
        }

        @Test
        void countsForADestinationTheDeviceWasNeverSentTo() {
            world.event(NOW, "+A id:u1").maps(1, "A").sighting(LATER);
            assertThat(world.told(1)).isEqualTo("u1[A:1]");
        }

        @Test
        void sendsEveryMappedSegmentTheDeviceHasLeftAsZero() {
            world.maps(1, "A", "B").event(NOW, "+A +B id:u1").told(1);
            world.maps(1, "A").event(LATER, "-B").told(1);
            world.maps(1, "A", "B").sighting(LATER.multipliedBy(2));
            assertThat(world.told(1)).isEqualTo("u1[A:1 B:0]");
        }

        @Test
        void speaksNoZeroOfLeftSegmentsToADestinationTheDeviceWasNeverSentTo() {
            world.maps(2, "B").event(NOW, "+A +B id:u1").event(LATER, "-B");
            world.maps(1, "A", "B").sighting(LATER.multipliedBy(2));
            assertThat(world.told(1)).isEqualTo("u1[A:1]");
        }

        @Test
        void isNotAChangedTimeout() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.changesTimeout(1).sighting(LATER);
            assertThat(world.waiting(1)).isEmpty();
        }

        @Test
        void speaksNoMoreOfAnUnmappedSegment() {
            world.maps(1, "A", "B").event(NOW, "+A +B id:u1").told(1);
            world.maps(1, "A").event(LATER, "-B");
            assertThat(world.told(1)).isEqualTo("u1[A:1]");
        }

        @Test
        void ofTheDataSourceAddressesTheOtherIds() {
            world.maps(1, "A").event(NOW, "+A id:u1 id:20914/g1").told(1);
            world.mapsAs(1, "20914", List.of(World.mapping("A"))).sighting(LATER);
            assertThat(world.told(1)).isEqualTo("g1[A:1]");
        }
    }

    @Nested
    class IdGraphChanged {
        @Test
        void byAnAddedIdSendsAllWithTheEventThatBringsIt() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "id:u2");
            assertThat(world.rule(1)).contains(Rule.ID_GRAPH_CHANGED);
            assertThat(world.told(1)).isEqualTo("u1[A:1] u2[A:1]");
        }

        @Test
        void byARemovedIdGivesItZeroForWhatItHad() {
            world.maps(1, "A", "B").event(NOW, "+A +B id:u1 id:u2").told(1);
            world.event(LATER, "noid:u2");
            assertThat(world.told(1)).isEqualTo("u1[A:1 B:1] u2[A:0 B:0]");
            world.event(LATER.multipliedBy(2), "-A");
            assertThat(world.told(1)).isEqualTo("u1[B:1 A:0]");
        }

        @Test
        void byTheOnlyIdRemovedSendsTheZerosOnly() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "noid:u1 +B");
            assertThat(world.told(1)).isEqualTo("u1[A:0]");
        }

        @Test
        void byAnIdThatIsKnownIsNoChange() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "id:u1");
            assertThat(world.waiting(1)).isEmpty();
        }

        @Test
        void ofAnotherDataSourceIsAChangeToo() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "id:20914/g1");
            assertThat(world.told(1)).isEqualTo("u1[A:1]");
        }

        @Test
        void byARemovalThatIsOlderThanTheIdChangesNothing() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(EARLIER, "noid:u1");
            assertThat(world.waiting(1)).isEmpty();
        }

        @Test
        void byARemovedIdThatComesBackTellsNothingOlderThanItsZeros() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "noid:u1").told(1);
            world.event(LATER.multipliedBy(2), "id:u1");
            assertThat(world.takes(1).entries().getFirst().segments())
                    .containsExactly(
                            new SegmentStatus("A", true, World.START.plus(LATER.multipliedBy(2)), new SegmentId("A")));
        }

        @Test
        void byAnIdThatCameBackGivesZerosToldLateThatAreNotOlderThanTheOnes() {
            world.maps(1, "A").event(NOW, "+A id:u1 id:u2").told(1);
            world.event(LATER.multipliedBy(2), "noid:u2").told(1);
            world.event(LATER.multipliedBy(3), "id:u2").told(1);
            var entries = world.event(LATER, "-A").takes(1).entries();
            assertThat(entries.getFirst().segments())
                    .containsExactly(new SegmentStatus("A", false, World.START.plus(LATER), new SegmentId("A")));
            assertThat(entries.getLast().segments())
                    .containsExactly(
                            new SegmentStatus("A", false, World.START.plus(LATER.multipliedBy(3)), new SegmentId("A")));
        }

        @Test
        void byTheOnlyIdThatCameBackGivesNoZeroOlderThanThoseOfItsRemoval() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(LATER.multipliedBy(2), "noid:u1").told(1);
            world.event(LATER, "-A").event(LATER.multipliedBy(3), "id:u1");
            assertThat(world.takes(1).entries().getFirst().segments())
                    .containsExactly(
                            new SegmentStatus("A", false, World.START.plus(LATER.multipliedBy(3)), new SegmentId("A")));
        }

        @Test
        void byALateRemovalGivesAZeroThatIsNotOlderThanTheOne() {
            world.maps(1, "A").event(EARLIER, "id:u1").event(LATER, "+A").told(1);
            world.event(NOW, "noid:u1");
            assertThat(world.takes(1).entries().getFirst().segments())
                    .containsExactly(new SegmentStatus("A", false, World.START.plus(LATER), new SegmentId("A")));
        }

        @Test
        void isNoReasonToDateAQualificationLater() {
            world.maps(1, "A", "B").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "+B id:u1");
            assertThat(world.takes(1).entries().getFirst().segments())
                    .contains(new SegmentStatus("A", true, World.START, new SegmentId("A")));
        }

        @Test
        void atEqualTimesTheRemovalWins() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(NOW, "noid:u1");
            assertThat(world.told(1)).isEqualTo("u1[A:0]");
            world.event(NOW, "id:u1");
            assertThat(world.waiting(1)).isEmpty();
        }
    }

    @Nested
    class Silence {
        @Test
        void ofThreeDaysSendsAllAtTheNextSighting() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.sighting(Duration.ofDays(3));
            assertThat(world.rule(1)).contains(Rule.SILENT_TOO_LONG);
            assertThat(world.told(1)).isEqualTo("u1[A:1]");
        }

        @Test
        void shorterThanThreeDaysSendsNothing() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.sighting(LATER).sighting(Duration.ofDays(3).minusMillis(1));
            assertThat(world.waiting(1)).isEmpty();
        }

        @Test
        void beginsAnewWithEachSending() {
            world.maps(1, "A", "B").event(NOW, "+A id:u1").told(1);
            world.event(Duration.ofDays(2), "+B").told(1);
            world.sighting(Duration.ofDays(4));
            assertThat(world.waiting(1)).isEmpty();
            world.sighting(Duration.ofDays(5));
            assertThat(world.told(1)).isEqualTo("u1[A:1 B:1]");
        }

        @Test
        void isNotEndedByAMereSighting() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.sighting(Duration.ofDays(2)).sighting(Duration.ofDays(3));
            assertThat(world.told(1)).isEqualTo("u1[A:1]");
        }

        @Test
        void isMeasuredByEventTime() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.sighting(Duration.ofDays(-30));
            assertThat(world.waiting(1)).isEmpty();
        }
    }

    @Nested
    class OlderEvents {
        @Test
        void changeNothing() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(EARLIER, "-A");
            assertThat(world.waiting(1)).isEmpty();
            assertThat(world.last.profileChanged()).isFalse();
        }

        @Test
        void atEqualTimesTheZeroWins() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(NOW, "-A");
            assertThat(world.told(1)).isEqualTo("u1[A:0]");
            world.event(NOW, "+A");
            assertThat(world.waiting(1)).isEmpty();
        }

        @Test
        void repeatedSendNothing() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(NOW, "+A id:u1");
            assertThat(world.waiting(1)).isEmpty();
            assertThat(world.last.profileChanged()).isFalse();
        }

        @Test
        void thatNameASegmentAsBothAreRefused() {
            assertThatThrownBy(() -> world.event(NOW, "+A -A")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class DeviceWithoutId {
        @Test
        void isSentAsSoonAsTheIdComes() {
            world.maps(1, "A").event(NOW, "+A");
            assertThat(world.waiting(1)).isEmpty();
            world.event(LATER, "id:u1");
            assertThat(world.told(1)).isEqualTo("u1[A:1]");
        }

        @Test
        void isToldOfWhatItLeftMeanwhile() {
            world.maps(1, "A", "B").event(NOW, "+A +B").event(LATER, "-B");
            assertThat(world.waiting(1)).isEmpty();
            world.event(LATER.multipliedBy(2), "id:u1");
            assertThat(world.told(1)).isEqualTo("u1[A:1 B:0]");
        }

        @Test
        void withAnIdOfAnotherDataSourceOnlyIsNotAddressed() {
            world.maps(1, "A").event(NOW, "+A id:20914/g1");
            assertThat(world.waiting(1)).isEmpty();
        }

        @Test
        void isSentTheZerosOfItsRemovedIdOnly() {
            world.maps(1, "A", "B").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "noid:u1").event(LATER.multipliedBy(2), "+B");
            assertThat(world.told(1)).isEqualTo("u1[A:0]");
        }
    }

    @Nested
    class TwoIds {
        @Test
        void giveTwoEntries() {
            world.maps(1, "A").event(NOW, "+A id:u2 id:u1");
            assertThat(world.told(1)).isEqualTo("u1[A:1] u2[A:1]");
        }

        @Test
        void bothGetTheZero() {
            world.maps(1, "A").event(NOW, "+A id:u1 id:u2").told(1);
            world.event(LATER, "-A");
            assertThat(world.told(1)).isEqualTo("u1[A:0] u2[A:0]");
        }
    }

    @Nested
    class WhileSomethingWaits {
        @Test
        void aChangedAliasIsUsed() {
            world.maps(1, "A>old").event(NOW, "+A id:u1");
            world.maps(1, "A>new");
            assertThat(world.told(1)).isEqualTo("u1[new:1]");
        }

        @Test
        void anUnmappedSegmentIsLeftOut() {
            world.maps(1, "A", "B").event(NOW, "+A +B id:u1");
            world.maps(1, "B");
            assertThat(world.told(1)).isEqualTo("u1[B:1]");
        }

        @Test
        void aZeroOfAnUnmappedSegmentIsNotSent() {
            world.maps(1, "A", "B").event(NOW, "+A +B id:u1").told(1);
            world.event(LATER, "-A");
            world.maps(1, "B");
            assertThat(world.told(1)).isEqualTo("u1[B:1]");
            assertThat(world.owed(1).isEmpty()).isTrue();
        }

        @Test
        void aWindowThatClosesLeavesItsSegmentOut() {
            world.mapsAs(1, "12345", List.of(World.mapping("A"), World.mapping("B", null, "2026-11-03")));
            world.event(NOW, "+A +B id:u1").onDay("2026-11-03");
            assertThat(world.told(1)).isEqualTo("u1[A:1]");
        }

        @Test
        void aWindowThatOpensTakesItsSegmentIn() {
            world.mapsAs(1, "12345", List.of(World.mapping("A"), World.mapping("B", "2026-11-03", null)));
            world.event(NOW, "+A +B id:u1").onDay("2026-11-03");
            assertThat(world.told(1)).isEqualTo("u1[A:1 B:1]");
        }

        @Test
        void aRemovedIdIsSentAsZero() {
            world.maps(1, "A").event(NOW, "+A id:u1 id:u2").event(LATER, "noid:u2");
            assertThat(world.told(1)).isEqualTo("u1[A:1] u2[A:0]");
        }
    }

    @Nested
    class MappingWindows {
        @Test
        void outsideItsDatesAMappingIsNotSpokenOf() {
            world.mapsAs(1, "12345", List.of(World.mapping("A", "2026-11-05", "2026-11-09")));
            world.event(NOW, "+A id:u1");
            assertThat(world.waiting(1)).isEmpty();
            world.onDay("2026-11-05").sighting(LATER);
            assertThat(world.told(1)).isEqualTo("u1[A:1]");
            world.onDay("2026-11-09").event(LATER.multipliedBy(2), "-A");
            assertThat(world.waiting(1)).isEmpty();
        }
    }

    @Nested
    class CrossingAnswers {
        @Test
        void losesNeitherTheAcknowledgementNorTheNewerEvent() {
            world.maps(1, "A", "B").event(NOW, "+A +B id:u1").told(1);
            world.event(LATER, "-A");
            var onItsWay = world.takes(1);
            world.event(LATER.multipliedBy(2), "-B");
            world.acknowledge(1, onItsWay);
            assertThat(world.told(1)).isEqualTo("u1[B:0]");
            assertThat(world.waiting(1)).isEmpty();
        }

        @Test
        void keepsAZeroThatCameToBeAgainMeanwhile() {
            world.maps(1, "A").event(NOW, "+A id:u1").told(1);
            world.event(LATER, "-A");
            var onItsWay = world.takes(1);
            world.event(LATER.multipliedBy(2), "+A").event(LATER.multipliedBy(3), "-A");
            world.acknowledge(1, onItsWay);
            assertThat(world.told(1)).isEqualTo("u1[A:0]");
        }
    }
}
