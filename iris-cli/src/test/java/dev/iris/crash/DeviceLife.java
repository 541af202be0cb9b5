package dev.iris.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What happens to one device: it enters and leaves segments, gains and loses its second id of one data source, is seen without a
 * change, and now and then something is told late. Every event but the late ones also verifies one segment that the device never
 * leaves, so whatever is told of the device bears the time of what was known. Confined to its teller.
 */
final class DeviceLife {
    /** The segment that the device never leaves. */
    static final String ALWAYS = "Z";

    static final List<String> SEGMENTS = List.of("A", "B", "C", "D", "E", "F");
    static final String OWN = "12345";
    static final String GAID = "20914";

    private static final int SPACING = 4;
    private static final Duration LEAP = Duration.ofDays(3);

    private final DeviceBook book;
    private final int number;
    private final Instant noLeapAfter;
    private final Random random;
    private Instant time;
    private boolean begun;

    /** @param start about when the first event happens */
    DeviceLife(int number, Instant start, Random random) {
        this.number = number;
        this.book = new DeviceBook("1939357236854736" + (1_000_000 + number));
        this.time = start;
        this.noLeapAfter = start.plus(Duration.ofDays(60));
        this.random = random;
    }

    DeviceBook book() {
        return book;
    }

    ToldEvent next() {
        if (!begun) {
            begun = true;
            return new ToldEvent(
                    true, tick(), Set.of(ALWAYS), Set.of(), random.nextBoolean() ? firstIds() : Set.of(), Set.of());
        }
        return switch (random.nextInt(20)) {
            case 0, 1 -> sighting();
            case 2, 3, 4 -> new ToldEvent(true, tick(), Set.of(ALWAYS), Set.of(), firstAnd(second()), Set.of());
            case 5, 6 -> new ToldEvent(true, tick(), Set.of(ALWAYS), Set.of(), firstIds(), Set.of(second()));
            case 7, 8 -> move(true, late(), Set.of());
            case 9 -> leap();
            default -> move(true, tick(), Set.of(ALWAYS));
        };
    }

    /** Something that was learned while the device was not there. */
    ToldEvent nextOffline() {
        begun = true;
        return switch (random.nextInt(6)) {
            case 0 -> new ToldEvent(false, tick(), Set.of(), Set.of(), firstAnd(second()), Set.of());
            case 1 -> new ToldEvent(false, tick(), Set.of(), Set.of(), firstIds(), Set.of(second()));
            case 2 -> move(false, late(), Set.of());
            default -> move(false, tick(), Set.of());
        };
    }

    /** Nothing but that the device was seen. */
    ToldEvent sighting() {
        return new ToldEvent(true, tick(), Set.of(ALWAYS), Set.of(), Set.of(), Set.of());
    }

    /** The device enters or leaves a segment, or two, or enters one and leaves another. */
    private ToldEvent move(boolean online, Instant at, Set<String> also) {
        var enters = new HashSet<>(also);
        var leaves = new HashSet<String>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            var segment = SEGMENTS.get(random.nextInt(SEGMENTS.size()));
            if (!enters.contains(segment) && !leaves.contains(segment)) {
                (random.nextBoolean() ? enters : leaves).add(segment);
            }
        }
        return new ToldEvent(online, at, enters, leaves, Set.of(), Set.of());
    }

    private ToldEvent leap() {
        if (time.isBefore(noLeapAfter)) {
            time = time.plus(LEAP);
        }
        return sighting();
    }

    /** Events lie on a grid of four seconds, so that there is room between them. */
    private Instant tick() {
        long slot = time.getEpochSecond() / SPACING + 1;
        time = Instant.ofEpochSecond(slot * SPACING).plusMillis(random.nextInt(1_000));
        return time;
    }

    /** A time between those of earlier events. */
    private Instant late() {
        return time.minusSeconds(SPACING * random.nextInt(4) + 1 + random.nextInt(SPACING - 1));
    }

    private Set<PartnerKey> firstIds() {
        return Set.of(new PartnerKey(OWN, "u" + number), new PartnerKey(GAID, "g" + number));
    }

    private Set<PartnerKey> firstAnd(PartnerKey other) {
        var all = new HashSet<>(firstIds());
        all.add(other);
        return all;
    }

    private PartnerKey second() {
        return new PartnerKey(OWN, "v" + number);
    }
}
