package dev.iris.rocksdb;

import dev.iris.model.Aggregation;
import dev.iris.model.Authentication;
import dev.iris.model.Catalog;
import dev.iris.model.ClientCredential;
import dev.iris.model.DataSourceId;
import dev.iris.model.DeliverySettings;
import dev.iris.model.Destination;
import dev.iris.model.DestinationId;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.HttpsUrl;
import dev.iris.model.Mapping;
import dev.iris.model.Method;
import dev.iris.model.PartnerId;
import dev.iris.model.PartnerTls;
import dev.iris.model.QualificationEvent;
import dev.iris.model.RegionId;
import dev.iris.model.Secret;
import dev.iris.model.SegmentId;
import dev.iris.model.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The engine alone, events in, published and durable, against a bare loop that writes the same bytes in the same batches with the same
 * options, in turns in one run. Its own program: prints a line a round and the medians.
 */
public final class EngineRatio {
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 7;
    private static final int PRODUCERS = 64;
    private static final int EVENTS = 100_000;
    private static final int EVENTS_A_CALL = 100;
    private static final Instant FIRST = Instant.parse("2026-11-02T08:00:00Z");

    /** Batches of the written bytes need the first sequence number of the store; its format is the row before. */
    private static final int FIRST_SEQUENCE = 1;

    private EngineRatio() {}

    /** What one round did, in events a second. */
    private record Round(double engine, double bare, int batches, long bytes) {
        double ratio() {
            return engine / bare;
        }
    }

    /** Runs it in a temporary folder below the one that is named, or below the system's. */
    public static void main(String[] arguments) throws Exception {
        var above = Path.of(arguments.length > 0 ? arguments[0] : System.getProperty("java.io.tmpdir"));
        var rounds = new ArrayList<Round>();
        for (int i = 0; i < WARM_UPS + ROUNDS; i++) {
            var round = round(above);
            System.out.printf(
                    Locale.ROOT,
                    "%s engine %,.0f events/s, bare loop %,.0f events/s, ratio %.3f (%d batches, %d bytes an event)%n",
                    i < WARM_UPS ? "warm-up" : "round  ",
                    round.engine,
                    round.bare,
                    round.ratio(),
                    round.batches,
                    round.bytes / EVENTS);
            if (i >= WARM_UPS) {
                rounds.add(round);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "medians engine %,.0f events/s, bare loop %,.0f events/s, ratio %.3f%n",
                median(rounds.stream().map(Round::engine).toList()),
                median(rounds.stream().map(Round::bare).toList()),
                median(rounds.stream().map(Round::ratio).toList()));
    }

    private static Round round(Path above) throws Exception {
        var folder = Files.createTempDirectory(above, "engine-ratio-");
        try {
            var batches = new ArrayList<byte[]>();
            double engine = engine(folder.resolve("engine"), batches);
            double bare = bare(folder.resolve("bare"), batches);
            return new Round(
                    engine,
                    bare,
                    batches.size(),
                    batches.stream().mapToLong(each -> each.length).sum());
        } finally {
            delete(folder);
        }
    }

    private static double engine(Path folder, List<byte[]> batches) throws Exception {
        var clock = InstantSource.fixed(FIRST.plusSeconds(60));
        try (var engine = RocksEngine.open(folder, catalog(), clock, Ticker.system())) {
            long before = engine.store().db.getLatestSequenceNumber();
            var calls = calls();
            System.gc();
            long begun = System.nanoTime();
            accept(engine, calls);
            double seconds = (System.nanoTime() - begun) / 1e9;
            read(engine.store(), before + FIRST_SEQUENCE, batches);
            return EVENTS / seconds;
        }
    }

    /** As the REST interface does: so many at once, each waits until its events are durable. */
    private static void accept(RocksEngine engine, List<List<QualificationEvent>> calls)
            throws ExecutionException, InterruptedException {
        try (var producers = Executors.newFixedThreadPool(PRODUCERS)) {
            var all = new ArrayList<Future<?>>();
            calls.forEach(events -> all.add(producers.submit(() -> engine.accept(events))));
            for (var each : all) {
                each.get();
            }
        }
    }

    /** What the engine wrote, from its write-ahead log. */
    private static void read(Store store, long first, List<byte[]> batches) throws RocksDBException {
        try (var log = store.db.getUpdatesSince(first)) {
            for (; log.isValid(); log.next()) {
                try (var batch = log.getBatch().writeBatch()) {
                    batches.add(batch.data());
                }
            }
        }
    }

    private static double bare(Path folder, List<byte[]> batches) throws RocksDBException {
        try (var store = Store.open(folder);
                var synced = new WriteOptions().setSync(true)) {
            System.gc();
            long begun = System.nanoTime();
            for (var bytes : batches) {
                try (var batch = new WriteBatch(bytes)) {
                    store.db.write(synced, batch);
                }
            }
            return EVENTS / ((System.nanoTime() - begun) / 1e9);
        }
    }

    /** Each device has two events: it enters a segment, and later leaves it for another. */
    private static List<List<QualificationEvent>> calls() {
        var calls = new ArrayList<List<QualificationEvent>>();
        for (int at = 0; at < EVENTS; at += EVENTS_A_CALL) {
            int first = at;
            calls.add(IntStream.range(first, first + EVENTS_A_CALL)
                    .mapToObj(EngineRatio::event)
                    .toList());
        }
        return calls;
    }

    private static QualificationEvent event(int number) {
        int device = number % (EVENTS / 2);
        boolean second = number >= EVENTS / 2;
        return new QualificationEvent(
                new DeviceId(String.format(Locale.ROOT, "1%037d", device)),
                FIRST.plusSeconds(second ? 1 : 0),
                new RegionId(Integer.toString(device % 10)),
                Set.of(segment(second ? 1 : 0)),
                second ? Set.of(segment(0)) : Set.of(),
                Set.of(new PartnerId(new DataSourceId("12345"), String.format(Locale.ROOT, "4%015d", device))),
                Set.of());
    }

    private static Catalog catalog() {
        return Catalog.compile(List.of(destination()), LocalDate.of(2026, 11, 2), 1);
    }

    private static Destination destination() {
        return new Destination(
                new DestinationNumber(1),
                new DestinationId(423),
                "Partner",
                "74323",
                new DataSourceId("12345"),
                HttpsUrl.parse("https://api.partner.com/segments/aam"),
                Method.POST,
                new Authentication.OAuth2(
                        HttpsUrl.parse("https://api.partner.com/oauth2/token"),
                        new ClientCredential.OpaqueBasic(Secret.of("sample"))),
                PartnerTls.NONE,
                Aggregation.STANDARD,
                DeliverySettings.STANDARD,
                List.of(new Mapping(segment(0), null, null, null), new Mapping(segment(1), null, null, null)),
                1,
                false);
    }

    private static SegmentId segment(int number) {
        return new SegmentId("1435" + number);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
