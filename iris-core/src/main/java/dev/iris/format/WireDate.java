package dev.iris.format;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The contract's date form, {@code EEE MMM dd HH:mm:ss 'UTC' yyyy} in English, such as {@code Wed Jul 27 16:17:42 UTC 2016}. The times of
 * one message are mostly of one day, whose words are kept. Confined to one rendering.
 */
final class WireDate {
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final int SECONDS_OF_DAY = 86_400;

    private long day = Long.MIN_VALUE;
    private String head = "";
    private String tail = "";

    void append(StringBuilder out, Instant time) {
        long seconds = time.getEpochSecond();
        long dayOfTime = Math.floorDiv(seconds, SECONDS_OF_DAY);
        if (dayOfTime != day) {
            turnTo(dayOfTime);
        }
        int second = Math.floorMod(seconds, SECONDS_OF_DAY);
        out.append(head);
        appendTwoDigits(out, second / 3_600).append(':');
        appendTwoDigits(out, second / 60 % 60).append(':');
        appendTwoDigits(out, second % 60).append(tail);
    }

    private void turnTo(long epochDay) {
        var date = LocalDate.ofEpochDay(epochDay);
        var words = new StringBuilder(12)
                .append(DAYS[date.getDayOfWeek().getValue() - 1])
                .append(' ')
                .append(MONTHS[date.getMonthValue() - 1])
                .append(' ');
        head = appendTwoDigits(words, date.getDayOfMonth()).append(' ').toString();
        tail = " UTC " + date.getYear();
        day = epochDay;
    }

    private static StringBuilder appendTwoDigits(StringBuilder out, int number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
