package dev.iris.rocksdb;

import dev.iris.engine.DeadLetter;
import dev.iris.engine.LetterSearch;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.BatchSettings;
import dev.iris.model.DataSourceId;
import dev.iris.model.Destination;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.OwedZero;
import dev.iris.model.OwedZeros;
import dev.iris.model.PartnerId;
import dev.iris.model.QualificationEvent;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import dev.iris.testkit.engine.Examples;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Chooses what is done to engines: few devices, segments, ids and destinations, so that everything meets everything. Confined. */
final class RandomChoice {
    /** Devices that RocksDB keeps in the order of their numbers, as the engine in memory does: full batches go by that order. */
    private static final List<DeviceId> IN_ORDER = inOrder(9);

    /** A device that is told to nobody. */
    static final DeviceId BYSTANDER = IN_ORDER.getFirst();

    static final List<DeviceId> DEVICES = IN_ORDER.subList(1, IN_ORDER.size());
    static final List<DestinationNumber> DESTINATIONS =
            IntStream.rangeClosed(1, 4).mapToObj(DestinationNumber::new).toList();

    private static final List<SegmentId> SEGMENTS =
            Stream.of("A", "B", "C", "unmapped").map(SegmentId::new).toList();
    private static final List<DataSourceId> DATA_SOURCES =
            Stream.of("12345", "20914").map(DataSourceId::new).toList();
    private static final List<String> UUIDS = List.of("", "u1", "u2");
    private static final Reason REFUSED = new Reason(ReasonCode.UNEXPECTED_STATUS, "status 422");

    private final Random random;
    private long mappingEpoch;

    RandomChoice(long seed) {
        this.random = new Random(seed);
    }

    private static List<DeviceId> inOrder(int count) {
        var devices = new ArrayList<DeviceId>();
        int number = 100;
        while (devices.size() < count) {
            var device = new DeviceId("" + number++);
            int slot = ByteBuffer.wrap(Keys.profile(device)).getShort();
            if (slot * count / 1_024 == devices.size()) {
                devices.add(device);
            }
        }
        return List.copyOf(devices);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    <T> List<T> some(List<T> values) {
        return values.stream().filter(_ -> random.nextBoolean()).toList();
    }

    DeviceId device() {
        return oneOf(DEVICES);
    }

    DestinationNumber destination() {
        return oneOf(DESTINATIONS);
    }

    Duration rest() {
        return Duration.ofSeconds(random.nextInt(4));
    }

    List<QualificationEvent> events(Instant now) {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(_ -> event(now))
                .toList();
    }

    /** About as old as now: events come out of order, and some are of the same time. */
    private QualificationEvent event(Instant now) {
        var qualified = named(SEGMENTS, Set.of());
        var ids = named(partnerIds(), Set.of());
        return new QualificationEvent(
                device(),
                now.minusSeconds(random.nextInt(5)),
                once(4) ? new RegionId("" + random.nextInt(3)) : null,
                qualified,
                named(SEGMENTS, qualified),
                ids,
                named(partnerIds(), ids));
    }

    /** Few of them, and none of those others. */
    private <T> Set<T> named(List<T> all, Set<T> others) {
        var named = new HashSet<T>();
        for (int i = random.nextInt(3); i > 0; i--) {
            named.add(oneOf(all));
        }
        named.removeAll(others);
        return named;
    }

    private static List<PartnerId> partnerIds() {
        return DATA_SOURCES.stream()
                .flatMap(source -> Stream.of("u1", "u2").map(uuid -> new PartnerId(source, uuid)))
                .toList();
    }

    /** Another catalog: one destination comes, goes, or maps other segments for ids of another data source. */
    List<Destination> change(List<Destination> destinations) {
        var number = destination();
        var changed = new ArrayList<>(destinations);
        boolean removed = changed.removeIf(d -> d.number().equals(number));
        if (!removed || !once(3)) {
            var segments = some(List.of("A", "B", "C"));
            boolean batch = random.nextBoolean();
            changed.add(Examples.destination(
                    number.value(),
                    oneOf(DATA_SOURCES),
                    ++mappingEpoch,
                    segments,
                    !batch || !once(3),
                    batch ? Examples.batches(random.nextBoolean()) : BatchSettings.OFF));
        }
        return changed;
    }

    /** The end of a flight, or of one that is over already. */
    Settlement settlement(TakenUpdate taken, Instant now) {
        var device = taken.profile().device();
        return new Settlement(
                device,
                taken.version(),
                discharged(taken.update().zeros()),
                fewOf(() -> entry(device, now)),
                fewOf(() -> letter(device, now)));
    }

    private OwedZeros discharged(OwedZeros zeros) {
        var times = new HashMap<OwedZero, Instant>();
        zeros.times().forEach((zero, time) -> {
            if (random.nextBoolean()) {
                times.put(zero, time.minusSeconds(random.nextInt(2)));
            }
        });
        return new OwedZeros(times);
    }

    private <T> List<T> fewOf(Supplier<T> supplier) {
        return Stream.generate(supplier)
                .limit(Math.max(0, random.nextInt(4) - 1))
                .toList();
    }

    private UserEntry entry(DeviceId device, Instant now) {
        var status = new SegmentStatus(oneOf(SEGMENTS).value(), random.nextBoolean(), now);
        return new UserEntry(device, oneOf(UUIDS), List.of(), List.of(status));
    }

    private DeadLetter letter(DeviceId device, Instant now) {
        return new DeadLetter(entry(device, now), REFUSED, now.minusSeconds(60), now);
    }

    LetterSearch search(Instant now) {
        return new LetterSearch(
                once(3) ? now.minusSeconds(random.nextInt(200)) : null,
                once(3) ? now.minusSeconds(random.nextInt(200)) : null,
                once(3) ? device() : null);
    }
}
