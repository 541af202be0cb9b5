package dev.iris.server.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time of an event: RFC 3339, kept to the millisecond, neither absurdly old nor ahead of the server's clock. */
final class EventTime {
    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)[Tt](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,30}))?(?:[Zz]|([+-])(\\d\\d):(\\d\\d))");
    private static final String EXPECTED = " (expected: RFC 3339, such as 2026-11-23T16:17:22.125Z)";
    private static final int LEAP = 60;

    private EventTime() {}

    /** Reads a time; the message of what is thrown says what is wrong. */
    static Instant parse(String text, Instant now) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("is no time" + EXPECTED);
        }
        var time = instant(form);
        if (time.isBefore(EARLIEST)) {
            throw new IllegalArgumentException("is " + time + " (expected: not before " + EARLIEST + ")");
        }
        if (time.isAfter(now.plus(MOST_AHEAD))) {
            throw new IllegalArgumentException("is " + time + " (expected: at most " + MOST_AHEAD.toMinutes()
                    + " minutes ahead of the server's clock, which shows " + now + ")");
        }
        return time;
    }

    private static Instant instant(Matcher form) {
        try {
            var second = number(form, 6);
            var local = LocalDateTime.of(
                    number(form, 1),
                    number(form, 2),
                    number(form, 3),
                    number(form, 4),
                    number(form, 5),
                    second == LEAP ? LEAP - 1 : second,
                    millis(form) * 1_000_000);
            var time = local.toInstant(ZoneOffset.UTC).minusSeconds(offsetSeconds(form));
            return second == LEAP ? leap(time) : time;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is no time that there is" + EXPECTED, e);
        }
    }

    /** A leap second (RFC 3339 section 5.7) ends a UTC day; it counts as the first second of the next. */
    private static Instant leap(Instant before) {
        var time = before.plusSeconds(1);
        if (time.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() != 0) {
            throw new DateTimeException("no leap second");
        }
        return time;
    }

    private static int millis(Matcher form) {
        var fraction = form.group(7);
        return fraction == null ? 0 : Integer.parseInt((fraction + "00").substring(0, 3));
    }

    private static int offsetSeconds(Matcher form) {
        if (form.group(8) == null) {
            return 0;
        }
        var hours = number(form, 9);
        var minutes = number(form, 10);
        if (hours > 23 || minutes > 59) {
            throw new DateTimeException("no such offset");
        }
        var seconds = hours * 3_600 + minutes * 60;
        return form.group(8).equals("-") ? -seconds : seconds;
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
