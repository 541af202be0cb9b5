package dev.iris.deliver;

import dev.iris.engine.TakenUpdate;
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
import dev.iris.model.OwedZeros;
import dev.iris.model.PartnerId;
import dev.iris.model.PartnerTls;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.RegionId;
import dev.iris.model.Secret;
import dev.iris.model.SegmentId;
import dev.iris.publish.Origin;
import dev.iris.publish.Publication;
import dev.iris.publish.Rule;
import dev.iris.publish.Rules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One device, some destinations, and what each of them is told: the rules and the entries without an engine between them. */
final class World {
    static final Instant START = Instant.parse("2026-11-02T08:00:00Z");
    static final DeviceId DEVICE = new DeviceId("19393572368547369350319949416899715727");

    private final Map<Integer, Destination> destinations = new TreeMap<>();
    private final Map<DestinationNumber, PendingUpdate> pending = new HashMap<>();
    private LocalDate day = LocalDate.parse("2026-11-02");
    private Profile profile = Profile.unknown(DEVICE);
    private long epoch = 1;
    Publication last = new Publication(profile, false, Map.of(), Map.of(), Map.of(), 0);

    /** Maps segments, each as {@code A} or {@code A>alias}, in a destination of data source 12345. */
    World maps(int destination, String... segments) {
        return mapsAs(
                destination,
                "12345",
                Arrays.stream(segments).map(World::mapping).toList());
    }

    World mapsAs(int destination, String dataSource, List<Mapping> mappings) {
        destinations.put(destination, destination(destination, dataSource, mappings, ++epoch));
        return this;
    }

    World unmapsAll(int destination) {
        return maps(destination);
    }

    World changesTimeout(int destination) {
        destinations.computeIfPresent(
                destination,
                (_, d) -> new Destination(
                        d.number(),
                        d.id(),
                        d.name(),
                        d.clientId(),
                        d.userDpid(),
                        d.endpoint(),
                        d.method(),
                        d.authentication(),
                        d.tls(),
                        d.aggregation(),
                        new DeliverySettings(Duration.ofSeconds(9), 0, Set.of(200, 204), 3, false),
                        d.mappings(),
                        d.mappingEpoch(),
                        d.paused()));
        return this;
    }

    /** Moves the day on which windows are judged; a window that opens or closes moves the mapping epoch. */
    World onDay(String newDay) {
        var next = LocalDate.parse(newDay);
        destinations.replaceAll((number, d) -> {
            boolean moved = d.mappings().stream().anyMatch(m -> m.openOn(day) != m.openOn(next));
            return moved ? destination(number, d.userDpid().value(), d.mappings(), ++epoch) : d;
        });
        day = next;
        return this;
    }

    /** An event at so much time after the start; see {@link #event(Instant, String)}. */
    World event(Duration after, String what) {
        return event(START.plus(after), what);
    }

    /** An event such as {@code +A -B id:u1 noid:u2 region:9}; an id may name its data source, {@code id:12345/u1}. */
    World event(Instant time, String what) {
        var qualified = new HashSet<SegmentId>();
        var disqualified = new HashSet<SegmentId>();
        var ids = new HashSet<PartnerId>();
        var removed = new HashSet<PartnerId>();
        RegionId region = null;
        for (var word : what.split(" ", -1)) {
            if (word.startsWith("+")) {
                qualified.add(new SegmentId(word.substring(1)));
            } else if (word.startsWith("-")) {
                disqualified.add(new SegmentId(word.substring(1)));
            } else if (word.startsWith("id:")) {
                ids.add(partnerId(word.substring(3)));
            } else if (word.startsWith("noid:")) {
                removed.add(partnerId(word.substring(5)));
            } else if (word.startsWith("region:")) {
                region = new RegionId(word.substring(7));
            }
        }
        return event(new QualificationEvent(DEVICE, time, region, qualified, disqualified, ids, removed));
    }

