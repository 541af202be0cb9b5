package dev.iris.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.iris.engine.DeadLetter;
import dev.iris.model.BatchContent;
import dev.iris.model.BatchNumber;
import dev.iris.model.BatchPart;
import dev.iris.model.Changes;
import dev.iris.model.DataSourceId;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.IdHold;
import dev.iris.model.Lane;
import dev.iris.model.LastSent;
import dev.iris.model.Membership;
import dev.iris.model.Murmur2;
import dev.iris.model.OwedZero;
import dev.iris.model.OwedZeros;
import dev.iris.model.PartnerId;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.Standing;
import dev.iris.model.UserEntry;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecPropertyTest {
    private static final DeviceId DEVICE = new DeviceId("007");
    private static final Instant TIME = Instant.parse("2026-11-23T16:17:22.125Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aProfileIsReadAsItWasWritten(long seed) {
        var random = new Random(seed);
        var profile = new Profile(
                DEVICE,
                time(random),
                map(random, 200, () -> segment(random), () -> new Membership(standing(random), time(random))),
                map(
                        random,
                        20,
                        () -> id(random),
                        () -> new IdHold(
                                random.nextBoolean(), time(random), random.nextBoolean() ? time(random) : null)),
                map(random, 10, () -> new RegionId("r" + random.nextInt(999)), () -> time(random)),
                map(random, 9, () -> number(random), () -> new LastSent(time(random), random.nextLong())),
                random.nextBoolean());
        assertThat(ProfileCodec.decode(DEVICE, encoded(out -> ProfileCodec.encode(out, profile))))
                .isEqualTo(profile);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aRowIsReadAsItWasWritten(long seed) {
        var random = new Random(seed);
        var live = random.nextBoolean();
        var batch = batchPart(random);
        var update = new PendingUpdate(zeros(random), live, batch, time(random), time(random));
        var versions = new Row.Versions(random.nextLong(), random.nextLong(), random.nextLong());
        var place = update.due() ? new Row.Place(update.lane(), 1 + random.nextInt(99)) : Row.Place.NOWHERE;
        var row = new Row(update, versions, place);
        assertThat(Row.decode(encoded(row::encode))).isEqualTo(row);
    }

    @Test
    void aRowFromBeforeThereWereBatchesIsReadAsLiveOrDormant() {
        for (long seq : List.of(0L, 7L)) {
            var former = new ByteWriter().put(1).putLong(5).putLong(seq);
            former.putTime(TIME).putTime(TIME.plusSeconds(1)).putCount(0);
            var update = new PendingUpdate(OwedZeros.NONE, seq != 0, TIME, TIME.plusSeconds(1));
            assertThat(Row.decode(former.toBytes()))
                    .isEqualTo(new Row(update, new Row.Versions(5, 5, 0), new Row.Place(Lane.LIVE, seq)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void changesAreReadAsTheyWereWritten(long seed) {
        var changes = changes(new Random(seed));
        assertThat(ChangesCodec.decode(ChangesCodec.encode(changes))).isEqualTo(changes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aDeadLetterIsReadAsItWasWritten(long seed) {
        var random = new Random(seed);
        var letter = new DeadLetter(
                new UserEntry(
                        DEVICE,
                        random.nextBoolean() ? id(random).uuid() : "",
                        list(random, 5, () -> new RegionId("r" + random.nextInt(999))),
                        list(
                                random,
                                300,
                                () -> new SegmentStatus(segment(random).value(), random.nextBoolean(), time(random)))),
                new Reason(one(random, List.of(ReasonCode.values())), random.nextBoolean() ? "status 400: é😀" : ""),
                time(random),
                time(random));
        assertThat(LetterCodec.decode(DEVICE, LetterCodec.encode(letter))).isEqualTo(letter);
    }

    @Test
    void aDeadLetterOfAnotherFormatIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LetterCodec.decode(DEVICE, new byte[] {2}))
                .withMessage("dead letter of format 2 (expected: 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u1", "é😀"})
    void theKeyOfALetterNamesItsDestinationDeviceAndPartnerId(String uuid) {
        var key = Keys.letter(new DestinationNumber(7), DEVICE, uuid);
        assertThat(Keys.destinationOf(key)).isEqualTo(new DestinationNumber(7));
        assertThat(Keys.letterDeviceOf(key)).isEqualTo(DEVICE);
        assertThat(Keys.letter(new DestinationNumber(7), DEVICE, "other")).isNotEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"21, -973932308", "foobar, -790332482", "a-little-bit-long-string, -985981536", "abc, 479470107"})
    void theHashIsTheOneOfKafkasDefaultPartitioner(String key, int expected) {
        assertThat(Murmur2.hash(key.getBytes(US_ASCII))).isEqualTo(expected);
    }

    private static <K, V> Map<K, V> map(Random random, int most, Supplier<K> key, Supplier<V> value) {
        var map = new HashMap<K, V>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            map.put(key.get(), value.get());
        }
        return map;
    }

    private static <T> List<T> list(Random random, int most, Supplier<T> element) {
        return Stream.generate(element).limit(random.nextInt(most + 1)).toList();
    }

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static Instant time(Random random) {
        return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
    }

    private static SegmentId segment(Random random) {
        return new SegmentId("s" + random.nextInt(100_000));
    }

    private static PartnerId id(Random random) {
        return new PartnerId(new DataSourceId("d" + random.nextInt(5)), "é😀".repeat(1 + random.nextInt(60)));
    }

    private static DestinationNumber number(Random random) {
        return new DestinationNumber(1 + random.nextInt(10_000));
    }

    private static Standing standing(Random random) {
        return one(random, List.of(Standing.ACTIVE, Standing.LEFT, Standing.NEVER_IN));
    }

    private static OwedZeros zeros(Random random) {
        return new OwedZeros(map(
                random,
                50,
                () -> new OwedZero(segment(random), random.nextBoolean() ? id(random) : null),
                () -> time(random)));
    }

    private static @Nullable BatchPart batchPart(Random random) {
        var number = new BatchNumber(1 + random.nextInt(99));
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> new BatchPart(number, new BatchContent.Everything());
            default -> new BatchPart(number, new BatchContent.OnlyChanges(changes(random)));
        };
    }

    private static Changes changes(Random random) {
        var acknowledged = map(random, 9, () -> segment(random).value(), () -> random.nextBoolean());
        var places = new HashMap<Changes.Place, SegmentStatus>();
        acknowledged.forEach((segment, active) -> places.put(
                new Changes.Place(id(random).uuid(), segment), new SegmentStatus(segment, active, time(random))));
        return new Changes(
                map(random, 30, () -> segment(random), () -> time(random)),
                map(random, 5, () -> id(random), () -> time(random)),
                zeros(random),
                places);
    }

    private static byte[] encoded(Consumer<ByteWriter> encoding) {
        var out = new ByteWriter();
        encoding.accept(out);
        return out.toBytes();
    }
}
