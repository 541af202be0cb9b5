package dev.iris.benchmarks;

import dev.iris.format.StandardFormat;
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
import dev.iris.model.Message;
import dev.iris.model.Method;
import dev.iris.model.PartnerId;
import dev.iris.model.PartnerTls;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.RegionId;
import dev.iris.model.Secret;
import dev.iris.model.SegmentId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import dev.iris.publish.Origin;
import dev.iris.publish.Publication;
import dev.iris.publish.Rules;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one event and one message cost on the way: the rules for an event that sends and for one that does not, and the bytes of a
 * message of ten users. Run {@code java -jar} on this module's class path with {@code org.openjdk.jmh.Main}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PipelineBenchmark {
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    private static final DeviceId DEVICE = new DeviceId("19393572368547369350319949416899715727");
    private static final DataSourceId SOURCE = new DataSourceId("12345");
    private static final int SEGMENTS = 10;
    private static final int USERS = 10;

    private final Catalog catalog = Catalog.compile(List.of(destination()), LocalDate.EPOCH, 1);
    private final Profile profile = profile();
    private final QualificationEvent sighting = QualificationEvent.sighting(DEVICE, NOW.plusSeconds(60));
    private final QualificationEvent change =
            new QualificationEvent(DEVICE, NOW.plusSeconds(60), null, Set.of(), Set.of(segment(3)), Set.of(), Set.of());
    private final Message message = message();

    /** A sighting that sends nothing. */
    @Benchmark
    public Publication sightingThatSendsNothing() {
        return Rules.publish(profile, sighting, Origin.ONLINE, catalog, _ -> Optional.empty(), NOW);
    }

    /** A disqualification that sends all segments of the device. */
    @Benchmark
    public Publication disqualificationThatSends() {
        return Rules.publish(profile, change, Origin.ONLINE, catalog, _ -> Optional.empty(), NOW);
    }

    /** A message of ten users in the standard format. */
    @Benchmark
    public byte[] standardFormatOfTenUsers() {
        return StandardFormat.render(message);
    }

    private Profile profile() {
        var segments = Set.copyOf(IntStream.range(0, SEGMENTS)
                .mapToObj(PipelineBenchmark::segment)
                .toList());
        var first = new QualificationEvent(
                DEVICE, NOW, new RegionId("9"), segments, Set.of(), Set.of(new PartnerId(SOURCE, "u1")), Set.of());
        return Rules.publish(Profile.unknown(DEVICE), first, Origin.ONLINE, catalog, _ -> Optional.empty(), NOW)
                .profile();
    }

    private static Destination destination() {
        return new Destination(
                new DestinationNumber(1),
                new DestinationId(423),
                "Partner",
                "74323",
                SOURCE,
                HttpsUrl.parse("https://api.partner.com/segments/aam"),
                Method.POST,
                new Authentication.OAuth2(
                        HttpsUrl.parse("https://api.partner.com/oauth2/token"),
                        new ClientCredential.OpaqueBasic(Secret.of("sample"))),
                PartnerTls.NONE,
                Aggregation.STANDARD,
                DeliverySettings.STANDARD,
                IntStream.range(0, SEGMENTS)
                        .mapToObj(i -> new Mapping(segment(i), null, null, null))
                        .toList(),
                1,
                false);
    }

    private static Message message() {
        var segments = IntStream.range(0, 3)
                .mapToObj(i -> new SegmentStatus("1435" + i, true, NOW))
                .toList();
        var user = new UserEntry(DEVICE, "4250948725049857", List.of(new RegionId("9")), segments);
        return new Message(
                NOW,
                SOURCE,
                "74323",
                new DestinationId(423),
                IntStream.range(0, USERS).mapToObj(_ -> user).toList());
    }

    private static SegmentId segment(int number) {
        return new SegmentId("1435" + number);
    }
}
