package dev.iris.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.engine.Batch;
import dev.iris.engine.BatchPhase;
import dev.iris.model.BatchSettings;
import dev.iris.partner.Endpoint;
import dev.iris.partner.Fault;
import dev.iris.partner.FaultStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches from the events to the reference partner. */
class BatchIT {
    @TempDir
    private Path folder;

    private BatchRig iris;

    @BeforeEach
    void start() throws IOException {
        iris = new BatchRig(folder, true, BatchRig.DAILY);
    }

    @AfterEach
    void close() {
        iris.close();
    }

    @Test
    void offlineDataAloneCausesNoRequestAndTheNextBatchCarriesExactlyIt() {
        firstBatch();
        iris.online("1", "+A id:u1");
        assertThat(iris.told()).containsExactly("u1[A:1]");
        iris.batch();
        iris.ended();
        iris.told();
        long requests = iris.partner.counts().segmentRequests();
        iris.offline("1", "+B -A");
        iris.offline("2", "+C id:u2");
        assertThat(iris.told()).isEmpty();
        assertThat(iris.partner.counts().segmentRequests()).isEqualTo(requests);
        iris.batch();
        assertThat(iris.ended()).satisfies(batch -> counts(batch, 2, 2, 0));
        assertThat(iris.told()).containsExactlyInAnyOrder("u1[A:0 B:1]", "u2[C:1]");
        iris.batch();
        assertThat(iris.ended()).satisfies(batch -> counts(batch, 0, 0, 0));
        assertThat(iris.told()).isEmpty();
    }

    @Test
    void theFirstBatchIsFullAndLaterOnesTellWhatChanged() {
        iris.offline("1", "+A +B id:u1");
        iris.offline("2", "-A id:u2");
        iris.batch();
        assertThat(iris.ended()).satisfies(batch -> assertThat(batch.full()).isTrue());
        assertThat(iris.told()).containsExactly("u1[A:1 B:1]");
        iris.offline("1", "+C");
        iris.batch();
        assertThat(iris.ended()).satisfies(batch -> assertThat(batch.full()).isFalse());
        assertThat(iris.told()).containsExactly("u1[C:1]");
    }

    @Test
    void afterAFullBatchASightingSendsNothingButAfterOneOfChangesTheFirstDoes() {
        iris.offline("1", "+A id:u1");
        firstBatch();
        iris.told();
        iris.offline("2", "+A id:u2");
        iris.batch();
        iris.ended();
        assertThat(iris.told()).containsExactly("u2[A:1]");
        iris.online("2", "");
        assertThat(iris.told()).containsExactly("u2[A:1]");
        iris.online("2", "");
        assertThat(iris.told()).isEmpty();
    }

    @Test
    void anIdThatArrivesOfflineChangesAllSegmentsForItAndIsStillOwedAtTheNextSighting() {
        iris.online("1", "+A +B id:u1");
        firstBatch();
        iris.told();
        iris.offline("1", "id:x1 noid:u1");
        assertThat(iris.told()).isEmpty();
        iris.batch();
        iris.ended();
        assertThat(iris.told()).containsExactlyInAnyOrder("u1[A:0 B:0]", "x1[A:1 B:1]");
        iris.online("1", "");
        assertThat(iris.told()).containsExactly("x1[A:1 B:1]");
        iris.online("1", "");
        assertThat(iris.told()).isEmpty();
    }

    @Test
    void zerosOfAnOfflineEventRideWithTheMessageThatComesFirst() {
        iris.online("1", "+A +B id:u1");
        firstBatch();
        iris.told();
        iris.offline("1", "-A");
        iris.online("1", "+C");
        assertThat(iris.told()).containsExactly("u1[A:0 B:1 C:1]");
    }

    @Test
    void whatThePartnerAcknowledgedInRealTimeIsLeftOutIfThatIsWanted() {
        iris.reconfigure(true, new BatchSettings(true, Duration.ofDays(1), BatchSettings.OFF.at(), null, true));
        firstBatch();
        iris.online("1", "+A +B id:u1");
        assertThat(iris.told()).containsExactly("u1[A:1 B:1]");
        iris.offline("1", "+C -A");
        iris.online("2", "+A id:u2");
        assertThat(iris.told()).containsExactly("u2[A:1]");
        iris.batch();
        assertThat(iris.ended()).satisfies(batch -> counts(batch, 1, 1, 0));
        assertThat(iris.told()).containsExactly("u1[A:0 C:1]");
    }

    @Test
    void whatWasToldInRealTimeIsRepeatedOtherwise() {
        firstBatch();
        iris.online("1", "+A +B id:u1");
        iris.online("1", "-A");
        iris.told();
        iris.batch();
        iris.ended();
        assertThat(iris.told()).containsExactly("u1[A:0 B:1]");
    }

