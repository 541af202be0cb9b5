package dev.iris.e2e;

import dev.iris.batch.BatchRunner;
import dev.iris.deliver.Couriers;
import dev.iris.deliver.Sleeper;
import dev.iris.engine.Batch;
import dev.iris.engine.BatchPhase;
import dev.iris.http.AddressGuard;
import dev.iris.http.Certificates;
import dev.iris.http.Cidr;
import dev.iris.http.Outbound;
import dev.iris.http.VertxEdge;
import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.MalformedDocumentException;
import dev.iris.model.Aggregation;
import dev.iris.model.Authentication;
import dev.iris.model.BatchSettings;
import dev.iris.model.Catalog;
import dev.iris.model.ClientCredential;
import dev.iris.model.DataSourceId;
import dev.iris.model.DeliverySettings;
import dev.iris.model.Destination;
import dev.iris.model.DestinationId;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Mapping;
import dev.iris.model.MessageForm;
import dev.iris.model.Method;
import dev.iris.model.PartnerId;
import dev.iris.model.PartnerTls;
import dev.iris.model.QualificationEvent;
import dev.iris.model.Reach;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SegmentId;
import dev.iris.model.Ticker;
import dev.iris.oauth.TokenSources;
import dev.iris.partner.PartnerSettings;
import dev.iris.partner.RecordedRequest;
import dev.iris.partner.ReferencePartner;
import dev.iris.rocksdb.RocksEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** From the intake to the reference partner with one destination, batches, and a clock that the test moves. Confined to a test. */
final class BatchRig implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-02T08:00:00Z");
    static final DestinationNumber NUMBER = new DestinationNumber(1);
    static final BatchSettings DAILY =
            new BatchSettings(true, Duration.ofHours(24), BatchSettings.OFF.at(), null, false);

    private static final DataSourceId DATA_SOURCE = new DataSourceId("12345");

    final ReferencePartner partner;
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Path folder;
    private final VertxEdge edge;
    private boolean realtime;
    private BatchSettings settings;
    private RocksEngine engine;
    private Couriers couriers;
    private int seen;

    BatchRig(Path folder, boolean realtime, BatchSettings settings) throws IOException {
        this.folder = folder;
        this.realtime = realtime;
        this.settings = settings;
        this.partner = ReferencePartner.start(
                PartnerSettings.builder().maxUsers(10).recordedRequests(5_000).build());
        this.edge = new VertxEdge(
                new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"))),
                Certificates.parse(partner.certificateAuthorityPem()),
                null);
        open();
    }

    /** An event such as {@code +A -B id:u1 noid:u2} of a device that is there, a second after the last. */
    void online(String device, String what) {
        engine.accept(List.of(event(device, what)));
    }

    /** One of a device that is not. */
    void offline(String device, String what) {
        engine.acceptOffline(List.of(event(device, what)));
    }

    /** Lets time pass and looks what is due, as the server does all the while. */
    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        step();
    }

    void step() {
        new BatchRunner(engine, engine::catalog, now::get).step();
    }

    /** Begins a batch of what changed, and makes its devices due. */
    void batch() {
        begin(false);
    }

    void fullBatch() {
        begin(true);
    }

    private void begin(boolean full) {
        if (engine.beginBatch(NUMBER, full, now.get()).isEmpty()) {
            throw new IllegalStateException("a batch runs (expected: none)");
        }
        step();
    }

    Batch last() {
        return engine.listBatches(NUMBER).getFirst();
    }

    List<Batch> batches() {
        return engine.listBatches(NUMBER);
    }

    /** The batch that was begun last, when it has ended. */
    Batch ended() {
        Awaitility.await().atMost(Running.PATIENCE).until(() -> {
            step();
            return last().phase() == BatchPhase.ENDED;
        });
        return last();
    }

    /** Waits until nothing is due, and gives what the partner acknowledged since the last time: {@code device[segment:status …]}. */
    List<String> told() {
        Awaitility.await()
                .atMost(Running.PATIENCE)
                .until(() -> engine.backlog(NUMBER).devices() == 0);
        var taken = partner.requests().stream()
                .filter(request -> request.target().startsWith("/segments")
                        && request.ending().equals(new RecordedRequest.Ending.Answered(200)))
                .toList();
        var fresh = taken.subList(seen, taken.size()).stream()
                .flatMap(request -> users(request.body()))
                .toList();
        seen = taken.size();
        return fresh;
    }

    void reconfigure(boolean nextRealtime, BatchSettings next) {
        realtime = nextRealtime;
        settings = next;
        engine.adopt(catalog());
        couriers.follow(engine.catalog());
    }

    /** Ends couriers and engine, as a stop does, and starts them again. */
    void restart() {
        closeEngine();
        open();
    }

    @Override
    public void close() {
        closeEngine();
        edge.close();
        partner.close();
    }

    private void closeEngine() {
        couriers.close();
        engine.close();
    }

    private void open() {
        engine = RocksEngine.open(folder, catalog(), now::get, Ticker.system());
        var outbound = new Outbound(edge, "Adobe Audience Manager Iris", SecretFiles.NONE);
        var random = new SecureRandom();
        var tokens = new TokenSources(outbound, Ticker.system(), now::get, random);
        couriers = new Couriers(
                engine, engine::catalog, outbound, tokens, now::get, Ticker.system(), Sleeper.system(), random);
        couriers.follow(engine.catalog());
    }

    private Catalog catalog() {
        return Catalog.compile(List.of(destination()), LocalDate.EPOCH, 1);
    }

    private Destination destination() {
        return new Destination(
                NUMBER,
                new DestinationId(423),
                "Partner",
                "74323",
                DATA_SOURCE,
                partner.segmentEndpoint(),
                Method.POST,
                new Authentication.OAuth2(
                        partner.tokenEndpoint(),
                        new ClientCredential.OpaqueBasic(Secret.of(PartnerSettings.SAMPLE_CREDENTIAL))),
                PartnerTls.NONE,
                Aggregation.STANDARD,
                DeliverySettings.STANDARD,
                MessageForm.STANDARD,
                Reach.ALL,
                realtime,
                settings,
                Stream.of("A", "B", "C")
                        .map(segment -> new Mapping(new SegmentId(segment), null, null, null))
                        .toList(),
                1,
                false);
    }

    private QualificationEvent event(String device, String what) {
        var time = now.updateAndGet(before -> before.plusSeconds(1));
        var qualified = new HashSet<SegmentId>();
        var disqualified = new HashSet<SegmentId>();
        var ids = new HashSet<PartnerId>();
        var removed = new HashSet<PartnerId>();
        for (var word : what.isEmpty() ? new String[0] : what.split(" ", -1)) {
            if (word.startsWith("+")) {
                qualified.add(new SegmentId(word.substring(1)));
            } else if (word.startsWith("-")) {
                disqualified.add(new SegmentId(word.substring(1)));
            } else if (word.startsWith("id:")) {
                ids.add(new PartnerId(DATA_SOURCE, word.substring(3)));
            } else {
                removed.add(new PartnerId(DATA_SOURCE, word.substring("noid:".length())));
            }
        }
        return new QualificationEvent(
                new DeviceId(device), time, null, qualified, disqualified, Set.copyOf(ids), removed);
    }

    private static Stream<String> users(String body) {
        try {
            return texts((JsonObject) Json.read(body, JsonLimits.DOCUMENT)).stream();
        } catch (MalformedDocumentException e) {
            throw new IllegalStateException("the partner took what is no JSON", e);
        }
    }

    private static List<String> texts(JsonObject message) {
        var texts = new ArrayList<String>();
        for (var user : array(message, "Users")) {
            var segments = array((JsonObject) user, "Segments").stream()
                    .map(segment -> text(segment, "Segment_ID") + ":" + text(segment, "Status"))
                    .sorted()
                    .toList();
            texts.add(text(user, "DataPartner_UUID") + segments.toString().replace(",", ""));
        }
        return texts;
    }

    private static List<JsonValue> array(JsonObject object, String name) {
        return ((JsonArray) object.find(name).orElseThrow()).elements();
    }

    private static String text(JsonValue object, String name) {
        return ((JsonString) ((JsonObject) object).find(name).orElseThrow()).value();
    }
}
