package dev.iris.http;

import dev.iris.http.HttpsResult.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a partner asks Iris to wait (RFC 9110 section 10.2.3): seconds or a date. */
public final class RetryAfter {
    /** No partner silences Iris for longer. */
    public static final Duration MOST = Duration.ofMinutes(60);

    private static final Pattern SECONDS = Pattern.compile("[0-9]+");

    /** Leading zeros aside, a number of more digits is beyond {@link #MOST} and may be beyond any type. */
    private static final int MOST_DIGITS = 4;

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
        return SECONDS.matcher(text).matches()
                ? Optional.of(seconds(text))
                : HttpDate.read(text, now).map(at -> Duration.between(now, at));
    }

    private static Duration seconds(String digits) {
        var significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > MOST_DIGITS ? MOST : Duration.ofSeconds(Long.parseLong(significant));
    }
}
