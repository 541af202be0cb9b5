package dev.iris.rocksdb;

import static dev.iris.testkit.engine.Examples.ONE;
import static dev.iris.testkit.engine.Examples.START;
import static dev.iris.testkit.engine.Examples.catalog;
import static dev.iris.testkit.engine.Examples.qualifies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.iris.engine.Settlement;
import dev.iris.model.BatchContent;
import dev.iris.model.BatchNumber;
import dev.iris.model.BatchPart;
import dev.iris.model.DeviceId;
import dev.iris.model.Lane;
import dev.iris.model.OwedZeros;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.SegmentId;
import dev.iris.publish.Origin;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** Batches that are prepared while those before them are not in the store yet. */
class CommitBatchIT extends StoreFolder {
    private static final DeviceId DEVICE = new DeviceId("1");

    private final Queues queues = new Queues(System::nanoTime);
    private final LetterCounts letters = new LetterCounts();
    private final BatchBooks books = new BatchBooks();
    private final RecentRecords recent = new RecentRecords(1 << 16);

    @Test
    void theThirdSeesWhatTheFirstDoes() throws Exception {
        var first = batch(null, qualifies("1", "A", 0));
        var second = batch(first, qualifies("2", "unmapped", 0));
        var third = batch(second, qualifies("1", "B", 1), qualifies("3", "A", 0));
        for (var each : List.of(first, second, third)) {
            write(each);
        }
        var profile =
                ProfileCodec.decode(DEVICE, Objects.requireNonNull(store.read(store.profile, Keys.profile(DEVICE))));
        assertThat(profile.memberships()).containsOnlyKeys(new SegmentId("A"), new SegmentId("B"));
        assertThat(row("1").place()).isEqualTo(new Row.Place(Lane.LIVE, 1));
        assertThat(row("3").place()).isEqualTo(new Row.Place(Lane.LIVE, 2));
        assertThat(Reads.slots(store, ONE, Lane.LIVE, 0, 9))
                .extracting(Slot::seq)
                .containsExactly(1L, 2L);
        assertThat(queues.require(ONE).due()).isEqualTo(2);
    }

    @Test
    void afterOneThatCannotBeWrittenNoneIs() throws Exception {
        store.db.dropColumnFamily(store.queue);
        var writer = new StoreWriter(recent);
        var first = batch(null, qualifies("1", "A", 0));
        var second = batch(first, qualifies("2", "unmapped", 0));
        writer.begin(first, List.of(), List.of(new Command.Stop()), 1);
        assertThatExceptionOfType(RocksDBException.class)
                .as("which is seen when the second is begun, or later")
                .isThrownBy(() -> {
                    writer.begin(second, List.of(), List.of(new Command.Stop()), 1);
                    writer.await();
                });
        assertThat(writer.end()).as("commands that were not answered").isNotEmpty();
        assertThat(store.read(store.profile, Keys.profile(new DeviceId("2")))).isNull();
    }

    /** Of a batch lane the slots 9,999 and 10,001 wait: a head behind the first is worth a hint. */
    @Test
    void noHintPassesASlotThatOnlyALaterOneWithdraws() throws Exception {
        waits("1", Lane.LIVE, 1);
        waits("2", Lane.BATCH, 9_999);
        waits("3", Lane.BATCH, 10_001);
        recover();
        assertThat(queues.require(ONE).take(1)).extracting(Slot::seq).containsExactly(1L);
        var settling = settling("1");
        batch(settling, qualifies("2", "A", 0));
        write(settling);
        assertThat(Reads.slots(store, ONE, Lane.BATCH, 0, 9))
                .extracting(Slot::seq)
                .containsExactly(9_999L, 10_001L);
        assertThat(store.read(store.meta, Keys.headHint(ONE, Lane.BATCH))).isNull();
    }

    @Test
    void theNextStartLooksFromTheHintOn() throws Exception {
        waits("1", Lane.LIVE, 1);
        waits("2", Lane.LIVE, 10_001);
        waits("3", Lane.LIVE, 10_002);
        recover();
        assertThat(queues.require(ONE).take(2)).hasSize(2);
        write(settling("1"));
        assertThat(store.read(store.meta, Keys.headHint(ONE, Lane.LIVE))).isNull();
        write(settling("2"));
        var hint = Objects.requireNonNull(store.read(store.meta, Keys.headHint(ONE, Lane.LIVE)));
        assertThat(new ByteReader(hint).readLong()).isEqualTo(10_001);
        recover();
        assertThat(queues.require(ONE).take(2)).extracting(Slot::seq).containsExactly(10_002L);
    }

    private CommitBatch settling(String device) throws RocksDBException {
        var batch = new CommitBatch(store, recent, catalog(1), queues, letters, books, null, 0, START);
        batch.settle(ONE, new Settlement(new DeviceId(device), 1, OwedZeros.NONE, List.of()));
        batch.seal();
        return batch;
    }

    private void waits(String device, Lane lane, long seq) throws RocksDBException {
        var id = new DeviceId(device);
        boolean live = lane == Lane.LIVE;
        var part = live ? null : new BatchPart(new BatchNumber(1), new BatchContent.Everything());
        var update = new PendingUpdate(OwedZeros.NONE, live, part, START, START);
        var records = new WriteRecords(store, 3);
        var value = new ByteWriter();
        ProfileCodec.encode(value, Profile.unknown(id));
        records.put(store.profile, Keys.profile(id), value);
        new Row(update, new Row.Versions(1, 0, 2), new Row.Place(lane, seq)).encode(value.clear());
        records.put(store.pending, Keys.pending(ONE, id), value);
        records.put(store.queue, Keys.queue(ONE, lane, seq), Keys.device(id));
        try (var options = new WriteOptions()) {
            records.write(options);
        }
    }

    /** As at a start, with the windows of both lanes filled. */
    private void recover() throws RocksDBException {
        var committer = new Committer(store, queues, letters, books, catalog(1), InstantSource.fixed(START));
        new Recovery(store, queues, letters, books, committer).run(catalog(1));
        var queue = queues.require(ONE);
        for (var lane : Lane.values()) {
            var after = queue.missingAfter(lane);
            if (after.isPresent()) {
                var slots = Reads.slots(store, ONE, lane, after.getAsLong(), 9);
                queue.loaded(lane, after.getAsLong(), slots, true, queue.lastSeq(lane));
            }
        }
    }

    private CommitBatch batch(@Nullable CommitBatch former, QualificationEvent... events) throws RocksDBException {
        var batch = new CommitBatch(store, recent, catalog(1), queues, letters, books, former, events.length, START);
        for (var event : events) {
            batch.prefetch(List.of(event.device()));
            batch.accept(event, Origin.ONLINE);
        }
        batch.seal();
        return batch;
    }

    private static void write(CommitBatch batch) throws RocksDBException {
        try (var options = new WriteOptions()) {
            batch.commit(options, options);
        }
    }

    private Row row(String device) {
        return Row.decode(Objects.requireNonNull(store.read(store.pending, Keys.pending(ONE, new DeviceId(device)))));
    }
}
