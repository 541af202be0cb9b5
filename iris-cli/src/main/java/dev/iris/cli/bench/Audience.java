package dev.iris.cli.bench;

import java.util.SplittableRandom;

/**
 * The devices of a load and what its events tell of them. A device of the pool enters a segment, enters a second one, leaves the first,
 * leaves the second, and begins again, so each event owes the partner a message. A sampled device has one event. Immutable.
 */
final class Audience {
    static final String DATA_SOURCE = "12345";

    /** With what the ids of sampled devices begin. */
    static final String SAMPLED = "9";

    private static final String POOLED = "1";
    private static final String KNOWN = "2";
    private static final String IMPORTED = "5";
    private static final int STEM_DIGITS = 27;
    private static final int NUMBER_DIGITS = 10;

    private final SegmentPair segments;
    private final String stem;

    Audience(long seed, SegmentPair segments) {
        this.segments = segments;
        var random = new SplittableRandom(seed);
        var digits = new StringBuilder();
        for (int i = 0; i < STEM_DIGITS; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        this.stem = digits.toString();
    }

    /** Which segments a device is in. */
    record Membership(boolean first, boolean second) {
        /** After so many events, one or more. */
        static Membership after(long events) {
            return switch ((int) (events % 4)) {
                case 1 -> new Membership(true, false);
                case 2 -> new Membership(true, true);
                case 3 -> new Membership(false, true);
                default -> new Membership(false, false);
            };
        }
    }

    String pooled(int number) {
        return id(POOLED, number);
    }

    String sampled(int number) {
        return id(SAMPLED, number);
    }

    /** A device that is known by an offline event. */
    String known(int number) {
        return id(KNOWN, number);
    }

    /** A device of which only an import tells. */
    String imported(int number) {
        return id(IMPORTED, number);
    }

    SegmentPair segments() {
        return segments;
    }

    /** Appends the line of a device's event; the time as RFC 3339 writes it. */
    void append(StringBuilder out, String device, String time, long eventsBefore) {
        out.append("{\"device\":\"").append(device);
        out.append("\",\"time\":\"").append(time);
        out.append("\",\"region\":\"").append(device.charAt(device.length() - 1));
        out.append("\",\"ids\":[{\"dpid\":\"").append(DATA_SOURCE);
        out.append("\",\"uuid\":\"").append(partnerId(device)).append("\"}],\"");
        out.append(change(eventsBefore)).append("\"]}\n");
    }

    static String partnerId(String device) {
        return "4" + device.substring(device.length() - 15);
    }

    private String change(long eventsBefore) {
        return switch ((int) (eventsBefore % 4)) {
            case 0 -> "qualified\":[\"" + segments.first();
            case 1 -> "qualified\":[\"" + segments.second();
            case 2 -> "disqualified\":[\"" + segments.first();
            default -> "disqualified\":[\"" + segments.second();
        };
    }

    private String id(String kind, int number) {
        var digits = Integer.toString(number);
        return kind + stem + "0".repeat(NUMBER_DIGITS - digits.length()) + digits;
    }
}