    World event(QualificationEvent event) {
        last = Rules.publish(
                profile, event, Origin.ONLINE, catalog(), number -> Optional.ofNullable(pending.get(number)), START);
        profile = last.profile();
        pending.putAll(last.updates());
        return this;
    }

    World sighting(Duration after) {
        return event(after, "");
    }

    /** What the destination is told now, acknowledged: {@code id[segment:status …]} by id; empty when nothing is sent. */
    String told(int destination) {
        var entries = taken(destination);
        entries.ifPresent(e -> acknowledge(destination, e));
        return text(entries);
    }

    /** What the destination would be told now. */
    String waiting(int destination) {
        return text(taken(destination));
    }

    /** Takes what waits, without an answer yet. */
    DeviceEntries takes(int destination) {
        return taken(destination).orElseThrow();
    }

    /** The answer to what was taken: settles as an engine does. */
    World acknowledge(int destination, DeviceEntries entries) {
        var number = new DestinationNumber(destination);
        var row = pending.get(number);
        if (row == null) {
            return this;
        }
        var zeros = row.zeros().minus(entries.settlement().discharged());
        boolean changed = version(row) != entries.settlement().version();
        if (changed || !zeros.isEmpty()) {
            pending.put(number, new PendingUpdate(zeros, changed, row.firstAt(), row.lastAt()));
        } else {
            pending.remove(number);
        }
        return this;
    }

    Optional<Rule> rule(int destination) {
        return Optional.ofNullable(last.rules().get(new DestinationNumber(destination)));
    }

    Profile profile() {
        return profile;
    }

    OwedZeros owed(int destination) {
        return Optional.ofNullable(pending.get(new DestinationNumber(destination)))
                .map(PendingUpdate::zeros)
                .orElse(OwedZeros.NONE);
    }

    static Mapping mapping(String text) {
        var parts = text.split(">", -1);
        return new Mapping(new SegmentId(parts[0]), parts.length > 1 ? parts[1] : null, null, null);
    }

    static Mapping mapping(String segment, @Nullable String from, @Nullable String until) {
        return new Mapping(new SegmentId(segment), null, date(from), date(until));
    }

    static Destination destination(int number, String dataSource, List<Mapping> mappings, long epoch) {
        return new Destination(
                new DestinationNumber(number),
                new DestinationId(400 + number),
                "Partner " + number,
                "74323",
                new DataSourceId(dataSource),
                HttpsUrl.parse("https://api.partner.com/segments/aam"),
                Method.POST,
                new Authentication.OAuth2(
                        HttpsUrl.parse("https://api.partner.com/oauth2/token"),
                        new ClientCredential.OpaqueBasic(Secret.of("c2VjcmV0"))),
                PartnerTls.NONE,
                Aggregation.STANDARD,
                DeliverySettings.STANDARD,
                mappings,
                epoch,
                false);
    }

    private Catalog catalog() {
        return Catalog.compile(destinations.values(), day, epoch);
    }

    private Optional<DeviceEntries> taken(int destination) {
        var number = new DestinationNumber(destination);
        return Optional.ofNullable(pending.get(number))
                .filter(PendingUpdate::due)
                .map(row -> DeviceEntries.of(
                        new TakenUpdate(profile, row, version(row)),
                        catalog().findRoute(number).orElseThrow()));
    }

    private static long version(PendingUpdate row) {
        return System.identityHashCode(row);
    }

    private static String text(Optional<DeviceEntries> entries) {
        var texts = new ArrayList<String>();
        entries.ifPresent(e -> e.entries()
                .forEach(entry -> texts.add(entry.partnerUuid()
                        + entry.segments().stream()
                                .map(s -> s.segmentId() + ":" + (s.active() ? 1 : 0))
                                .toList())));
        return String.join(" ", texts).replace(", ", " ");
    }

    private static PartnerId partnerId(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new PartnerId(new DataSourceId("12345"), text)
                : new PartnerId(new DataSourceId(text.substring(0, slash)), text.substring(slash + 1));
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
