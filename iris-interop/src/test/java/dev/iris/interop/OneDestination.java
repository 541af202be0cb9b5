package dev.iris.interop;

import dev.iris.deliver.Couriers;
import dev.iris.deliver.Sleeper;
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
import dev.iris.model.SegmentId;
import dev.iris.model.Ticker;
import dev.iris.model.TokenGrant;
import dev.iris.rocksdb.RocksEngine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Iris from the intake to the edge, with one destination and one device. */
final class OneDestination implements AutoCloseable {
    private static final DataSourceId DATA_SOURCE = new DataSourceId("12345");
    private static final DeviceId DEVICE = new DeviceId("19393572368547369350319949416899715727");

    private final Clock clock = Clock.systemUTC();
    private final RocksEngine engine;
    private final Couriers couriers;

    OneDestination(Path folder, HttpsUrl endpoint, ClientCredential credential, WatchedIris iris) {
        var destination = destination(endpoint, iris.grant(credential));
        var catalog = Catalog.compile(List.of(destination), LocalDate.now(clock), 1);
        engine = RocksEngine.open(folder, catalog, clock, Ticker.system());
        couriers = new Couriers(
                engine,
                engine::catalog,
                iris.outbound(),
                iris.sources(),
                clock,
                Ticker.system(),
                Sleeper.system(),
                new SecureRandom());
        couriers.follow(catalog);
    }

    /** The device enters a segment: {@code A} or {@code B}. */
    void qualify(String segment) {
        var id = new PartnerId(DATA_SOURCE, "4250948725049857");
        engine.accept(List.of(new QualificationEvent(
                DEVICE, clock.instant(), null, Set.of(new SegmentId(segment)), Set.of(), Set.of(id), Set.of())));
    }

    @Override
    public void close() {
        couriers.close();
        engine.close();
    }

    private static Destination destination(HttpsUrl endpoint, TokenGrant grant) {
        return new Destination(
                new DestinationNumber(1),
                new DestinationId(423),
                "Partner",
                "74323",
                DATA_SOURCE,
                endpoint,
                Method.POST,
                new Authentication.OAuth2(grant, Authentication.OAuth2.RENEW_ON),
                PartnerTls.NONE,
                Aggregation.STANDARD,
                DeliverySettings.STANDARD,
                Stream.of("A", "B")
                        .map(segment -> new Mapping(new SegmentId(segment), null, null, null))
                        .toList(),
                1,
                false);
    }
}
