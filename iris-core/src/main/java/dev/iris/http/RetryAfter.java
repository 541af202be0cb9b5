package dev.iris.http;

import dev.iris.http.HttpsResult.Answered;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a partner asks Iris to wait (RFC 9110 section 10.2.3): seconds or a date. */
public final class RetryAfter {
    /** No partner silences Iris for longer. */
    public static final Duration MOST = Duration.ofMinutes(60);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    /** The parser quotes what it cannot read, so nothing but a date may reach it. */
    private static final Pattern DATE =
            Pattern.compile("([A-Za-z]{3}, )?[0-9]{1,2} [A-Za-z]{3} [0-9]{4} [0-9:]{4,8} (GMT|[+-][0-9]{4})");

    private RetryAfter() {}

    /** The wait, at most {@link #MOST}; empty when the answer asks for none, or for one that is past, negative or unreadable. */
    public static Optional<Duration> find(Answered answer, Instant now) {
        return answer.findHeader("Retry-After")
                .map(String::strip)
                .flatMap(text -> wait(text, now))
                .filter(Duration::isPositive)
                .map(wait -> wait.compareTo(MOST) > 0 ? MOST : wait);
    }

    private static Optional<Duration> wait(String text, Instant now) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        if (!DATE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            var at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(now, at.toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
