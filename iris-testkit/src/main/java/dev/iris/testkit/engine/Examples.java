package dev.iris.testkit.engine;

import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
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
import dev.iris.model.HttpsUrl;
import dev.iris.model.Mapping;
import dev.iris.model.MessageForm;
import dev.iris.model.Method;
import dev.iris.model.PartnerId;
import dev.iris.model.PartnerTls;
import dev.iris.model.QualificationEvent;
import dev.iris.model.Reach;
import dev.iris.model.Secret;
import dev.iris.model.SegmentId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Events and catalogs: destinations map the segments A and B, the device N has the partner id uN. */
public final class Examples {
    public static final Instant START = Instant.parse("2026-11-02T08:00:00Z");
    public static final DestinationNumber ONE = new DestinationNumber(1);
    public static final DestinationNumber TWO = new DestinationNumber(2);

    static final DataSourceId DATA_SOURCE = new DataSourceId("12345");

    private Examples() {}

    /** The device enters a segment. */
    public static QualificationEvent qualifies(String device, String segment, int second) {
        return event(device, second, Set.of(segment), Set.of(), Set.of("u" + device));
    }

    /** The device leaves a segment. */
    public static QualificationEvent leaves(String device, String segment, int second) {
        return event(device, second, Set.of(), Set.of(segment), Set.of("u" + device));
    }

    /** An event so many seconds after the start. */
    public static QualificationEvent event(
            String device, int second, Set<String> qualified, Set<String> disqualified, Set<String> ids) {
        return new QualificationEvent(
                new DeviceId(device),
                START.plusSeconds(second),
                null,
                segments(qualified),
                segments(disqualified),
                partnerIds(ids),
                Set.of());
    }

    /** A catalog of destinations by their numbers. */
    public static Catalog catalog(int... numbers) {
        return catalog(Arrays.stream(numbers)
                .mapToObj(number -> destination(number, DATA_SOURCE, 1, Set.of("A", "B")))
                .toList());
    }

    /** A catalog of destinations on a day on which all their mappings are open. */
    public static Catalog catalog(Collection<Destination> destinations) {
        return Catalog.compile(destinations, LocalDate.EPOCH, 1);
    }

    /** A destination that maps segments under their own names, is told in real time and gets no batches. */
    public static Destination destination(
            int number, DataSourceId userDpid, long mappingEpoch, Collection<String> segments) {
        return destination(number, userDpid, mappingEpoch, segments, true, BatchSettings.OFF);
    }

    /** A destination that maps segments under their own names. */
    public static Destination destination(
            int number,
            DataSourceId userDpid,
            long mappingEpoch,
            Collection<String> segments,
            boolean realtime,
            BatchSettings batch) {
        return new Destination(
                new DestinationNumber(number),
                new DestinationId(number),
                "Partner",
                "74323",
                userDpid,
                HttpsUrl.parse("https://api.partner.com/segments/aam"),
                Method.POST,
                new Authentication.OAuth2(
                        HttpsUrl.parse("https://api.partner.com/oauth2/token"),
                        new ClientCredential.OpaqueBasic(Secret.of("c2VjcmV0"))),
                PartnerTls.NONE,
                Aggregation.STANDARD,
                DeliverySettings.STANDARD,
                MessageForm.STANDARD,
                Reach.ALL,
                realtime,
                batch,
                segments.stream()
                        .sorted()
                        .map(segment -> new Mapping(new SegmentId(segment), null, null, null))
                        .toList(),
                mappingEpoch,
                false);
    }

    /** Batches that are on. */
    public static BatchSettings batches(boolean suppressDelivered) {
        var off = BatchSettings.OFF;
        return new BatchSettings(true, off.every(), off.at(), null, suppressDelivered);
    }

    /** What a partner acknowledged that took all there was to say of these. */
    public static List<Settlement> acknowledged(List<TakenUpdate> taken) {
        return taken.stream()
                .map(update -> new Settlement(
                        update.profile().device(),
                        update.version(),
                        update.update().zeros(),
                        List.of()))
                .toList();
    }

    static List<DeviceId> devices(String... devices) {
        return Arrays.stream(devices).map(DeviceId::new).toList();
    }

    private static Set<SegmentId> segments(Set<String> names) {
        return Set.copyOf(names.stream().map(SegmentId::new).toList());
    }

    private static Set<PartnerId> partnerIds(Set<String> uuids) {
        return Set.copyOf(
                uuids.stream().map(uuid -> new PartnerId(DATA_SOURCE, uuid)).toList());
    }
}