    @Test
    void withoutRealTimeEverythingWaitsForTheBatch() {
        iris.reconfigure(false, BatchRig.DAILY);
        firstBatch();
        iris.online("1", "+A +B id:u1");
        iris.online("1", "-B");
        assertThat(iris.told()).isEmpty();
        iris.batch();
        iris.ended();
        assertThat(iris.told()).containsExactly("u1[A:1 B:0]");
    }

    @Test
    void aPartnerThatIsDownDuringABatchGetsItCompleteAfterwards() {
        IntStream.range(0, 100).forEach(i -> iris.offline("" + i, "id:u" + i));
        firstBatch();
        IntStream.range(0, 100).forEach(i -> iris.offline("" + i, "+A"));
        iris.partner.goAway(Duration.ofMinutes(5));
        iris.batch();
        iris.pass(Duration.ofSeconds(5));
        iris.offline("0", "+B");
        assertThat(iris.last().phase()).isEqualTo(BatchPhase.SENDING);
        iris.partner.comeBack();
        assertThat(iris.ended()).satisfies(batch -> counts(batch, 100, 100, 0));
        assertThat(iris.told())
                .containsExactlyInAnyOrder(
                        IntStream.range(0, 100).mapToObj(i -> "u" + i + "[A:1]").toArray(String[]::new));
        iris.batch();
        iris.ended();
        assertThat(iris.told()).containsExactly("u0[B:1]");
    }

    @Test
    void aBatchGoesOnAfterARestartWhereItWas() {
        IntStream.range(0, 100).forEach(i -> iris.offline("" + i, "+A id:u" + i));
        iris.partner.goAway(Duration.ofMinutes(5));
        iris.batch();
        iris.restart();
        iris.partner.comeBack();
        assertThat(iris.ended()).satisfies(batch -> counts(batch, 100, 100, 0));
        assertThat(iris.told()).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void aLiveMessageCarriesTheBatchAlongAndCountsInIt() {
        firstBatch();
        iris.offline("1", "+A id:u1");
        iris.partner.goAway(Duration.ofMinutes(5));
        iris.batch();
        iris.online("1", "+B");
        iris.partner.comeBack();
        assertThat(iris.ended()).satisfies(batch -> counts(batch, 1, 1, 0));
        assertThat(iris.told()).containsExactly("u1[A:1 B:1]");
    }

    @Test
    void aDeviceThatThePartnerRefusesHasFailed() {
        firstBatch();
        iris.offline("1", "+A id:u1");
        iris.offline("2", "+A id:u2");
        iris.partner.apply(
                FaultStep.times(Endpoint.SEGMENTS, 100, Fault.status(422)).ofUsers("u2"));
        iris.batch();
        assertThat(iris.ended()).satisfies(batch -> counts(batch, 2, 1, 1));
    }

    @Test
    void missedTimesMakeOneBatchAndTimesBeforeTheStartAreNotMissed() {
        iris.step();
        assertThat(iris.batches()).isEmpty();
        iris.pass(Duration.between(BatchRig.START, Instant.parse("2026-11-03T01:59:00Z")));
        assertThat(iris.batches()).isEmpty();
        iris.pass(Duration.ofMinutes(2));
        assertThat(iris.ended().plannedFor()).isEqualTo("2026-11-03T02:00:00Z");
        iris.pass(Duration.ofDays(5));
        assertThat(iris.ended().plannedFor()).isEqualTo("2026-11-08T02:00:00Z");
        assertThat(iris.batches()).hasSize(2);
    }

    @Test
    void aBatchThatRunsAtTheNextTimeLetsChangesWait() {
        firstBatch();
        iris.offline("1", "+A id:u1");
        iris.partner.goAway(Duration.ofHours(1));
        iris.pass(Duration.ofDays(1));
        iris.offline("2", "+A id:u2");
        iris.pass(Duration.ofDays(1));
        assertThat(iris.batches()).hasSize(2);
        iris.partner.comeBack();
        iris.ended();
        assertThat(iris.told()).containsExactlyInAnyOrder("u1[A:1]", "u2[A:1]");
        assertThat(iris.batches()).hasSize(3);
    }

    @Test
    void batchesThatWereOffBeginWithAFullOneAgain() {
        iris.offline("1", "+A id:u1");
        firstBatch();
        iris.told();
        iris.reconfigure(true, BatchSettings.OFF);
        iris.offline("1", "+B");
        iris.pass(Duration.ofDays(3));
        iris.reconfigure(true, BatchRig.DAILY);
        iris.step();
        assertThat(iris.batches()).hasSize(1);
        iris.batch();
        assertThat(iris.ended().full()).isTrue();
        assertThat(iris.told()).containsExactly("u1[A:1 B:1]");
    }

    private void firstBatch() {
        iris.batch();
        iris.ended();
    }

    private static void counts(Batch batch, long received, long successful, long failed) {
        assertThat(batch.received()).isEqualTo(received);
        assertThat(batch.successful()).isEqualTo(successful);
        assertThat(batch.failed()).isEqualTo(failed);
    }
}
