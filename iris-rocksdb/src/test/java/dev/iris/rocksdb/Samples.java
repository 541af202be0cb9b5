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
import dev.iris.model.Secret;
import dev.iris.model.SegmentId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Events and catalogs: the segments A and B are mapped, the device N has the partner id uN. */
final class Samples {
    static final Instant START = Instant.parse("2026-11-02T08:00:00Z");
    static final DestinationNumber ONE = new DestinationNumber(1);
    static final DestinationNumber TWO = new DestinationNumber(2);

    private Samples() {}

    static QualificationEvent qualifies(String device, String segment, int second) {
        return event(device, second, Set.of(segment), Set.of(), Set.of("u" + device));
    }

    static QualificationEvent leaves(String device, String segment, int second) {
        return event(device, second, Set.of(), Set.of(segment), Set.of("u" + device));
    }

    static QualificationEvent event(
            String device, int second, Set<String> qualified, Set<String> disqualified, Set<String> ids) {
        return new QualificationEvent(
                new DeviceId(device),
                START.plusSeconds(second),
                null,
                segments(qualified),
                segments(disqualified),
                ids(ids),
                Set.of());
    }

    private static Set<SegmentId> segments(Set<String> names) {
        return Set.copyOf(names.stream().map(SegmentId::new).toList());
    }

    private static Set<PartnerId> ids(Set<String> uuids) {
        return Set.copyOf(uuids.stream()
                .map(uuid -> new PartnerId(new DataSourceId("12345"), uuid))
                .toList());
    }

    static Catalog catalog(int... numbers) {
        return Catalog.compile(
                Arrays.stream(numbers).mapToObj(Samples::destination).toList(), LocalDate.EPOCH, 1);
    }

    private static Destination destination(int number) {
        return new Destination(
                new DestinationNumber(number),
                new DestinationId(number),
                "Partner",
                "74323",
                new DataSourceId("12345"),
                HttpsUrl.parse("https://api.partner.com/segments/aam"),
                Method.POST,
                new Authentication.OAuth2(
                        HttpsUrl.parse("https://api.partner.com/oauth2/token"),
                        new ClientCredential.OpaqueBasic(Secret.of("c2VjcmV0"))),
                PartnerTls.NONE,
                Aggregation.STANDARD,
                DeliverySettings.STANDARD,
                List.of(
                        new Mapping(new SegmentId("A"), null, null, null),
                        new Mapping(new SegmentId("B"), null, null, null)),
                1,
                false);
    }
}
