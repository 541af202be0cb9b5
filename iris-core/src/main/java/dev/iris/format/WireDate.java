package dev.iris.format;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The contract's date form, {@code EEE MMM dd HH:mm:ss 'UTC' yyyy} in English, such as {@code Wed Jul 27 16:17:42 UTC 2016}. */
final class WireDate {
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private WireDate() {}

    static void append(StringBuilder out, Instant time) {
        var utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        out.append(DAYS[utc.getDayOfWeek().getValue() - 1]).append(' ');
        out.append(MONTHS[utc.getMonthValue() - 1]).append(' ');
        appendTwoDigits(out, utc.getDayOfMonth()).append(' ');
        appendTwoDigits(out, utc.getHour()).append(':');
        appendTwoDigits(out, utc.getMinute()).append(':');
        appendTwoDigits(out, utc.getSecond()).append(" UTC ").append(utc.getYear());
    }

    private static StringBuilder appendTwoDigits(StringBuilder out, int number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
