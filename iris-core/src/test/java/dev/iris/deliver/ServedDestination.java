package dev.iris.deliver;

import dev.iris.engine.TakenUpdate;
import dev.iris.http.Outbound;
import dev.iris.model.Aggregation;
import dev.iris.model.Catalog;
import dev.iris.model.DataSourceId;
import dev.iris.model.DeliverySettings;
import dev.iris.model.Destination;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.IdHold;
import dev.iris.model.Membership;
import dev.iris.model.MessageForm;
import dev.iris.model.OwedZeros;
import dev.iris.model.PartnerId;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.SecretFiles;
import dev.iris.model.SegmentId;
import dev.iris.model.Standing;
import dev.iris.model.StatusMeaning;
import dev.iris.oauth.TokenSources;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A destination whose couriers bring a fake partner what a fake outbox holds; time stands still but for their sleeps. */
final class ServedDestination implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    private static final DestinationNumber NUMBER = new DestinationNumber(1);

    final FakeOutbox outbox = new FakeOutbox();
    final FakePartner partner = new FakePartner();
    volatile Sleeper sleeping = this::pass;
    volatile InstantSource wall = InstantSource.fixed(NOW);
    Map<Integer, StatusMeaning> meanings = Map.of();
    Duration maxAge = DeliverySettings.MAX_AGE;
    MessageForm form = MessageForm.STANDARD;
    private final AtomicLong nanos = new AtomicLong();
    private Catalog catalog = Catalog.EMPTY;
    private final Outbound outbound = new Outbound(partner, "Iris", SecretFiles.NONE);
    private final Couriers couriers = new Couriers(
            outbox,
            () -> catalog,
            outbound,
            new TokenSources(outbound, nanos::get, InstantSource.fixed(NOW), new Random(1)),
            () -> wall.instant(),
            nanos::get,
            time -> sleeping.sleep(time),
            new Random(1));

    /** A device that is due, with one segment and so many ids. */
    static TakenUpdate taken(String device, int ids) {
        Map<PartnerId, IdHold> holds = new HashMap<>();
        for (int i = 0; i < ids; i++) {
            holds.put(new PartnerId(new DataSourceId("12345"), "u" + device + "-" + i), IdHold.present(NOW));
        }
        var profile = new Profile(
                new DeviceId(device),
                NOW,
                Map.of(new SegmentId("A"), new Membership(Standing.ACTIVE, NOW)),
                holds,
                Map.of(),
                Map.of());
        return new TakenUpdate(profile, new PendingUpdate(OwedZeros.NONE, true, NOW, NOW), 1);
    }

    /** Makes so many devices due, each with one id. */
    void add(int devices) {
        IntStream.rangeClosed(1, devices).forEach(i -> outbox.add(taken(Integer.toString(i), 1)));
    }

    void serve(int maxUsers) {
        serve(maxUsers, 32);
    }

    void serve(int maxUsers, int maxConcurrency) {
        follow(maxUsers, maxConcurrency, false);
    }

    void pause() {
        follow(1, 1, true);
    }

    /** Lets time pass; what has passed since the start. */
    Duration pass(Duration time) {
        return Duration.ofNanos(nanos.addAndGet(time.toNanos()));
    }

    /** What has passed since the start. */
    Duration elapsed() {
        return Duration.ofNanos(nanos.get());
    }

    /** How many segment requests the partner got. */
    int requests() {
        synchronized (partner) {
            return partner.segmentRequests.size();
        }
    }

    void awaitRequests(int count) {
        while (requests() < count) {
            Thread.onSpinWait();
        }
    }

    CourierStatus status() {
        return couriers.find(NUMBER).orElseThrow();
    }

    boolean parked() {
        return couriers.find(NUMBER).map(CourierStatus::parked).orElse(false);
    }

    @Override
    public void close() {
        couriers.close();
    }

    private void follow(int maxUsers, int maxConcurrency, boolean paused) {
        var destination = destination(maxUsers, maxConcurrency, paused);
        catalog = Catalog.compile(List.of(destination), LocalDate.EPOCH, 1);
        couriers.follow(catalog);
    }

    private Destination destination(int maxUsers, int maxConcurrency, boolean paused) {
        var d = World.destination(1, "12345", List.of(World.mapping("A")), 1);
        return new Destination(
                d.number(),
                d.id(),
                d.name(),
                d.clientId(),
                d.userDpid(),
                d.endpoint(),
                d.method(),
                d.authentication(),
                d.tls(),
                new Aggregation(maxUsers, Duration.ZERO),
                new DeliverySettings(
                        d.delivery().timeout(),
                        1,
                        d.delivery().successStatus(),
                        maxConcurrency,
                        false,
                        null,
                        maxAge,
                        meanings),
                form,
                d.reach(),
                d.realtime(),
                d.batch(),
                d.mappings(),
                d.mappingEpoch(),
                paused);
    }
}
