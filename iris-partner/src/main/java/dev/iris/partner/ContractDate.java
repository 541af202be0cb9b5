package dev.iris.partner;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The contract's way to write an instant: {@code Wed Jul 27 16:17:42 UTC 2016}, English and always UTC. */
final class ContractDate {
    static final String FORM = "EEE MMM dd HH:mm:ss UTC yyyy";

    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final String LIKE = "www mmm 00 00:00:00 UTC 0000";

    private ContractDate() {}

    /**
     * Reads it as seconds since 1970.
     *
     * @throws IllegalArgumentException when the text has another form or names an instant that does not exist
     */
    static long epochSecond(String text) {
        if (!formed(text)) {
            throw new IllegalArgumentException("has another form (expected: " + FORM + ")");
        }
        try {
            var time = LocalDateTime.of(
                    number(text, 24, 28),
                    MONTHS.indexOf(text.substring(4, 7)) + 1,
                    number(text, 8, 10),
                    number(text, 11, 13),
                    number(text, 14, 16),
                    number(text, 17, 19));
            requireDay(text.substring(0, 3), time.getDayOfWeek());
            return time.toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is no instant (expected: " + FORM + ")", e);
        }
    }

    private static void requireDay(String told, DayOfWeek day) {
        if (!told.equals(DAYS.get(day.getValue() - 1))) {
            throw new IllegalArgumentException("names the wrong day of the week (expected: " + FORM + ")");
        }
    }

    private static boolean formed(String text) {
        if (text.length() != LIKE.length()) {
            return false;
        }
        for (int i = 0; i < LIKE.length(); i++) {
            if (!alike(LIKE.charAt(i), text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean alike(char like, char c) {
        return switch (like) {
            case '0' -> c >= '0' && c <= '9';
            case 'w', 'm' -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            default -> c == like;
        };
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
