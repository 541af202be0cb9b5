package dev.iris.rocksdb;

import static dev.iris.testkit.engine.Examples.ONE;
import static dev.iris.testkit.engine.Examples.START;
import static dev.iris.testkit.engine.Examples.catalog;
import static dev.iris.testkit.engine.Examples.qualifies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.iris.model.DeviceId;
import dev.iris.model.Lane;
import dev.iris.model.QualificationEvent;
import dev.iris.model.SegmentId;
import dev.iris.publish.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** Batches that are prepared while those before them are not in the store yet. */
class CommitBatchIT {
    private static final DeviceId DEVICE = new DeviceId("1");

    @TempDir
    private Path folder;

    private final Queues queues = new Queues(System::nanoTime);
    private final RecentRecords recent = new RecentRecords(1 << 16);
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

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
        writer.begin(first, List.of(), List.of(new Command.Stop()), 1);
        writer.begin(batch(first, qualifies("2", "unmapped", 0)), List.of(), List.of(new Command.Stop()), 1);
        assertThatExceptionOfType(RocksDBException.class).isThrownBy(writer::await);
        assertThat(writer.end()).as("commands that were not answered").hasSize(2);
        assertThat(store.read(store.profile, Keys.profile(new DeviceId("2")))).isNull();
    }

    private CommitBatch batch(@Nullable CommitBatch former, QualificationEvent... events) throws RocksDBException {
        var batch = new CommitBatch(
                store, recent, catalog(1), queues, new LetterCounts(), new BatchBooks(), former, events.length, START);
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
