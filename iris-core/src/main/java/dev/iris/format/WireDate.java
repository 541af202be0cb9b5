package dev.iris.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

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

    private static final int CHARS = 28;

    private long day = Long.MIN_VALUE;
    private byte[] head = {};
    private byte[] tail = {};

    /** One date by itself. */
    static String text(Instant time) {
        var out = new Utf8Text(CHARS);
        new WireDate().append(out, time);
        return new String(out.toBytes(), US_ASCII);
    }

    void append(Utf8Text out, Instant time) {
        long seconds = time.getEpochSecond();
        long dayOfTime = Math.floorDiv(seconds, SECONDS_OF_DAY);
        if (dayOfTime != day) {
            turnTo(dayOfTime);
        }
        int second = Math.floorMod(seconds, SECONDS_OF_DAY);
        out.append(head);
        out.appendTwoDigits(second / 3_600).append(':');
        out.appendTwoDigits(second / 60 % 60).append(':');
        out.appendTwoDigits(second % 60).append(tail);
    }

    private void turnTo(long epochDay) {
        var date = LocalDate.ofEpochDay(epochDay);
        var weekday = DAYS[date.getDayOfWeek().getValue() - 1];
        var month = MONTHS[date.getMonthValue() - 1];
        int dayOfMonth = date.getDayOfMonth();
        head = (weekday + " " + month + " " + dayOfMonth / 10 + dayOfMonth % 10 + " ").getBytes(US_ASCII);
        tail = (" UTC " + date.getYear()).getBytes(US_ASCII);
        day = epochDay;
    }
}
