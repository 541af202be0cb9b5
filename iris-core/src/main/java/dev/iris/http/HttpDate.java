package dev.iris.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A date in one of the three forms that a recipient must take (RFC 9110 section 5.6.7). */
final class HttpDate {
    private static final int YEARS_AHEAD = 50;

    private static final Pattern USUAL = Pattern.compile(
            "(([A-Za-z]{3}, )?[0-9]{1,2} [A-Za-z]{3} [0-9]{4} [0-9:]{4,8} (GMT|[+-][0-9]{4}))",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern WITH_SHORT_YEAR =
            Pattern.compile("[A-Za-z]{6,9}, ([0-9]{2}-[A-Za-z]{3}-[0-9]{2} [0-9:]{8}) GMT", Pattern.CASE_INSENSITIVE);
    private static final Pattern OF_C = Pattern.compile("[A-Za-z]{3} ([A-Za-z]{3} [ 0-9][0-9] [0-9:]{8} [0-9]{4})");

    private HttpDate() {}

    /** The moment; empty when the text is no such date. */
    static Optional<Instant> read(String text, Instant now) {
        return first(USUAL, text, DateTimeFormatter.RFC_1123_DATE_TIME)
                .or(() -> first(WITH_SHORT_YEAR, text, shortYears(now)))
                .or(() -> first(OF_C, text, ofC()));
    }

    /** The parser quotes what it cannot read, so nothing but a date may reach it. */
    private static Optional<Instant> first(Pattern pattern, String text, DateTimeFormatter form) {
        var matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.from(form.parse(matcher.group(1))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter ofC() {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("MMM ppd HH:mm:ss yyyy")
                .toFormatter(Locale.ROOT)
                .withZone(ZoneOffset.UTC);
    }

    /** Two digits mean a year that is at most 50 years ahead. */
    private static DateTimeFormatter shortYears(Instant now) {
        var first = now.atOffset(ZoneOffset.UTC).toLocalDate().minusYears(99L - YEARS_AHEAD);
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, first)
                .appendPattern(" HH:mm:ss")
                .toFormatter(Locale.ROOT)
                .withZone(ZoneOffset.UTC);
    }
}
