package dev.iris.server.events;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads the time of an event: RFC 3339, kept to the millisecond, neither absurdly old nor ahead of the server's clock. Written by
 * hand, because it is read with every event. Confined to one call.
 */
public final class EventTime {
    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final String EXPECTED = " (expected: RFC 3339, such as 2026-11-23T16:17:22.125Z)";
    private static final int LEAP = 60;

    private final String text;
    private int at;

    private EventTime(String text) {
        this.text = text;
    }

    /** Reads a time; the message of what is thrown says what is wrong. */
    public static Instant parse(String text, Instant now) {
        var time = parse(text);
        if (time.isBefore(EARLIEST)) {
            throw new IllegalArgumentException("is " + time + " (expected: not before " + EARLIEST + ")");
        }
        if (time.isAfter(now.plus(MOST_AHEAD))) {
            throw new IllegalArgumentException("is " + time + " (expected: at most " + MOST_AHEAD.toMinutes()
                    + " minutes ahead of the server's clock, which shows " + now + ")");
        }
        return time;
    }

    /** Reads a time, however far it is from now. */
    public static Instant parse(String text) {
        try {
            return new EventTime(text).read();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is no time that there is" + EXPECTED, e);
        }
    }

    private Instant read() {
        var year = number(4, "-");
        var month = number(2, "-");
        var day = number(2, "Tt");
        var hour = number(2, ":");
        var minute = number(2, ":");
        var second = number(2, "");
        var local = LocalDateTime.of(
                year, month, day, hour, minute, second == LEAP ? LEAP - 1 : second, millis() * 1_000_000);
        var time = local.toInstant(ZoneOffset.UTC).minusSeconds(offsetSeconds());
        if (at != text.length()) {
            throw malformed();
        }
        return second == LEAP ? leap(time) : time;
    }

    /** A leap second (RFC 3339 section 5.7) ends a UTC day; it counts as the first second of the next. */
    private static Instant leap(Instant before) {
        var time = before.plusSeconds(1);
        if (time.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() != 0) {
            throw new DateTimeException("no leap second");
        }
        return time;
    }

    /** The first three digits of a fraction, if there is one; the others are passed over. */
    private int millis() {
        if (next() != '.') {
            return 0;
        }
        at++;
        int first = at;
        int millis = 0;
        for (; digit(next()); at++) {
            millis = at - first < 3 ? millis * 10 + next() - '0' : millis;
        }
        return switch (at - first) {
            case 0 -> throw malformed();
            case 1 -> millis * 100;
            case 2 -> millis * 10;
            default -> millis;
        };
    }

    private int offsetSeconds() {
        var sign = next();
        at++;
        if (sign == 'Z' || sign == 'z') {
            return 0;
        }
        if (sign != '+' && sign != '-') {
            throw malformed();
        }
        var hours = number(2, ":");
        var minutes = number(2, "");
        if (hours > 23 || minutes > 59) {
            throw new DateTimeException("no such offset");
        }
        var seconds = hours * 3_600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    /** So many digits, then one of the ends, if there are any. */
    private int number(int digits, String ends) {
        int number = 0;
        for (int last = at + digits; at < last; at++) {
            if (!digit(next())) {
                throw malformed();
            }
            number = number * 10 + next() - '0';
        }
        if (!ends.isEmpty()) {
            if (ends.indexOf(next()) < 0) {
                throw malformed();
            }
            at++;
        }
        return number;
    }

    /** The next character, or one that fits nowhere. */
    private char next() {
        return at < text.length() ? text.charAt(at) : '\uFFFF';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("is no time" + EXPECTED);
    }
}
